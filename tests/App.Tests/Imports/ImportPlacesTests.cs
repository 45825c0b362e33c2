using Npgsql;
using Wardwise.App.Imports;
using Wardwise.App.Incidents;
using Wardwise.App.Places;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Places;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Imports;

/// <summary>Boundaries with versions (Y11): figures use the one in force at the time.</summary>
public sealed class ImportPlacesTests
{
    [Fact]
    public async Task IncidentsThatCameBeforeTheirPlaces_ArePlacedAfterwards_ByTheBoundaryInForceAtTheTime()
    {
        await using var station = await Station.Create();
        var files = new[]
        {
            new StreetFile("2025-02").Crime("a", 51.905, -0.195).Save(station.Home),
            new StreetFile("2025-04").Crime("b", 51.905, -0.195).Crime("c", 52.5, -0.195).Save(station.Home),
        };
        await station.Get<ImportIncidents>().Run(station.Owner, new() { Paths = files, Force = "wealdshire" }, default);
        Assert.Equal(["a:", "b:", "c:"], await Placed(station));

        var first = await SmallPlaces.Import(station, SmallPlaces.File(station.Home, "old.geojson", ("N1", "Old Ward", 51.9, -0.2, .01)));
        Assert.Equal((1, 1, 0, 0), (first.Read, first.Added, first.Changed, first.Already));
        Assert.Equal(["a:Old Ward", "b:Old Ward", "c:"], await Placed(station));

        // From March the ward lies elsewhere, and another holds the point.
        var moved = await SmallPlaces.Import(
            station,
            SmallPlaces.File(station.Home, "new.geojson", ("N1", "Old Ward", 52.49, -0.2, .02), ("N2", "New Ward", 51.9, -0.2, .01)),
            from: new(2025, 3, 1)
        );
        Assert.Equal((2, 1, 1), (moved.Read, moved.Added, moved.Changed));
        Assert.Equal(["a:Old Ward", "b:New Ward", "c:Old Ward"], await Placed(station));

        var again = await SmallPlaces.Import(station, Path.Combine(station.Home, "new.geojson"), from: new(2025, 3, 1));
        Assert.Equal((2, 0, 0, 2), (again.Read, again.Added, again.Changed, again.Already));

        // What comes after its places is placed at once; taken back, the old boundary stands again.
        await station
            .Get<ImportIncidents>()
            .Run(
                station.Owner,
                new() { Paths = [new StreetFile("2025-05").Crime("d", 51.905, -0.195).Save(station.Home)], Force = "wealdshire" },
                default
            );
        Assert.Equal(["a:Old Ward", "b:New Ward", "c:Old Ward", "d:New Ward"], await Placed(station));
        Assert.True((await station.Get<UndoImport>().Run(station.Owner, new() { Import = moved.Id }, default)).Done);
        await station.Get<PlaceIncidents>().Run(station.Owner, new(), default);
        Assert.Equal(["a:Old Ward", "b:Old Ward", "c:", "d:Old Ward"], await Placed(station));
    }

    [Fact]
    public async Task AForcesBoundary_TellsWhatLiesOutside()
    {
        await using var station = await Station.Create();
        await SmallPlaces.Import(
            station,
            SmallPlaces.File(station.Home, "f.geojson", ("F1", "Wealdshire", 51.5, -1, 1), ("F2", "Kent", 52.5, -1, 1)),
            PlaceLevel.Force
        );
        var report = (
            await station
                .Get<ImportIncidents>()
                .Run(
                    station.Owner,
                    new()
                    {
                        Paths =
                        [
                            new StreetFile()
                                .Crime("in")
                                .Crime("next door", 52.6, -0.5)
                                .Crime("far", 51.38, -2.36)
                                .AsbWithoutPlace()
                                .Save(station.Home),
                        ],
                        Force = "wealdshire",
                    },
                    default
                )
        ).Value;
        Assert.Equal(2, report.OutsideForce);
        Assert.Equal(1, report.NoLocation);
    }

