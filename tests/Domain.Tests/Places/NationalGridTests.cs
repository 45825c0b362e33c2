using System.Globalization;
using System.IO.Compression;
using Wardwise.Domain.Places;

namespace Wardwise.Domain.Tests.Places;

public sealed class NationalGridTests
{
    private static readonly double Lat = Dms(52, 39, 27.2531);
    private static readonly double Lon = Dms(1, 43, 4.5177);

    // Ordnance Survey, "A guide to coordinate systems in Great Britain", annex C: the worked example of the projection.
    [Fact]
    public void TheProjection_GivesTheOrdnanceSurveysWorkedExample()
    {
        var (east, north) = NationalGrid.Project(Lat, Lon);
        Assert.Equal(651409.903, east, 3);
        Assert.Equal(313177.270, north, 3);
        var (lat, lon) = NationalGrid.Unproject(651409.903, 313177.270);
        Assert.Equal(Lat, lat, 10);
        Assert.Equal(Lon, lon, 10);
    }

    // Ordnance Survey, "Transformations and OSGM02 user guide", annex A: a point by GPS, and where OS's own grid of shifts puts it.
    [Fact]
    public void APointByGps_LandsWithinFiveMetresOfTheTrueGrid()
    {
        var grid = NationalGrid.Of(new(52.658007833, 1.716073973))!.Value;
        Assert.InRange(Math.Sqrt(Math.Pow(grid.Easting - 651409.792, 2) + Math.Pow(grid.Northing - 313177.448, 2)), 0, 5);
    }

    [Fact]
    public void ThereAndBack_IsTheSamePoint()
    {
        GridReference.TryCreate(523_100, 224_400, out var grid);
        var back = NationalGrid.Of(NationalGrid.ToLatLon(grid))!.Value;
        Assert.Equal(grid.Easting, back.Easting, .1);
        Assert.Equal(grid.Northing, back.Northing, .1);
    }

    [Fact]
    public void APlaceOutsideTheGrid_HasNoReference()
    {
        Assert.Null(NationalGrid.Of(new(40.7, -74.0)));
        Assert.Null(NationalGrid.Of(new(48.0, 2.0)));
    }

    [Theory]
    [InlineData("TL 231 244", 523100, 224400)]
    [InlineData("tl2310024400", 523100, 224400)]
    [InlineData("SV 00 00", 0, 0)]
    [InlineData("TG 51409 13177", 651409, 313177)]
    [InlineData("NT 27 73", 327000, 673000)]
    [InlineData("HU 4 4", 440000, 1140000)]
    public void ALetterReference_IsRead(string text, double easting, double northing)
    {
        Assert.True(GridReference.TryParse(text, out var grid));
        Assert.Equal((easting, northing), (grid.Easting, grid.Northing));
        Assert.True(GridReference.TryParse(grid.ToString(), out var again));
        Assert.Equal(grid, again);
    }

    [Theory]
    [InlineData("TL 231 24")]
    [InlineData("TI 231 244")]
    [InlineData("AA 10 10")]
    [InlineData("TL")]
    [InlineData("TL 2310024400 1")]
    [InlineData("")]
    [InlineData("1234 5678")]
    public void WhatIsNoReference_IsNotRead(string text) => Assert.False(GridReference.TryParse(text, out _));

    [SkippableRealPostcodes]
    public void RealPostcodes_LandWithinFiveMetresOfTheirPublishedPositions()
    {
        using var file = new StreamReader(new GZipStream(File.OpenRead(SkippableRealPostcodesAttribute.Path!), CompressionMode.Decompress));
        file.ReadLine();
        var (worst, count) = (0.0, 0);
        while (file.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            Assert.True(Postcode.TryParse(cells[0], out _), cells[0]);
            if (cells[1] is not "10" || cells[4].Length == 0)
            {
                continue;
            }

            GridReference.TryCreate(Number(cells[2]), Number(cells[3]), out var grid);
            worst = Math.Max(worst, NationalGrid.ToLatLon(grid).MetresTo(new(Number(cells[4]), Number(cells[5]))));
            count++;
        }

        Assert.True(count > 50_000, $"only {count} postcodes");
        Assert.InRange(worst, 0, 5);
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    private static double Dms(int degrees, int minutes, double seconds) => (degrees + (minutes / 60.0) + (seconds / 3600)) * Math.PI / 180;
}

public sealed class SkippableRealPostcodesAttribute : FactAttribute
{
    public SkippableRealPostcodesAttribute() =>
        Skip = Path is null ? "Needs the folder of real data (WARDWISE_DATA, or ../shared/data beside the checkout)." : null;

    public static string? Path
    {
        get
        {
            var roots = new List<string>();
            if (Environment.GetEnvironmentVariable("WARDWISE_DATA") is { } named)
            {
                roots.Add(named);
            }

            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                roots.Add(System.IO.Path.Combine(folder.FullName, "shared", "data"));
            }

            return roots
                .Select(r => System.IO.Path.Combine(r, "geography", "postcodes", "postcodes-latlon-derived.csv.gz"))
                .FirstOrDefault(File.Exists);
        }
    }
}
