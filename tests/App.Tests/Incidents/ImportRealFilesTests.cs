using Wardwise.App.Incidents;
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
            using var unpacked = new System.IO.Compression.GZipStream(File.OpenRead(file), System.IO.Compression.CompressionMode.Decompress);
            await using var plain = File.Create(Path.Combine(copy.FullName, Path.GetFileNameWithoutExtension(file)));
            await unpacked.CopyToAsync(plain);
        }

        var plainly = (await station.Get<ImportIncidents>().Run(station.Owner, new() { Paths = [copy.FullName], Force = "hertfordshire" }, default)).Value;
        Assert.Equal(0, plainly.Added);
        Assert.Equal(3, plainly.Copies);
        Assert.Equal(plainly.Read - 3, plainly.Already);
    }

    private static async Task<ImportReport> Import(Station station) =>
        (await station.Get<ImportIncidents>().Run(station.Owner, new() { Paths = Streets, Force = "hertfordshire" }, default)).Value;
}
