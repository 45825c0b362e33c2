using System.Text.Json;
using Wardwise.App.Demonstration;
using Wardwise.Domain.Accounts;

namespace Wardwise.App.Tests.Demonstration;

public sealed class StoriesTests(MadeIncidentsTests.Made made) : IClassFixture<MadeIncidentsTests.Made>
{
    private static readonly JsonSerializerOptions Whole = new() { IncludeFields = true };

    private Wealdshire County => made.County;

    private static string AllText(ProblemStory s) =>
        string.Join(
            '\n',
            new object?[]
            {
                s.Title,
                s.WhatRecurs,
                s.Scanning,
                s.Analysis,
                s.Response,
                s.Assessment,
                s.ErrorBecause,
                s.ModerationReason,
                string.Join('\n', s.Steps),
                string.Join('\n', s.Notes),
                string.Join('\n', s.Papers.SelectMany(p => p.Lines)),
            }
        );

    [Fact]
    public void ThreeHundredStories_StandAtEveryGrade()
    {
        Assert.Equal(300, County.Told.Count);
        Assert.Equal(PlanStories.Shares, Enumerable.Range(0, 7).Select(g => County.Told.Count(s => s.Plan.Grade == g)));
        Assert.All(Enum.GetValues<StoryEnd>(), end => Assert.Contains(County.Told, s => s.Plan.End == end));
    }

    [Fact]
    public void TheKinds_AreMoreThanTwenty_AndEachHasItsRecords()
    {
        var kinds = ProblemKind.ReadAll();
        Assert.True(kinds.Count >= 25);
        Assert.All(kinds, k => Assert.Equal(k.Records, County.Told.Count(s => s.Plan.Kind.Key == k.Key)));
    }

