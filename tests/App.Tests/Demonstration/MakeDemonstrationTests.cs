using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Demonstration;
using Wardwise.App.Measuring;
using Wardwise.App.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Demonstration;

public sealed class MakeDemonstrationTests(Xunit.Abstractions.ITestOutputHelper output)
{
    /// <summary>Another county is drawn each month, and of one county's verdicts some are wrong together: the bounds are held on one that
    /// stays the same, whatever day it is.</summary>
    private static readonly DateOnly Day = new(2026, 11, 30);

    [Fact]
    public async Task WhatWasInterrupted_IsNotTakenForWhole()
    {
        await using var station = await Station.Create();
        DemonstrationMark.Begin(new InstanceHome(station.Home), new DateOnly(2026, 1, 1), 1);
        var made = await station.Get<MakeDemonstration>().Run(station.Owner, new(), default);
        Assert.Equal("The demonstration was interrupted while it was being made. Start it afresh.", Assert.Single(made.Refusals).Sentence);
    }

    [Fact]
    public async Task WhatIsThere_IsKept()
    {
        await using var station = await Station.Create();
        DemonstrationMark.Finish(new InstanceHome(station.Home), new DateOnly(2026, 1, 1), 1);
        Assert.False((await station.Get<MakeDemonstration>().Run(station.Owner, new(), default)).Value.New);
    }

    [Fact]
    public async Task AnInstanceWithDataOfItsOwn_IsLeftAlone()
    {
        await using var station = await Station.Create();
        var made = await station.Get<MakeDemonstration>().Run(station.Owner, new(), default);
        Assert.Contains("holds data that is not the demonstration's", Assert.Single(made.Refusals).Sentence, StringComparison.Ordinal);
        Assert.Null(DemonstrationMark.Of(new InstanceHome(station.Home)));
    }

    [Fact]
    public async Task OnlyTheMachinesOwner_MakesIt()
    {
        await using var station = await Station.Create();
        Assert.False((await station.Get<MakeDemonstration>().Run(await station.As(Role.Administrator), new(), default)).Done);
    }

    [Fact]
    [Trait("Speed", "long")]
    public async Task TheWholeCounty_GoesThroughTheImportersAndTheUseCases()
    {
        await using var database = await PrivateDatabase.Create();
        var home = new InstanceHome(Directory.CreateTempSubdirectory("wardwise-demonstration-").FullName);
        var clock = new SettableClock(new(Day, new TimeOnly(10, 0), TimeSpan.Zero));
        await using var services = Station.Services(database, home.Path, clock);
        var owner = await services.GetRequiredService<Actors>().MachineOwner(default);

        var made = await services.GetRequiredService<MakeDemonstration>().Run(owner, new(), default);

        Assert.True(made.Value is { New: true, Problems: 300, Incidents: > 150_000 });
        Assert.True(DemonstrationMark.Of(home)!.IsWhole);
        Assert.Equal(
            PlanStories.Shares.Select(s => (long)s),
            await Column<long>(database, "select count(*) from problem group by grade order by grade")
        );
        Assert.Equal([0L], await Column<long>(database, "select count(*) from import_rejection"));
        Assert.Equal([75L], await Column<long>(database, "select count(distinct neighbourhood_no) from incident_row"));
        Assert.Equal(
            [300L],
            await Column<long>(database, "select count(distinct record_id) from trail where record_id in (select record_id from problem)")
        );
        Assert.Equal(
            [0L],
            await Column<long>(database, "select count(*) from trail t join problem p on p.record_id = t.record_id where t.at > now()")
        );

        Assert.Equal(
            ["application/pdf", "text/plain"],
            await Column<string>(database, "select distinct media_type from attachment where tasking_id is not null order by 1")
        );
        Assert.All(
            await Column<byte[]>(database, "select sha256 from attachment"),
            digest => Assert.True(File.Exists(AttachmentFolder.PathOf(home, digest)))
        );
        Assert.Equal(["own", "partners"], await Column<string>(database, "select distinct visibility from note order by 1"));
        Assert.Equal(
            ["reported at the place in the weeks before"],
            await Column<string>(database, "select distinct why from link where other_kind = 'incident'")
        );

        Assert.NotEqual([0L], await Column<long>(database, "select count(*) from notice where kind = 'digest' and on_page"));
        Assert.Equal([0L], await Column<long>(database, "select count(*) from notice where kind <> 'digest' and mail = 'waiting'"));

        var people = (await services.GetRequiredService<IntroducedPeople>().Run(Actor.Nobody, default)).Value;
        Assert.InRange(people.Count, 8, 10);
        var signedIn = await services
            .GetRequiredService<SignIn>()
            .Run(Actor.Nobody, new() { Email = people[0].Email, Password = MakeDemonstration.Password }, SignInSource.CommandLine, default);
        Assert.NotNull(signedIn.Value.SessionId);
        Assert.False((await services.GetRequiredService<MakeDemonstration>().Run(owner, new(), default)).Value.New);
        // Who may see the incidents is known only now that their force is there.
        await ThePlantedIsFound_AndTheUnplantedIsNot(services, await services.GetRequiredService<Actors>().MachineOwner(default), database);
        Directory.Delete(home.Path, recursive: true);
    }

