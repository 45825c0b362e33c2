using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.App.Search;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Search;

/// <summary>F3: from any screen, search leads to what was done about it; and lists, my day and history (F9, F49).</summary>
public sealed class FindProblemsTests
{
    [Fact]
    public async Task Search_FindsByAnyOfTheWords_BestFirst_AndSaysWhy()
    {
        await using var station = await ProblemStation.Create();
        await station.Opened("Street drinking by the precinct", "Cans and shouting in the evening");
        var bikes = await station.Opened("Off-road bikes on the green", "Bikes ridden across the green");
        var found = await Search(station, new() { Text = "noisy bike on a green" });
        Assert.Equal(bikes, found.Hits[0].Reference);
        Assert.StartsWith("same kind (off-road motorcycles)", found.Hits[0].Why, StringComparison.Ordinal);
        Assert.EndsWith("has “bike” and “green”; not “noisy”", found.Hits[0].Why, StringComparison.Ordinal);
        Assert.Contains(found.Hits[0].Title, p => p is { IsHit: true, Text: "bikes" });
        Assert.Equal("no result recorded", found.Hits[0].ResultInWords);
    }

    [Theory]
    [InlineData("'; drop table problem; --")]
    [InlineData("\"unclosed")]
    [InlineData("((( & | ! <-> :*")]
    [InlineData("\\ \0 \u0001 %_")]
    [InlineData("a:b* -c or or and not")]
    [InlineData("    ")]
    public async Task Search_TakesAnyInput(string text)
    {
        await using var station = await ProblemStation.Create();
        await station.Opened();
        var found = await station.Get<SearchProblems>().Run(station.Officer, new() { Text = text }, default);
        Assert.True(found.Done);
    }