    [Fact]
    public void NoTwoStories_ReadTheSame()
    {
        Assert.Equal(300, County.Told.Select(s => s.Title).Distinct().Count());
        Assert.True(County.Told.Select(s => s.WhatRecurs).Distinct().Count() >= 299);
        Assert.True(
            County.Told.Where(s => s.Analysis?.Hypothesis is not null).Select(s => s.Analysis!.Hypothesis).Distinct().Count() >= 65
        );
        Assert.True(County.Told.SelectMany(s => s.Steps).Select(s => s.What).Distinct().Count() >= 120);
        Assert.True(
            County.Told.Where(s => s.Assessment?.LessonWhat is not null).Select(s => s.Assessment!.LessonWhat).Distinct().Count() >= 40
        );
        Assert.DoesNotContain(
            County.Told,
            s => AllText(s).Replace("{ ", "", StringComparison.Ordinal).Contains("{place", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void ARecordWithAPlan_HasNotes_AndOneCarriedOutHasAPaperOfADoneStep()
    {
        Assert.All(County.Told, s => Assert.Equal(s.Response is not null, s.Notes.Count > 0));
        Assert.Contains(
            County.Told,
            s => s.Notes.Any(n => n.ForPartners && County.Staff.Members.Single(m => m.Email == n.By).Role == Role.Partner)
        );
        Assert.All(County.Told.SelectMany(s => s.Papers.Select(p => s.Steps[p.Step])), step => Assert.NotNull(step.DoneOn));
        Assert.True(County.Told.Count(s => s.Papers.Count > 0) > 100);
        Assert.True(County.Told.Count(s => s.LinkedByHand > 0) > 100);
        var paper = EvidenceFile.Of("Work (done)", ["One line"]);
        Assert.StartsWith("%PDF-1.4", System.Text.Encoding.Latin1.GetString(paper), StringComparison.Ordinal);
        Assert.Equal(paper, EvidenceFile.Of("Work (done)", ["One line"]));
    }

    [Fact]
    public void ATitle_FitsTheForm() => Assert.All(County.Told, s => Assert.InRange(s.Title.Length, 10, 150));

    [Fact]
    public void TheDays_OfAStory_AreInOrder() =>
        Assert.All(
            County.Told,
            s =>
            {
                Assert.InRange(s.Plan.OpenedOn, County.Calendar.Start, County.Calendar.Today);
                Assert.True(s.Plan.StartedOn is null || s.Plan.StartedOn >= s.Plan.OpenedOn, s.Title);
                Assert.True(s.Plan.EndedOn is null || s.Plan.EndedOn >= s.Plan.StartedOn, s.Title);
                Assert.True(
                    s.Plan.ClosedOn is null || (s.Plan.ClosedOn >= s.Plan.EndedOn && s.Plan.ClosedOn <= County.Calendar.Today),
                    s.Title
                );
                Assert.True(s.Plan.EndedOn is null || s.Plan.EndedOn <= County.Calendar.Today, s.Title);
                Assert.All(
                    s.Steps,
                    step =>
                        Assert.True(
                            step.DoneOn is null || (step.DoneOn <= County.Calendar.Today && step.DoneOn >= s.Plan.StartedOn),
                            s.Title
                        )
                );
            }
        );

    [Fact]
    public void APlantedFall_ShowsInTheCounts_AndItsStorySaysSo()
    {
        var area = new AreaIncidents(County.Incidents, County.Calendar);
        var falls = County.Told.Where(s => s.Plan.Factor < 1).ToList();
        Assert.True(falls.Count >= 25);
        Assert.All(
            falls,
            s =>
            {
                var months = area.ByMonth(s.Plan.Venue.Spot, s.Plan.Kind.Types.Select(County.Kinds.IndexOf));
                var start = County.Calendar.MonthOf(s.Plan.StartedOn!.Value);
                Assert.True(months[start..].Average() < 0.8 * months[..start].Average(), s.Title);
            }
        );

        // Where few are reported, a true fall can hide behind chance, here as anywhere.
        Assert.True(falls.Count(s => s.Assessment!.Impact!.Contains("a fall of", StringComparison.Ordinal)) >= 0.8 * falls.Count);
    }

    [Fact]
    public void APlantedRise_ShowsInTheCounts()
    {
        var area = new AreaIncidents(County.Incidents, County.Calendar);
        Assert.Contains(County.Planted, p => p.Factor > 1 && p.Why.StartsWith("It moved", StringComparison.Ordinal));
        Assert.All(
            County.Told.Where(s => s.Plan.Factor > 1),
            s => Assert.Contains("a rise of", s.Assessment!.Impact, StringComparison.Ordinal)
        );
        foreach (var moved in County.Planted.Where(p => p.Why.StartsWith("It moved", StringComparison.Ordinal)))
        {
            var months = area.ByMonth(County.Venues.First(v => v.Name == moved.Where).Spot, moved.Types.Select(County.Kinds.IndexOf));
            Assert.True(months[moved.FromMonth..].Average() > 1.3 * months[..moved.FromMonth].Average(), moved.Where);
        }
    }

    [Fact]
    public void AChangeOfAWholeNeighbourhood_ShowsInItsCounts()
    {
        var code = County.Grounds.Neighbourhoods.First(n => n.Name == "Goosewether").Code;
        var change = County.Planted.First(p => p.Where == code);
        var venues = County.Venues.Count;
        var byMonth = County
            .Incidents.Where(i =>
                i.AsbCategory is not null
                && (i.Source < venues ? County.Venues[i.Source].Neighbourhood : County.Grounds.SmallAreas[i.Source - venues].Ground.Within)
                    == code
            )
            .ToLookup(i => County.Calendar.MonthOf(DateOnly.FromDateTime(i.At)) >= change.FromMonth);
        Assert.True(byMonth[true].Count() / 14.0 < 0.75 * byMonth[false].Count() / 22.0);
    }

    [Fact]
    public void TheBestRecords_SayWhatOthersNeed() =>
        Assert.All(
            County.Told.Where(s => s.Plan.Grade == 6),
            s =>
            {
                Assert.NotNull(s.Assessment!.LessonConditions);
                Assert.NotNull(s.Assessment.Cost);
                Assert.NotNull(s.ModerationReason);
                Assert.NotEqual(s.Owner, s.Supervisor);
                Assert.NotEqual(s.Owner, s.Moderator);
            }
        );

    [Fact]
    public void EverybodyWhoUsesIt_IsThere()
    {
        Assert.InRange(County.Staff.Members.Count, 110, 130);
        Assert.Equal(County.Staff.Members.Count, County.Staff.Members.Select(m => m.Email).Distinct().Count());
        Assert.InRange(County.Staff.Featured.Count(), 8, 10);
        Assert.Equal(5, County.Staff.Featured.Select(m => m.Role).Distinct().Count());
        Assert.Equal(75, County.Staff.Teams.Count);
        Assert.Equal(18, County.Staff.Agencies.Count);
        Assert.All(County.Staff.Members, m => Assert.Equal(m.Role == Role.Partner, m.Agency != "police"));
    }

    [Fact]
    public void NothingReal_IsNamed()
    {
        string[] real =
        [
            "Hertfordshire",
            "Stevenage",
            "Watford",
            "Sussex",
            "Surrey",
            "Kent",
            "Crawley",
            "Tunbridge",
            "Grinstead",
            "Metropolitan",
            "Thames Valley",
            "Bandley",
            "Fairlands",
            "Essex",
            "Hampshire",
            "Brighton",
            "London",
        ];
        var names = County
            .Grounds.Levels.SelectMany(l => l.Places)
            .Select(p => p.Name)
            .Concat(County.Venues.Select(v => v.Name))
            .Concat(County.Addresses.Streets.Select(s => s.Name))
            .Concat(County.Staff.Agencies.Select(a => a.Name))
            .Concat(County.Told.Select(AllText))
            .Concat(County.Incidents.Where((_, i) => i % 50 == 0).Select(i => i.Text));
        Assert.DoesNotContain(names, n => real.Any(r => n.Contains(r, StringComparison.Ordinal)));
        Assert.All(County.Addresses.Streets, s => Assert.StartsWith("WX", s.Postcode, StringComparison.Ordinal));
        Assert.All(County.Staff.Members, m => Assert.EndsWith(".example", m.Email, StringComparison.Ordinal));
    }

    [Fact]
    public void TheSameSeedAndDay_TellTheSameStories()
    {
        var again = new Wealdshire(County.Calendar.Today);
        Assert.Equal(
            JsonSerializer.Serialize(County.Told.Select(AllText), Whole),
            JsonSerializer.Serialize(again.Told.Select(AllText), Whole)
        );
    }

    [Fact]
    public void ThePageAboutTheDemonstration_ListsWhatIsPlanted_AndWhoCanSignIn()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "docs", "demonstration.md")))
        {
            folder = folder.Parent;
        }

        var page = File.ReadAllText(Path.Combine(folder!.FullName, "docs", "demonstration.md"));
        var names = County.Grounds.Neighbourhoods.ToDictionary(n => n.Code, n => n.Name);
        names[Grounds.ForceCode] = "Whole county";
        Assert.All(
            County.Planted,
            p =>
                Assert.Contains(
                    string.Create(
                        System.Globalization.CultureInfo.InvariantCulture,
                        $"| {names.GetValueOrDefault(p.Where, p.Where)} | "
                            + $"{(p.Types.Count > 5 ? "all anti-social behaviour" : string.Join(", ", p.Types))} | "
                            + $"{Calendar.Months - p.FromMonth} | {p.Factor:0.00} | {p.Why} |"
                    ),
                    page,
                    StringComparison.Ordinal
                )
        );
        Assert.All(County.Staff.Featured, m => Assert.Contains(m.Email, page, StringComparison.Ordinal));
    }
}