    [Fact]
    public async Task APolygonThatCrossesItself_IsRejected_InASentenceThatNamesIt()
    {
        await using var station = await Station.Create();
        var path = Path.Combine(station.Home, "bad.geojson");
        var features = new[]
        {
            Feature("N1", "Bow Tie", "Polygon", "[[[-0.2,51.9],[-0.19,51.91],[-0.19,51.9],[-0.2,51.91],[-0.2,51.9]]]"),
            Feature("N2", "Sound", "Polygon", "[[[-0.2,51.9],[-0.19,51.9],[-0.19,51.91],[-0.2,51.9]]]"),
            Feature("N3", "A point", "Point", "[-0.2,51.9]"),
            Feature("N4", "Metres", "Polygon", "[[[523100,224400],[523200,224400],[523200,224500],[523100,224400]]]"),
            Feature("N5", "Atlantis", "Polygon", "[[[-20,40],[-19,40],[-19,41],[-20,40]]]"),
            Feature("N2", "Twice", "Polygon", "[[[-0.2,51.9],[-0.19,51.9],[-0.19,51.91],[-0.2,51.9]]]"),
            Feature("N6", "Open", "Polygon", "[[[-0.2,51.9],[-0.19,51.9],[-0.19,51.91],[-0.2,51.95]]]"),
        };
        await File.WriteAllTextAsync(
            path,
            $$"""
            { "type": "FeatureCollection", "features": [
            {{string.Join(",\n", features)}}
            ] }
            """
        );
        var report = await SmallPlaces.Import(station, path);
        Assert.Equal((7, 1), (report.Read, report.Added));
        Assert.Equal(
            [
                "2: Bow Tie (N1): its line crosses itself near 51.905, -0.195",
                "4: A point (N3): it is a Point, and a boundary is a Polygon or MultiPolygon",
                "5: Metres (N4): 523100, 224400 is not a longitude and latitude: export it in degrees (WGS84, EPSG:4326)",
                "6: Atlantis (N5): it lies in the sea or outside the United Kingdom",
                "7: Twice (N2): the code comes twice",
                "8: Open (N6): its line is not closed, or has fewer than four points",
            ],
            report.Rejected.OrderBy(r => r.Line).Select(r => $"{r.Line}: {r.Reason}")
        );
    }

    [Theory]
    [InlineData(
        "{ \"type\": \"FeatureCollection\", \"features\": [\n{ \"type\": \"Feature\", ",
        "line 2: the file ends before its last feature does: it was cut short"
    )]
    [InlineData("{ \"type\": \"FeatureCollection\",, \"features\": []\n}\n\n", "line 1: this is not JSON")]
    [InlineData("[1, 2]", "this is not a GeoJSON FeatureCollection")]
    [InlineData("{ \"type\": \"FeatureCollection\", \"features\": [] }", "it has no features")]
    [InlineData(
        "{ \"type\": \"FeatureCollection\", \"features\": [{ \"type\": \"Feature\", \"properties\": { \"WD\": 1 }, \"geometry\": null }] }",
        "its features have no property called code. They have: WD."
    )]
    public async Task AFileThatIsNoGeoJson_IsRefused(string text, string sentence)
    {
        await using var station = await Station.Create();
        var path = Path.Combine(station.Home, "bad.geojson");
        await File.WriteAllTextAsync(path, text);
        var outcome = await station
            .Get<ImportPlaces>()
            .Run(
                station.Owner,
                new()
                {
                    Paths = [path],
                    Level = PlaceLevel.Neighbourhood,
                    Force = "wealdshire",
                    CodeField = "code",
                    NameField = "name",
                },
                default
            );
        Assert.Contains(sentence, Assert.Single(outcome.Refusals).Sentence);
    }