    [Fact]
    public async Task Search_FindsWhatWasWrittenLater_AndWhatWasDone()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.CarriedOut();
        Assert.Equal(reference, Assert.Single((await Search(station, new() { Text = "barrier" })).Hits).Reference);
        Assert.Equal(reference, Assert.Single((await Search(station, new() { Text = "garages" })).Hits).Reference);
        Assert.Empty((await Search(station, new() { Text = "\"garages barrier\"" })).Hits);
        Assert.Empty((await Search(station, new() { Text = "barrier -garages" })).Hits);
    }

    [Fact]
    public async Task Search_NarrowsByEveryFilter()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.SignedOff();
        await station.Opened("Litter in the park", "Cans left behind");
        foreach (
            var filter in new SearchProblems.Input[]
            {
                new() { Filter = new() { Grade = 5 } },
                new() { Filter = new() { Technique = "control-access" } },
                new() { Filter = new() { Results = ["clear-fall"] } },
                new() { Filter = new() { State = ProblemState.Monitoring } },
                new()
                {
                    Text = "bikes",
                    ForceCode = "wealdshire",
                    Filter = new()
                    {
                        Category = ProblemCategory.Nuisance,
                        PlaceNos = [Ground.Fairlands],
                        From = new(2026, 6, 15),
                        To = new(2026, 6, 15),
                        Kind = "off-road-bikes",
                    },
                },
            }
        )
        {
            Assert.Equal(reference, Assert.Single((await Search(station, filter)).Hits).Reference);
        }

        Assert.Equal(0, (await Search(station, new() { Filter = new() { From = new(2026, 6, 16) } })).Total);
        Assert.Equal(0, (await Search(station, new() { Filter = new() { PlaceNos = [3] } })).Total);
        Assert.Equal(0, (await Search(station, new() { Filter = new() { Category = ProblemCategory.Personal } })).Total);
    }

    [Fact]
    public async Task F1_EnteredInErrorAndDrafts_AreNotFound()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Opened();
        await station
            .Get<OpenProblem>()
            .Run(
                station.Officer,
                new()
                {
                    Title = "Bikes, a draft",
                    WhatRecurs = null,
                    AsDraft = true,
                },
                default
            );
        await station.Get<MarkEnteredInError>().Run(station.Officer, new() { Reference = reference, Reason = "Twice" }, default);
        Assert.Empty((await Search(station, new() { Text = "bikes" })).Hits);
    }

    [Fact]
    public async Task F4_SearchAndLists_ShowAPartnerOnlyWhatIsShared()
    {
        await using var station = await ProblemStation.Create();
        station.Station.Clock.Now = TimeProvider.System.GetUtcNow(); // Grants run out by the database's own clock.
        var partner = await station.Station.As(Role.Partner);
        var reference = await station.Opened();
        Assert.Equal(0, (await station.Get<SearchProblems>().Run(partner, new() { Text = "bikes" }, default)).Value.Total);
        Assert.Equal(0, (await station.Get<ListProblems>().Run(partner, new(), default)).Value.Total);
        var id = (await station.File(reference)).Problem.Record.Id;
        ProblemStation.Done(
            await station
                .Get<Wardwise.App.Sharing.ShareRecord>()
                .Run(
                    station.Officer,
                    new()
                    {
                        RecordId = id,
                        AgencyId = station.Station.CouncilId,
                        Purpose = "Barrier",
                        TakesPart = true,
                    },
                    default
                )
        );
        Assert.Equal(1, (await station.Get<SearchProblems>().Run(partner, new() { Text = "bikes" }, default)).Value.Total);
        ProblemStation.Done(await station.Get<AddStep>().Run(partner, station.Step(reference), default));
    }

    [Fact]
    public async Task MyProblems_SayWhatEachLacks_AndItsNextStep()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Scanned();
        await station.Get<AddStep>().Run(station.Officer, station.Step(reference), default);
        var mine = (await station.Get<MyProblems>().Run(station.Officer, default)).Value;
        var row = Assert.Single(mine.Own);
        Assert.Equal(
            ("Fairlands", "Fit a barrier at the gap", "Ashmoor Council", 0, 1),
            (row.Place, row.NextStep, row.NextStepAgency, row.StepsDone, row.StepsInAll)
        );
        Assert.Equal((SaraStep.Response, "Say who it hurts, to reach 2"), (row.Step, row.GradeNext));
        Assert.Empty((await station.Get<MyProblems>().Run(station.Sergeant, default)).Value.Own);
    }

    [Fact]
    public async Task MyDay_HoldsMyStepsAndThoseOfMyAgency_SoonestFirst()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Scanned();
        var own = station.Step(reference) with { AgencyId = station.Station.PoliceId };
        await station
            .Get<AddStep>()
            .Run(station.Officer, own with { What = "Patrol at four", AccountId = station.Officer.Id, DueOn = new(2026, 6, 14) }, default);
        await station.Get<AddStep>().Run(station.Officer, own with { What = "Write to the club", DueOn = new(2026, 6, 18) }, default);
        await station.Get<AddStep>().Run(station.Officer, own with { What = "Somebody else's", AccountId = station.Sergeant.Id }, default);
        var due = (await station.Get<MyDay>().Run(station.Officer, default)).Value;
        Assert.Equal(
            [("Patrol at four", MyDay.When.Overdue, false), ("Write to the club", MyDay.When.ThisWeek, true)],
            due.Select(d => (d.What, d.When, d.ForAgency))
        );
    }

    [Fact]
    public async Task ListProblems_SortsFiltersAndPages()
    {
        await using var station = await ProblemStation.Create();
        foreach (var title in new[] { "Noise", "Begging", "Litter" })
        {
            await station.Opened(title);
        }

        var listed = (
            await station.Get<ListProblems>().Run(station.Officer, new() { Order = ListProblems.Order.Title, Page = 99 }, default)
        ).Value;
        Assert.Equal(["Begging", "Litter", "Noise"], listed.Rows.Select(r => r.Title));
        Assert.Equal((3, 1), (listed.Total, listed.Page));
        Assert.Equal(0, (await station.Get<ListProblems>().Run(station.Officer, new() { Grade = 4 }, default)).Value.Total);
    }

    [Fact]
    public async Task F9_TheHistory_TellsWhoWhenAndWhatChanged_WithoutOthersNotes()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Scanned();
        await station.Get<SaveAnalysis>().Run(station.Sergeant, ProblemStation.Analysis(reference), default);
        await station.Get<AddNote>().Run(station.Officer, new() { Reference = reference, Text = "Rang the parks team" }, default);
        var told = (await station.Get<ShowHistory>().Run(station.Officer, new() { Reference = reference }, default)).Value;
        Assert.Equal(
            ["wrote a note", "saved the analysis section", "saved the scanning section", "opened the problem"],
            told.Events.Select(e => e.What)
        );
        Assert.Equal("Rang the parks team", told.Events[0].Note);
        Assert.Empty(told.Events[0].Changes);
        Assert.Contains(told.Events[1].Changes, c => c is { Of: "Who does it hurt?", Before: "", After: "Families who use the play area" });
    }

    [Fact]
    public async Task F1_StaleRecords_AreChasedOnce_ThenEscalatedOnce()
    {
        await using var station = await ProblemStation.Create();
        await station.Opened();
        var chase = station.Get<ChaseStaleProblems>();
        Assert.Equal(new ChaseStaleProblems.Chased(0, 0), (await chase.Run(station.Station.Owner, default)).Value);
        station.Station.Clock.Advance(TimeSpan.FromDays(28));
        Assert.Equal(new ChaseStaleProblems.Chased(1, 0), (await chase.Run(station.Station.Owner, default)).Value);
        Assert.Equal(new ChaseStaleProblems.Chased(0, 0), (await chase.Run(station.Station.Owner, default)).Value);
        station.Station.Clock.Advance(TimeSpan.FromDays(14));
        Assert.Equal(new ChaseStaleProblems.Chased(0, 1), (await chase.Run(station.Station.Owner, default)).Value);
        Assert.Equal(new ChaseStaleProblems.Chased(0, 0), (await chase.Run(station.Station.Owner, default)).Value);
        Assert.Single((await station.Get<MyDay>().Run(station.Officer, default)).Value);
        Assert.Single((await station.Get<MyDay>().Run(station.Sergeant, default)).Value);
    }

    [Fact]
    public async Task OneRecordThatCannotBeChased_KeepsNoOtherFromBeingChased()
    {
        await using var station = await ProblemStation.Create();
        var bad = await station.Opened();
        await station.Opened("Litter by the precinct");
        await Wardwise.App.Tests.Records.OutboxTests.Sql(
            station.Station,
            $"set session_replication_role = replica; update record set state = 'nonsense' where reference = '{bad}'"
        );
        station.Station.Clock.Advance(TimeSpan.FromDays(28));
        Assert.Equal(
            new ChaseStaleProblems.Chased(1, 0, 1),
            (await station.Get<ChaseStaleProblems>().Run(station.Station.Owner, default)).Value
        );
    }

    [Fact]
    public async Task AFile_IsKeptByItsContent_AndAnythingElseIsRefused()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Opened();
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0];
        var added = await Attach(station, reference, "../../evil.png", png);
        var opened = (await station.Get<GetAttachment>().Run(station.Officer, new() { Id = added.Value }, default)).Value;
        Assert.Equal(("evil.png", "image/png", true), (opened.Name, opened.MediaType, opened.Inline));
        await using (opened.Content)
        {
            using var read = new MemoryStream();
            await opened.Content.CopyToAsync(read);
            Assert.Equal(png, read.ToArray());
        }

        Assert.Equal(
            "Web pages and drawings that can run script are not taken. Save it as a PDF or a picture, then attach that.",
            ProblemStation.Refusal(await Attach(station, reference, "page.png", "<script>alert(1)</script>"u8.ToArray()))
        );
        Assert.Equal(
            "This is a program or a script, or is called like one. Programs are never taken.",
            ProblemStation.Refusal(await Attach(station, reference, "a.pdf", [0x4D, 0x5A, 0, 1, 2]))
        );
        Assert.Equal("The file is empty. Choose another.", ProblemStation.Refusal(await Attach(station, reference, "a.pdf", [])));
        Assert.Equal(
            "The file must be 20 MB or smaller.",
            ProblemStation.Refusal(await Attach(station, reference, "a.pdf", new byte[(20 * 1024 * 1024) + 1]))
        );
        var partner = await station.Station.As(Role.Partner);
        Assert.False((await station.Get<GetAttachment>().Run(partner, new() { Id = added.Value }, default)).Done);
    }

    [Fact]
    public async Task ANoteForTheOwnAgency_IsHiddenFromAPartner()
    {
        await using var station = await ProblemStation.Create();
        station.Station.Clock.Now = TimeProvider.System.GetUtcNow(); // Grants run out by the database's own clock.
        var reference = await station.Opened();
        var id = (await station.File(reference)).Problem.Record.Id;
        ProblemStation.Done(
            await station
                .Get<Wardwise.App.Sharing.ShareRecord>()
                .Run(
                    station.Officer,
                    new()
                    {
                        RecordId = id,
                        AgencyId = station.Station.CouncilId,
                        Purpose = "Barrier",
                    },
                    default
                )
        );
        await station
            .Get<AddNote>()
            .Run(
                station.Officer,
                new()
                {
                    Reference = reference,
                    Text = "For us",
                    Visibility = NoteVisibility.Own,
                },
                default
            );
        await station
            .Get<AddNote>()
            .Run(
                station.Officer,
                new()
                {
                    Reference = reference,
                    Text = "For all",
                    Visibility = NoteVisibility.Partners,
                },
                default
            );
        var partner = await station.Station.As(Role.Partner);
        Assert.Equal(
            "For all",
            Assert.Single((await station.Get<ShowProblem>().Run(partner, new() { Reference = reference }, default)).Value.Parts.Notes).Text
        );
        var told = (await station.Get<ShowHistory>().Run(partner, new() { Reference = reference }, default)).Value;
        Assert.DoesNotContain(told.Events, e => e.Note == "For us" || e.Changes.Any(c => c.After == "For us"));
    }

    private static async Task<SearchProblems.Found> Search(ProblemStation station, SearchProblems.Input input) =>
        (await station.Get<SearchProblems>().Run(station.Officer, input, default)).Value;

    private static Task<Wardwise.Domain.Shared.Outcome<Guid>> Attach(
        ProblemStation station,
        string reference,
        string name,
        byte[] content
    ) =>
        station
            .Get<AddAttachment>()
            .Run(station.Officer, new() { Reference = reference, File = new(name, new MemoryStream(content)) }, default);
}
