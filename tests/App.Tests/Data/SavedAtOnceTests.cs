using Wardwise.App.Accounts;
using Wardwise.App.Data;
using Wardwise.App.Imports;
using Wardwise.App.Tests.Access;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Data;

/// <summary>Two save the same at once, each after having looked that it is not there.</summary>
public sealed class SavedAtOnceTests
{
    [Fact]
    public async Task TheSlowerOfTwo_IsToldSo()
    {
        await using var station = await Station.Create();
        var administrator = await station.As(Role.Administrator);
        await using var first = await station.Database.Begin(station.Owner, default);
        first.Db.Add(
            new Team
            {
                Id = Guid.CreateVersion7(),
                AgencyId = station.PoliceId,
                Name = "Twins",
            }
        );
        Assert.Null(await first.Save("added the team", default));

        var second = station.Get<SaveTeam>().Run(administrator, new() { AgencyId = station.PoliceId, Name = "Twins" }, default);
        await OneWaits(station, second);
        await first.Finish(default);

        Assert.Equal(
            "Somebody else has just saved the same. Load the page again, and look before you send it once more.",
            Assert.Single((await second).Refusals).Sentence
        );
        Assert.Equal("1", await Catalogue.One(station, "select count(*) from team where name = 'Twins'"));
    }

    [Fact]
    public async Task AForceThatAnImportIsMaking_IsFoundByWhoOpensItAtTheSameTime()
    {
        await using var station = await Station.Create();
        await using var first = await station.Database.Begin(station.Owner, default);
        var made = await ForceEntry.Ensure(first, "elsewhere", null, default);

        var second = station.Get<OpenForce>().Run(station.Owner, new() { Code = "elsewhere" }, default);
        await OneWaits(station, second);
        await first.Finish(default);

        var opened = await second;
        Assert.True(opened.Done);
        Assert.Equal((false, made.Scope), (opened.Value.New, opened.Value.Scope));
    }

    private static Task OneWaits(Station station, Task unless) =>
        Eventually.Holds(
            async () =>
                await Catalogue.One(
                    station,
                    "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
                ) != "0",
            unless
        );
}