    [Fact]
    public async Task AnAgreement_IsKeptWithTheBoundary_AndInTheTrail()
    {
        await using var station = await Station.Create();
        await SmallPlaces.Import(station, SmallPlaces.File(station.Home, "n.geojson", ("N1", "Ward", 51.9, -0.2, .01)));
        var place = (
            await station.Get<ListPlaces>().Run(station.Owner, new() { Levels = [PlaceLevel.Neighbourhood] }, default)
        ).Value.Single();
        var coordinator = await station.As(Role.Coordinator);
        var version = (await station.Get<ShowPlace>().Run(coordinator, new() { No = place.No }, default)).Value.Versions.Single();
        Assert.Equal(
            "Enter with whom the boundary was agreed.",
            (await station.Get<AgreeBoundary>().Run(coordinator, new() { VersionId = version.Id }, default)).Refusals.Single().Sentence
        );
        Assert.True(
            (
                await station
                    .Get<AgreeBoundary>()
                    .Run(
                        coordinator,
                        new()
                        {
                            VersionId = version.Id,
                            AgreedWith = "Ashmoor panel",
                            ReviewDue = new(2027, 6, 15),
                        },
                        default
                    )
            ).Done
        );
        Assert.Equal(
            ("Ashmoor panel", new DateOnly(2027, 6, 15)),
            (await station.Get<ShowPlace>().Run(coordinator, new() { No = place.No }, default))
                .Value.Versions.Select(v => (v.AgreedWith, v.ReviewDue!.Value))
                .Single()
        );
        Assert.StartsWith(
            "Somebody else saved",
            (
                await station
                    .Get<AgreeBoundary>()
                    .Run(
                        coordinator,
                        new()
                        {
                            VersionId = version.Id,
                            Version = version.Version,
                            AgreedWith = "Another panel",
                        },
                        default
                    )
            )
                .Refusals.Single()
                .Sentence,
            StringComparison.Ordinal
        );
        Assert.False(
            (
                await station
                    .Get<AgreeBoundary>()
                    .Run(await station.As(Role.Officer), new() { VersionId = version.Id, AgreedWith = "Nobody" }, default)
            ).Done
        );
    }

    [Fact]
    public async Task PostcodesAndAddresses_GoIn_AndPutRightWhatIsHeld()
    {
        await using var station = await Station.Create();
        var postcodes = await Save(
            station,
            "p.csv",
            "postcode,quality,easting,northing,lat,lon,ward\n"
                + "AL1 1AE,10,517328,206823,51.747828,-0.301865,x\n"
                + "AL11AG,10,515487,206498,,,x\nAL1 1ZZ,90,0,0,,,x\nNOWHERE,10,1,1,,,x\n"
        );
        var first = (
            await station.Get<ImportPostcodes>().Run(station.Owner, new() { Paths = [postcodes], Force = "wealdshire" }, default)
        ).Value;
        Assert.Equal((4, 2, 0, 0), (first.Read, first.Added, first.Changed, first.Already));
        Assert.Equal(["AL1 1ZZ: it has no position", "postcode: 'NOWHERE' is not a postcode"], first.Rejected.Select(r => r.Reason));
        var bare = await Save(
            station,
            "codepoint.csv",
            "\"AL1 1AE\",10,517330,206823,\"E92000001\",\"E19000001\",\"E18000006\",\"E10000015\",\"E07000240\",\"E05004785\"\n"
        );
        Assert.Equal(
            (1, 0, 1),
            (await station.Get<ImportPostcodes>().Run(station.Owner, new() { Paths = [bare], Force = "wealdshire" }, default)).Value
                is var r
                ? (r.Read, r.Added, r.Changed)
                : default
        );

        var addresses = await Save(
            station,
            "a.csv",
            "uprn,address,postcode,easting,northing\n"
                + "100,1 High Street,al1 1ag,,\n200,2 High Street,AL1 1AG,515490,206500\n"
                + "x,3 High Street,AL1 1AG,,\n"
        );
        var listed = (
            await station.Get<ImportAddresses>().Run(station.Owner, new() { Paths = [addresses], Force = "wealdshire" }, default)
        ).Value;
        Assert.Equal((3, 2), (listed.Read, listed.Added));
        Assert.Equal((4L, "uprn: 'x' is not a number of up to 12 digits"), listed.Rejected.Select(x => (x.Line, x.Reason)).Single());
        Assert.Equal(
            (3, 0, 2),
            (await station.Get<ImportAddresses>().Run(station.Owner, new() { Paths = [addresses], Force = "wealdshire" }, default)).Value
                is var again
                ? (again.Read, again.Added, again.Already)
                : default
        );

        // The force's own incidents find their place by them.
        var own = await Save(
            station,
            "own.csv",
            "reference,occurred,category,uprn,postcode,text,people\n"
                + "W-1,2026-05-17T16:40,asb,100,,Bikes again,victim; Ada Example; 1980-02-01; "
                + "07700 900001; 1 High Street | caller; Bob Example\n"
                + "W-2,2026-05-17,asb,,AL1 1AE,,\nW-3,2026-05,asb,300,,,\n"
        );
        var report = (
            await station
                .Get<ImportIncidents>()
                .Run(
                    station.Owner,
                    new()
                    {
                        Paths = [own],
                        Force = "wealdshire",
                        Format = "wardwise",
                    },
                    default
                )
        ).Value;
        Assert.Equal((3, 2, 0), (report.Read, report.Added, report.NoLocation));
        Assert.Contains("uprn: 300 is not in the address list", report.Rejected.Single().Reason);
    }