    private async Task ThePlantedIsFound_AndTheUnplantedIsNot(ServiceProvider services, Actor owner, PrivateDatabase database)
    {
        var county = new Wealdshire(Day);
        var factors = county.Told.ToDictionary(s => s.Title, s => s.Plan.Factor, StringComparer.Ordinal);
        var verdicts = (
            await Column<string>(
                database,
                """
                select r.title || '|' || e.verdict from evaluation e join record r on r.id = e.record_id
                where e.verdict is not null and e.occasion <> 'follow-up'
                """
            )
        ).Select(v => v.Split('|')).Select(v => (Factor: factors[v[0]], Verdict: v[1])).ToList();
        var planted = verdicts.Where(v => v.Factor is not null).ToList();
        var found = planted.Count(v => v.Verdict == (v.Factor < 1 ? "clear-fall" : "clear-rise"));
        var unplanted = verdicts.Where(v => v.Factor is null).ToList();
        var flagged = unplanted.Count(v => v.Verdict.StartsWith("clear", StringComparison.Ordinal));
        Assert.True(planted.Count >= 25 && found >= 0.8 * planted.Count, $"{found} of {planted.Count} planted changes were found.");
        // One in twenty is to be expected: three times that would be chance less than once in five hundred.
        Assert.True(
            unplanted.Count >= 40 && flagged <= 0.15 * unplanted.Count,
            $"{flagged} of {unplanted.Count} records where nothing was planted were flagged."
        );

        // What nobody responded to, planted in whole neighbourhoods, and every other neighbourhood at the same time.
        async Task<Verdict> Of(string place, int month) => (
                await services
                    .GetRequiredService<EvaluateArea>()
                    .Run(
                        owner,
                        new()
                        {
                            PlaceCode = place,
                            Categories = ["asb"],
                            ResponseStart = county.Calendar.Month(month),
                        },
                        default
                    )
            ).Value.Verdict;
        string Code(string name) => county.Grounds.Neighbourhoods.First(n => n.Name == name).Code;
        Assert.Equal(Verdict.ClearFall, await Of(Code("Goosewether"), 22));
        Assert.NotEqual(Verdict.ClearFall, await Of(Code("Reedmarrow"), 24));
        var changed = county.Planted.Where(p => p.Where != Grounds.ForceCode).Select(p => p.Where).ToHashSet();
        var quiet = county
            .Grounds.Neighbourhoods.Where(n =>
                !changed.Contains(n.Code) && !changed.Overlaps(county.Venues.Where(v => v.Neighbourhood == n.Code).Select(v => v.Name))
            )
            .ToList();
        var alarms = 0;
        foreach (var place in quiet)
        {
            alarms += await Of(place.Code, 18) is Verdict.ClearFall or Verdict.ClearRise ? 1 : 0;
        }

        Assert.True(
            quiet.Count >= 20 && alarms <= 0.15 * quiet.Count,
            $"{alarms} of {quiet.Count} neighbourhoods where nothing was planted were flagged."
        );
        output.WriteLine(
            $"{found} of {planted.Count} planted, {flagged} of {unplanted.Count} unplanted, {alarms} of {quiet.Count} quiet neighbourhoods."
        );
    }

    private static async Task<List<T>> Column<T>(PrivateDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.OwnerConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var row = await command.ExecuteReaderAsync();
        var values = new List<T>();
        while (await row.ReadAsync())
        {
            values.Add(row.GetFieldValue<T>(0));
        }

        return values;
    }
}
