using Wardwise.App.Accounts;
using Wardwise.App.Incidents;
using Wardwise.App.Places;
using Wardwise.App.Sharing;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.Browser.Tests.Journeys;

/// <summary>A small town of our own making: four square neighbourhoods in a district, and some incidents every month in each.</summary>
internal sealed class Ashmoor(Station station)
{
    public const string Green = "Ashmoor Green";

    private const double South = 51.90,
        West = -0.22,
        Side = 0.01;

    /// <summary>Boundaries, an agreement with the council, and the first year of incidents.</summary>
    public async Task Found()
    {
        await SmallPlaces.Import(
            station,
            SmallPlaces.File(station.Home, "district.geojson", ("D1", "Ashmoor", South, West, 4 * Side)),
            PlaceLevel.District
        );
        await SmallPlaces.Import(
            station,
            SmallPlaces.File(
                station.Home,
                "neighbourhoods.geojson",
                ("N1", Green, South, West, Side),
                ("N2", "Mill End", South, West + Side, Side),
                ("N3", "Station Road", South + Side, West, Side),
                ("N4", "The Warren", South + Side, West + Side, Side)
            )
        );
        var green = (await station.Get<ListPlaces>().Run(station.Owner, new(), default)).Value.Single(p => p.Name == Green);
        await station
            .Get<SaveTeam>()
            .Run(
                station.Owner,
                new()
                {
                    Id = station.TeamId,
                    AgencyId = station.PoliceId,
                    Name = "Ashmoor team",
                    PlaceNo = green.No,
                },
                default
            );
        var coordinator = await station.As(Role.Coordinator);
        await station
            .Get<SealAgreement>()
            .Run(
                coordinator,
                new()
                {
                    Title = "Ashmoor partnership",
                    Parties = [station.PoliceId, station.CouncilId],
                    Purposes = "Solving problems of anti-social behaviour together",
                    Data = "Problem records and their plans",
                    StartsOn = new(2026, 1, 1),
                    EndsOn = new(2030, 12, 31),
                },
                default
            );
        await Import(new(2025, 5), new(2026, 5), onTheGreen: 18);
    }

    /// <summary>Street files of the months, in the form of data.police.uk. Outside the green each neighbourhood has six a month.</summary>
    public async Task Import(YearMonth from, YearMonth to, int onTheGreen)
    {
        var paths = new List<string>();
        for (var month = from; month <= to; month = month.Plus(1))
        {
            var file = new StreetFile(month.ToString());
            Scatter(file, onTheGreen + (month.Month % 3), South, West, "On or near Green Lane");
            Scatter(file, 6, South, West + Side, "On or near Mill Lane");
            Scatter(file, 6, South + Side, West, "On or near Station Road");
            Scatter(file, 6, South + Side, West + Side, "On or near Warren Way");
            file.Crime("burglary " + month, South + (Side / 2), West + (Side / 2));
            paths.Add(file.Save(station.Home));
        }

        var report = await station.Get<ImportIncidents>().Run(station.Owner, new() { Paths = paths, Force = "wealdshire" }, default);
        Assert.True(report.Done, string.Join(' ', report.Refusals.Select(r => r.Sentence)));
        Assert.Empty(report.Value.Rejected);
    }

    /// <summary>A PDF of one empty page.</summary>
    public string Photo()
    {
        var path = Path.Combine(station.Home, "barrier.pdf");
        File.WriteAllText(
            path,
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 "
                + "obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
        );
        return path;
    }

    /// <summary>Three in four at one spot and the others at a second, as the publisher moves them all to a few points.</summary>
    private static void Scatter(StreetFile file, int count, double south, double west, string location)
    {
        for (var i = 0; i < count; i++)
        {
            var aside = i % 4 == 3;
            file.Asb(
                south + (Side * (aside ? 0.6 : 0.5)),
                west + (Side * (aside ? 0.4 : 0.5)),
                aside ? location.Replace("near ", "near Old ", StringComparison.Ordinal) : location
            );
        }
    }
}
