using Wardwise.App.Imports;
using Wardwise.App.Incidents;
using Wardwise.App.Measuring;
using Wardwise.App.Places;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Incidents;

/// <summary>A force's or partner's own incidents (Y35, Y36), and counting them.</summary>
public sealed class OwnIncidentsTests
{
    private const string Header = "reference,occurred,category,asb_category,asb_type,latitude,longitude,grid,text,people\n";

    [Fact]
    public async Task TheWorkedSample_GoesInAsItIsDocumented()
    {
        await using var station = await Station.Create();
        var report = await Import(station, Sample());
        Assert.Equal((5, 5, 1), (report.Read, report.Added, report.NoLocation));
        Assert.Empty(report.Rejected);
        var listed = (
            await station
                .Get<ListIncidents>()
                .Run(await station.As(Role.Officer), new() { Filter = new() { Types = ["vehicle-nuisance"] } }, default)
        ).Value;
        var line = Assert.Single(listed.Lines);
        Assert.Equal("6 March 2026, 21:40", line.When.InWords());
        var shown = (await station.Get<ShowIncident>().Run(await station.As(Role.Officer), new() { Id = line.Id }, default)).Value;
        Assert.Equal(("WC-1001", "Nuisance", "Ada Example"), (shown.SourceRef, shown.AsbCategory.Name, shown.People.Single().Name));
        Assert.Equal(0, (await Import(station, Sample())).Added);
    }

    [Fact]
    public async Task ARowThatComesDifferent_IsChanged_ItsPeopleSuperseded_AndUndoneExactly()
    {
        await using var station = await Station.Create();
        await Import(station, await Save(station, "WC-1,2026-03-06,asb,personal,noise,51.9,-0.2,,Loud,victim; Ada Example\n"));
        var changed = await Import(
            station,
            await Save(station, "WC-1,2026-04-07T10:00,asb,nuisance,noise,51.9,-0.2,,Louder,victim; Ada Exemple\n")
        );
        Assert.Equal((1, 0, 1), (changed.Read, changed.Added, changed.Changed));
        var now = await Only(station);
        Assert.Equal(("Louder", "Ada Exemple", "7 April 2026, 10:00"), (now.Text, now.People.Single().Name, now.When.InWords()));
        Assert.True((await station.Get<UndoImport>().Run(station.Owner, new() { Import = changed.Id! }, default)).Done);
        var before = await Only(station);
        Assert.Equal(("Loud", "Ada Example", "6 March 2026"), (before.Text, before.People.Single().Name, before.When.InWords()));
    }

    [Theory]
    [InlineData(",2026-03-06,asb,,,51.9,-0.2,,,", "reference: give the source's own reference")]
    [InlineData("W,03/13/2026,asb,,,51.9,-0.2,,,", "occurred: '03/13/2026' is not a time")]
    [InlineData("W,2030-03-06,asb,,,51.9,-0.2,,,", "occurred: 2030-03-06 has not come yet")]
    [InlineData("W,2026-03-06,piracy,,,51.9,-0.2,,,", "category: 'piracy' is not known. It is one of asb,")]
    [InlineData("W,2026-03-06,asb,social,,51.9,-0.2,,,", "asb_category: 'social' is not known")]
    [InlineData("W,2026-03-06,burglary,nuisance,,51.9,-0.2,,,", "only anti-social behaviour has them")]
    [InlineData("W,2026-03-06,asb,,,51.9,north,,,", "latitude, longitude: '51.9', 'north' are not degrees")]
    [InlineData("W,2026-03-06,asb,,,-0.2,51.9,,,", "position: -0.2, 51.9 lies in the sea")]
    [InlineData("W,2026-03-06,asb,,,,,ZZ 1 1,,", "grid: 'ZZ 1 1' is not a grid reference")]
    [InlineData("W,2026-03-06,asb,,,51.9,-0.2,,,passer-by; Ada", "people: 'passer-by' is not one of victim")]
    [InlineData("W,2026-03-06,asb,,,51.9,-0.2,,,victim; Ada; 1.2.8", "people: '1.2.8' is not a date of birth")]
    public async Task ARowAtFault_IsRejected_WithItsColumnAndReason(string row, string reason)
    {
        await using var station = await Station.Create();
        var report = await Import(station, await Save(station, row + "\n"));
        Assert.Contains(reason, Assert.Single(report.Rejected).Reason);
        Assert.Equal(2, report.Rejected[0].Line);
    }

