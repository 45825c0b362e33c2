using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Wardwise.App.Demonstration;

namespace Wardwise.App.Tests.Demonstration;

public sealed class MadeIncidentsTests(MadeIncidentsTests.Made made) : IClassFixture<MadeIncidentsTests.Made>
{
    public sealed class Made
    {
        internal Wealdshire County { get; } = new(new DateOnly(2026, 11, 21));
    }

    private Wealdshire County => made.County;

    private int MonthOf(MadeIncident incident) => County.Calendar.MonthOf(DateOnly.FromDateTime(incident.At));

    [Fact]
    public void ThreeYears_HaveThePublishedNumberOfAsbIncidentsEach()
    {
        var asb = County.Incidents.Where(i => i.AsbCategory is not null).CountBy(i => MonthOf(i) / 12).OrderBy(y => y.Key).ToList();
        Assert.Equal([0, 1, 2], asb.Select(y => y.Key));
        Assert.All(asb, y => Assert.InRange(y.Value, 22_500, 26_000));
        Assert.InRange(County.Incidents.Count, 150_000, 200_000);
    }

    [Fact]
    public void TheLastIncident_LiesInTheLastWholeMonth()
    {
        Assert.Equal(new DateOnly(2023, 11, 1), County.Calendar.Start);
        Assert.Equal(new DateOnly(2026, 10, 31), DateOnly.FromDateTime(County.Incidents[^1].At));
    }

    [Fact]
    public void TheSameSeedAndDay_GiveTheSameIncidents()
    {
        Assert.Equal(Digest(County), Digest(new Wealdshire(County.Calendar.Today)));
    }

    [Fact]
    public void AnotherSeed_GivesOthers()
    {
        Assert.NotEqual(County.Addresses.All[0].Spot, new Wealdshire(County.Calendar.Today, 7).Addresses.All[0].Spot);
    }

    [Fact]
    public void AsbPeaksInSummer_AndFireworksInNovember()
    {
        var byMonth = County.Incidents.Where(i => i.AsbCategory is not null).CountBy(i => i.At.Month).ToDictionary();
        Assert.True(byMonth[7] > 1.3 * byMonth[1]);
        var fireworks = County
            .Incidents.Where(i => County.Kinds.All[i.Kind].Key == "fireworks")
            .CountBy(i => i.At.Month)
            .MaxBy(m => m.Value);
        Assert.Equal(11, fireworks.Key);
    }

    [Fact]
    public void RowdyBehaviour_IsOfEveningsAndWeekends()
    {
        var rowdy = County.Incidents.Where(i => County.Kinds.All[i.Kind].Key == "rowdy-behaviour").ToList();
        Assert.True(rowdy.Count(i => i.At.Hour >= 17) > 0.6 * rowdy.Count);
        Assert.True(rowdy.Count(i => i.At.DayOfWeek is DayOfWeek.Friday or DayOfWeek.Saturday or DayOfWeek.Sunday) > 0.46 * rowdy.Count);
    }

    [Fact]
    public void FewVenues_HaveMuchOfIt()
    {
        var counts = County
            .Incidents.Where(i => i.AsbCategory is not null && i.Source < County.Venues.Count)
            .CountBy(i => i.Source)
            .Select(c => c.Value)
            .OrderDescending()
            .ToList();
        Assert.True(counts.Take(County.Venues.Count / 10).Sum() > 0.3 * counts.Sum());
    }

    [Fact]
    public void ALocatedIncident_LiesInTheCounty_SaveAFewAtItsEdge()
    {
        var shape = new NetTopologySuite.Geometries.Prepared.PreparedGeometryFactory().Create(County.Grounds.Force.Shape);
        var located = County.Incidents.Where((i, n) => n % 20 == 0 && i.Spot is not null).ToList();
        var outside = located.Count(i => !shape.Contains(new NetTopologySuite.Geometries.Point(i.Spot!.Value.Coordinate)));
        Assert.True(outside < 0.002 * located.Count, outside.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void TheTexts_Vary()
    {
        Assert.True(County.Incidents.Select(i => i.Text).Distinct().Count() > 90_000);
        Assert.DoesNotContain(County.Incidents, i => i.Text.Contains('{', StringComparison.Ordinal) || i.Text.Length < 15);
    }

    [Fact]
    public void SomePeople_SufferAgainAndAgain()
    {
        var victims = County.Incidents.SelectMany(i => i.People).Where(p => p.Role == "victim").CountBy(p => (p.Name, p.Born)).ToList();
        Assert.True(victims.Count(v => v.Value >= 3) > 500);
    }

    [Fact]
    public void ReferencesAndAddresses_AreUnique()
    {
        Assert.Equal(County.Incidents.Count, County.Incidents.Select(i => i.Reference).Distinct().Count());
        Assert.Equal(County.Addresses.All.Count, County.Addresses.All.Select(a => a.Uprn).Distinct().Count());
        Assert.Equal(County.Addresses.All.Count, County.Addresses.All.Select(a => a.Line + a.Street.Town).Distinct().Count());
        Assert.Equal(County.Addresses.Streets.Count, County.Addresses.Streets.Select(s => s.Postcode).Distinct().Count());
    }

    private static string Digest(Wealdshire county)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var i in county.Incidents)
        {
            hash.AppendData(
                Encoding.UTF8.GetBytes(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{i.Reference}|{i.At:O}|{i.DayOnly}|{i.Kind}|{i.Source}|"
                            + $"{i.Spot?.Longitude}|{i.Spot?.Latitude}|{i.Address?.Uprn}|{i.Text}|{i.Outcome}|{i.People.Count}"
                    )
                )
            );
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