    [RealDataFact]
    public async Task The186RealWards_GoIn_AndAPointIsPlacedInMicroseconds()
    {
        await using var station = await Station.Create();
        var wards = Directory.GetFiles(RealData.Path("geography", "wards-lsoa-2011-geojson"), "wards-E07*.json");
        var report = (
            await station
                .Get<ImportPlaces>()
                .Run(
                    station.Owner,
                    new()
                    {
                        Paths = wards,
                        Level = PlaceLevel.Neighbourhood,
                        Force = "hertfordshire",
                        CodeField = "wd13cd",
                        NameField = "wd13nm",
                    },
                    default
                )
        ).Value;
        Assert.Equal((186, 186), (report.Read, report.Added));
        Assert.Empty(report.Rejected);
        await using var work = await station.Database.Begin(station.Owner, default);
        var index = await station.Get<PlaceIndexes>().Current(work, default);
        Assert.Equal("Bandley Hill", index.Find(PlaceLevel.Neighbourhood, new(51.8955, -0.1655), new(2025, 1, 1))?.Name);
        var random = new Random(1);
        var points = Enumerable
            .Range(0, 20_000)
            .Select(_ => new LatLon(51.6 + (random.NextDouble() * .5), -.75 + (random.NextDouble() * .9)))
            .ToArray();
        var found = points.Count(p => index.Find(PlaceLevel.Neighbourhood, p, new(2025, 1, 1)) is not null);
        Assert.InRange(found, 5_000, 15_000);
    }

    private static async Task<string> Save(Station station, string name, string text)
    {
        var path = Path.Combine(station.Home, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }

    private static string Feature(string code, string name, string kind, string at) =>
        $$"""{ "type": "Feature", "properties": { "code": "{{code}}", "name": "{{name}}" }, """
        + $$""" "geometry": { "type": "{{kind}}", "coordinates": {{at}} } }""";

    private static async Task<IReadOnlyList<string>> Placed(Station station)
    {
        await using var connection = new NpgsqlConnection(station.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select i.id, coalesce(p.name, '') from incident_row i left join place p on p.no = i.neighbourhood_no",
            connection
        );
        await using var row = await command.ExecuteReaderAsync();
        var names = new Dictionary<Guid, string>();
        while (await row.ReadAsync())
        {
            names[row.GetGuid(0)] = row.GetString(1);
        }

        return
        [
            .. new[] { "a", "b", "c", "d" }
                .Select(c => (c, Id: new Guid(Convert.FromHexString(StreetFile.IdOf(c)).AsSpan(0, 16), bigEndian: true)))
                .Where(c => names.ContainsKey(c.Id))
                .Select(c => $"{c.c}:{names[c.Id]}"),
        ];
    }
}
