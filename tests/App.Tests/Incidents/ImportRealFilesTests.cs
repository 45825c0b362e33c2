using Wardwise.App.Access;
using Wardwise.App.Imports;
using Wardwise.App.Incidents;
using Wardwise.App.Places;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Incidents;

/// <summary>The 30 real street files of one county (F1, Y38): every oddity of the open data at its true size.</summary>
public sealed class ImportRealFilesTests
{
    private static IReadOnlyList<string> Streets => [RealData.Path("police-uk", "hertfordshire")];

    [RealDataFact]
    public async Task ThirtyRealMonths_GoInWhole_AndAgainAddNothing()
    {
        await using var station = await Station.Create();
        var first = await Import(station);
        Assert.Equal(263_351, first.Read);
        Assert.Equal(263_347, first.Added);
        Assert.Equal(4, first.Copies);
        Assert.Equal(0, first.Changed);
        Assert.Equal(0, first.Already);
        Assert.Empty(first.Rejected);
        Assert.Equal(4_672, first.NoLocation);
        Assert.Null(first.OutsideForce);

        var again = await Import(station);
        Assert.Equal(263_351, again.Read);
        Assert.Equal(0, again.Added);
        Assert.Equal(263_347, again.Already);
        Assert.Equal(4, again.Copies);
        Assert.Equal(4_672, again.NoLocation);

        // The same rows in files of other bytes: nothing is recognised by the file, everything by the row.
        var copy = Directory.CreateDirectory(Path.Combine(station.Home, "copy"));
        foreach (var file in Directory.EnumerateFiles(Streets[0], "2021-12-*-street.csv.gz"))
        {
            using var unpacked = new System.IO.Compression.GZipStream(
                File.OpenRead(file),
                System.IO.Compression.CompressionMode.Decompress
            );
            await using var plain = File.Create(Path.Combine(copy.FullName, Path.GetFileNameWithoutExtension(file)));
            await unpacked.CopyToAsync(plain);
        }

        var plainly = (
            await station.Get<ImportIncidents>().Run(station.Owner, new() { Paths = [copy.FullName], Force = "hertfordshire" }, default)
        ).Value;
        Assert.Equal(0, plainly.Added);
        Assert.Equal(3, plainly.Copies);
        Assert.Equal(plainly.Read - 3, plainly.Already);
    }

    [RealDataFact]
    public async Task TheRealCounty_IsOnThePatchPage_AndItsOutcomesFindTheirCrimes()
    {
        await using var station = await Station.Create();
        var wards = Directory.GetFiles(RealData.Path("geography", "wards-lsoa-2011-geojson"), "wards-E07*.json");
        await station
            .Get<ImportPlaces>()
            .Run(
                station.Owner,
                new()
                {
                    Paths = wards,
                    Level = PlaceLevel.Neighbourhood,
                    Force = "hertfordshire",
                    CodeField = "WD13CD",
                    NameField = "WD13NM",
                },
                default
            );
        await station
            .Get<ImportPlaces>()
            .Run(
                station.Owner,
                new()
                {
                    Paths = [RealData.Path("geography", "pfa20-boundaries-herts-and-neighbours.geojson")],
                    Level = PlaceLevel.Force,
                    Force = "hertfordshire",
                    CodeField = "pfa20_code",
                    NameField = "pfa20_name",
                },
                default
            );
        var report = await Import(station);
        Assert.InRange(report.OutsideForce!.Value, 30 * 40, 30 * 200);
        var actor = await station.Get<Actors>().MachineOwner(default);
        var ward = (
            await station.Get<ListPlaces>().Run(actor, new() { Levels = [PlaceLevel.Neighbourhood], Force = "hertfordshire" }, default)
        ).Value.Single(p => p.Name == "Bandley Hill");
        var patch = (
            await station.Get<PatchSummary>().Run(actor, new() { PlaceNo = ward.No, Month = new YearMonth(2021, 12) }, default)
        ).Value;
        Assert.Equal([2018], patch.EarlierYears);
        Assert.Equal(30, patch.Imported.Count);
        Assert.StartsWith("Bandley Hill had ", patch.Sentence[patch.Sentence.IndexOf("Bandley Hill had", StringComparison.Ordinal)..]);
        Assert.Equal(patch.Total, patch.Categories.Sum(c => c.Count));
        Assert.Equal(patch.Total, patch.Spots.Sum(s => s.Count));
        Assert.DoesNotContain(patch.Months, m => m.Count == 0);

        var outcomes = (await station.Get<ImportOutcomes>().Run(actor, new() { Paths = Streets, Force = "hertfordshire" }, default)).Value;
        Assert.Equal(85_099, outcomes.Read);
        Assert.InRange(outcomes.Copies, 13 * 155, 13 * 313);
        Assert.InRange(outcomes.Unmatched!.Value / (double)outcomes.Read, .12, .18);
        Assert.Equal(
            0,
            (await station.Get<ImportOutcomes>().Run(actor, new() { Paths = Streets, Force = "hertfordshire" }, default)).Value.Added
        );
    }

    private static async Task<ImportReport> Import(Station station) =>
        (await station.Get<ImportIncidents>().Run(station.Owner, new() { Paths = Streets, Force = "hertfordshire" }, default)).Value;
}