    [Fact]
    public async Task APartnersIncidents_AreSeenByThePartnerAlone()
    {
        await using var station = await Station.Create();
        var path = await Save(station, "C-1,2026-03-06,asb,environmental,noise,51.9,-0.2,,Bins,\n");
        var refused = await station
            .Get<ImportIncidents>()
            .Run(
                station.Owner,
                new()
                {
                    Paths = [path],
                    Force = "wealdshire",
                    Format = "wardwise",
                    Agency = "Nobody",
                },
                default
            );
        Assert.Equal("Wealdshire Police has no agency called Nobody.", refused.Refusals.Single().Sentence);
        Assert.Equal(1, (
                await station
                    .Get<ImportIncidents>()
                    .Run(
                        station.Owner,
                        new()
                        {
                            Paths = [path],
                            Force = "wealdshire",
                            Format = "wardwise",
                            Agency = "ashmoor council",
                        },
                        default
                    )
            ).Value.Added);
        Assert.Equal(
            0,
            (await station.Get<ListIncidents>().Run(await station.As(Role.Officer), new() { Filter = new() }, default)).Value.Total
        );
        await using var theirs = await station.Database.Begin(await station.As(Role.Partner), default);
        Assert.Equal(1, await theirs.Scalar<long>("select count(*) from incident", default));
        Assert.Equal(1, await theirs.Scalar<long>("select count(*) from incident_detail", default));
        theirs.Looked("incidents", []);
        await theirs.Finish(default);
        await using var ours = await station.Database.Begin(await station.As(Role.Officer), default);
        Assert.Equal(0, await ours.Scalar<long>("select count(*) from incident_detail", default));
        ours.Looked("incidents", []);
        await ours.Finish(default);
    }

    [Fact]
    public async Task Counting_KeepsAMonthWithNoneApartFromAMonthNeverImported()
    {
        await using var station = await Station.Create();
        await SmallPlaces.Import(
            station,
            SmallPlaces.File(station.Home, "d.geojson", ("D1", "Ashmoor", 51.85, -.25, .1)),
            Domain.Places.PlaceLevel.District
        );
        var january = new StreetFile("2026-01")
            .Asb(51.905, -0.195)
            .Asb(51.905, -0.195)
            .Asb(51.86, -0.24)
            .Crime("a", 51.905, -0.195)
            .Asb(52.5, -1)
            .AsbWithoutPlace();
        var march = new StreetFile("2026-03").Crime("b", 51.86, -0.24);
        await station
            .Get<ImportIncidents>()
            .Run(station.Owner, new() { Paths = [january.Save(station.Home), march.Save(station.Home)], Force = "wealdshire" }, default);
        const string Area = """{"type":"Polygon","coordinates":[[[-0.2,51.9],[-0.19,51.9],[-0.19,51.91],[-0.2,51.91],[-0.2,51.9]]]}""";
        await using var work = await station.Database.Begin(await station.As(Role.Officer), default);
        async Task<int?[]> Count(string? area, IReadOnlyList<string> codes)
        {
            var ground = await AreaOfProblem.Of(work, station.Get<PlaceIndexes>(), area, codes, default);
            var counts = await MonthlyCounts.Of(work, ground.Value, [IncidentCodes.Asb.Key], [], new(2026, 1), new(2026, 3), default);
            return
            [
                .. new YearMonth(2026, 1).To(new(2026, 3)).Select(m => counts.Months.TryGetValue(m, out var count) ? count : (int?)null),
            ];
        }

        Assert.Equal([2, null, 0], await Count(Area, []));
        Assert.Equal([3, null, 0], await Count(null, ["D1"]));
    }

    private static async Task<ShowIncident.Shown> Only(Station station)
    {
        var officer = await station.As(Role.Officer);
        var line = (await station.Get<ListIncidents>().Run(officer, new() { Filter = new() }, default)).Value.Lines.Single();
        return (await station.Get<ShowIncident>().Run(officer, new() { Id = line.Id }, default)).Value;
    }

    private static async Task<ImportReport> Import(Station station, string path) =>
        (
            await station
                .Get<ImportIncidents>()
                .Run(
                    station.Owner,
                    new()
                    {
                        Paths = [path],
                        Force = "wealdshire",
                        Format = "wardwise",
                    },
                    default
                )
        ).Value;

    private static async Task<string> Save(Station station, string rows)
    {
        var path = Path.Combine(station.Home, $"{Guid.CreateVersion7()}.csv");
        await File.WriteAllTextAsync(path, Header + rows);
        return path;
    }

    private static string Sample() => Checkout.File("docs", "samples", "incidents.csv");
}
