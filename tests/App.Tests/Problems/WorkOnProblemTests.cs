using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Problems;

/// <summary>Y1: a problem record on SARA, worked from opening to closing against the real database.</summary>
public sealed class WorkOnProblemTests
{
    [Fact]
    public async Task OpenProblem_TakesAMinute_TitlePlaceWhatRecursCategory()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Opened();
        var file = await station.File(reference);
        Assert.Matches("^P-2026-[0-9]{4}$", reference);
        Assert.Equal(ProblemState.Open, file.Problem.State);
        Assert.Equal(station.Officer.Id, file.Owner);
        Assert.Equal(0, file.Problem.Grade);
        Assert.Equal("Say who says so, or link incidents, to reach 1", file.Problem.GradeNext);
    }

    [Fact]
    public async Task OpenProblem_WithNothing_SaysAllThatLacks()
    {
        await using var station = await ProblemStation.Create();
        var outcome = await station.Get<OpenProblem>().Run(station.Officer, new() { Title = " ", WhatRecurs = null }, default);
        Assert.Equal(
            ["Enter a title.", "Choose the place.", "Say what keeps happening.", "Choose the category."],
            outcome.Refusals.Select(r => r.Sentence)
        );
    }

    [Fact]
    public async Task ADraft_NeedsOnlyATitle_AndOpensOnceItIsWhole()
    {
        await using var station = await ProblemStation.Create();
        var draft = (
            await station
                .Get<OpenProblem>()
                .Run(
                    station.Officer,
                    new()
                    {
                        Title = "Noise",
                        WhatRecurs = null,
                        AsDraft = true,
                    },
                    default
                )
        ).Value.Reference;
        Assert.Equal(
            "Choose the place before opening the draft.",
            ProblemStation.Refusal(await station.Get<OpenDraft>().Run(station.Officer, new() { Reference = draft }, default))
        );
        ProblemStation.Done(await station.Get<SaveScanning>().Run(station.Officer, ProblemStation.Scanning(draft), default));
        ProblemStation.Done(await station.Get<OpenDraft>().Run(station.Officer, new() { Reference = draft }, default));
        Assert.Equal(ProblemState.Open, (await station.File(draft)).Problem.State);
    }

    [Fact]
    public async Task F1_TheGradeRisesWithTheWork_AndIsStoredWithItsReasons()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Scanned();
        Assert.Equal(1, (await station.File(reference)).Problem.Grade);
        reference = await station.CarriedOut();
        var file = await station.File(reference);
        Assert.Equal(3, file.Problem.Grade);
        Assert.Equal("Not yet 4: enter the survey before and after.", file.Problem.GradeReasons[^1]);
        Assert.Equal(ProblemState.Monitoring, file.Problem.State);
        reference = await station.SignedOff();
        Assert.Equal(
            (5, "Ask a second person to moderate the grade, to reach 6"),
            ((await station.File(reference)).Problem.Grade, (await station.File(reference)).Problem.GradeNext)
        );
        ProblemStation.Done(
            await station
                .Get<ModerateGrade>()
                .Run(station.Coordinator, new() { Reference = reference, Reason = "Costs and conditions are plain" }, default)
        );
        Assert.Equal(6, (await station.File(reference)).Problem.Grade);
    }

    [Fact]
    public async Task F1_ModerateGrade_KeepsBothValues()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.SignedOff();
        ProblemStation.Done(
            await station
                .Get<ModerateGrade>()
                .Run(
                    station.Coordinator,
                    new()
                    {
                        Reference = reference,
                        Grade = 3,
                        Reason = "The evidence is thin",
                    },
                    default
                )
        );
        var problem = (await station.File(reference)).Problem;
        Assert.Equal((3, 5), (problem.GradeShown, problem.Moderation!.Computed));
        Assert.Equal("The evidence is thin", problem.Moderation.Reason);
    }

    [Fact]
    public async Task ModerateGrade_OfTheOwnRecord_IsRefused()
    {
        await using var station = await ProblemStation.Create();
        var own = await station
            .Get<OpenProblem>()
            .Run(
                station.Sergeant,
                new()
                {
                    Title = "Mine",
                    WhatRecurs = "It",
                    PlaceNo = Ground.Fairlands,
                    Category = ProblemCategory.Personal,
                },
                default
            );
        var outcome = await station
            .Get<ModerateGrade>()
            .Run(
                station.Sergeant,
                new()
                {
                    Reference = own.Value.Reference,
                    Grade = 6,
                    Reason = "Good",
                },
                default
            );
        Assert.Equal("Somebody else has to moderate it: you own this record or wrote it.", ProblemStation.Refusal(outcome));
    }

    [Fact]
    public async Task ModerateGrade_ByWhoeverSignedItOff_OrSavedItsAssessment_IsRefused()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.SignedOff();
        var moderation = new ModerateGrade.Input { Reference = reference, Reason = "Good" };
        Assert.Equal(
            "Somebody else has to moderate it: you signed it off.",
            ProblemStation.Refusal(await station.Get<ModerateGrade>().Run(station.Sergeant, moderation, default))
        );

        var version = (await station.File(reference)).Assessment.Version;
        ProblemStation.Done(
            await station
                .Get<SaveAssessment>()
                .Run(station.Coordinator, ProblemStation.Assessment(reference, version) with { Impact = "Quieter" }, default)
        );
        Assert.Equal(
            "Somebody else has to moderate it: you wrote its assessment.",
            ProblemStation.Refusal(await station.Get<ModerateGrade>().Run(station.Coordinator, moderation, default))
        );
    }

    [Fact]
    public async Task SignOff_ByAnOfficer_IsRefusedByPolicy()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.CarriedOut();
        var outcome = await station.Get<SignOffProblem>().Run(station.Officer, new() { Reference = reference, As = "Supervisor" }, default);
        Assert.Equal(RefusalKind.Forbidden, Assert.Single(outcome.Refusals).Kind);
    }

    [Fact]
    public async Task F2_CloseProblem_WithoutAResult_IsRefused()
    {
        await using var station = await ProblemStation.Create();
        var outcome = await station.Get<CloseProblem>().Run(station.Officer, new() { Reference = await station.CarriedOut() }, default);
        Assert.Equal(3, outcome.Refusals.Count);
        Assert.StartsWith("Record the result before closing", outcome.Refusals[0].Sentence);
    }

    [Fact]
    public async Task CloseProblem_ThenReopen_KeepsTheHistory()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.SignedOff();
        ProblemStation.Done(await station.Get<CloseProblem>().Run(station.Officer, new() { Reference = reference }, default));
        Assert.Equal(new DateOnly(2026, 6, 15), (await station.File(reference)).Problem.ClosedOn);
        Assert.Equal(
            "This problem is closed. Reopen it to change it.",
            ProblemStation.Refusal(await station.Get<SaveAnalysis>().Run(station.Officer, ProblemStation.Analysis(reference, 2), default))
        );
        ProblemStation.Done(
            await station
                .Get<ReopenProblem>()
                .Run(station.Officer, new() { Reference = reference, Reason = "The riders are back" }, default)
        );
        var file = await station.File(reference);
        Assert.Equal((ProblemState.Reopened, null), (file.Problem.State, file.Problem.ClosedOn));
    }

    [Fact]
    public async Task CloseProblem_WithAStepStillOpen_IsRefused_UntilItIsSaidWhy_AndThenNobodyHasItOnTheirDay()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.SignedOff();
        var step = station.Step(reference) with
        {
            What = "Start a riding club",
            AgencyId = station.Station.PoliceId,
            AccountId = station.Sergeant.Id,
        };
        ProblemStation.Done(await station.Get<AddStep>().Run(station.Officer, step, default));
        Assert.Equal(
            "A step of the plan is still open. Settle it, or enter why it will not be done.",
            ProblemStation.Refusal(await station.Get<CloseProblem>().Run(station.Officer, new() { Reference = reference }, default))
        );
        Assert.Equal("Start a riding club", Assert.Single((await station.Get<MyDay>().Run(station.Sergeant, default)).Value).What);

        ProblemStation.Done(
            await station
                .Get<CloseProblem>()
                .Run(station.Officer, new() { Reference = reference, StepsDropped = "The club found no track" }, default)
        );
        var shown = (await station.Get<ShowProblem>().Run(station.Officer, new() { Reference = reference }, default)).Value;
        Assert.Equal(
            ["Done", "NotDone: The club found no track"],
            shown.Steps.Select(s => s.Step.Status + (s.Step.Status is TaskingStatus.Done ? "" : ": " + s.Step.Evidence))
        );
        Assert.Empty((await station.Get<MyDay>().Run(station.Sergeant, default)).Value);
    }

    [Fact]
    public async Task CloseProblem_EndsTheRemindersOfIt()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.SignedOff();
        station.Station.Clock.Advance(TimeSpan.FromDays(200));
        await station.Get<ChaseStaleProblems>().Run(station.Station.Owner, default);
        var sergeant = await station.Station.As(Role.Supervisor);
        Assert.Equal(ChaseStaleProblems.Source, Assert.Single((await station.Get<MyDay>().Run(sergeant, default)).Value).Source);
        ProblemStation.Done(
            await station.Get<CloseProblem>().Run(await station.Station.As(Role.Officer), new() { Reference = reference }, default)
        );
        Assert.Empty((await station.Get<MyDay>().Run(sergeant, default)).Value);
    }

    [Fact]
    public async Task F1_EnteredInError_LeavesTheGrade_AndCanBeTakenBack()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.SignedOff();
        ProblemStation.Done(
            await station
                .Get<MarkEnteredInError>()
                .Run(station.Officer, new() { Reference = reference, Reason = "Recorded twice" }, default)
        );
        var file = await station.File(reference);
        Assert.Equal((0, true, false), (file.Problem.Grade, file.Problem.Record.EnteredInError, file.Problem.Counts));
        ProblemStation.Done(
            await station
                .Get<MarkEnteredInError>()
                .Run(
                    station.Officer,
                    new()
                    {
                        Reference = reference,
                        Reason = "It was not",
                        TakeBack = true,
                    },
                    default
                )
        );
        file = await station.File(reference);
        Assert.Equal((5, false, ProblemState.Monitoring), (file.Problem.Grade, file.Problem.Record.EnteredInError, file.Problem.State));
    }

    [Fact]
    public async Task AStaleSave_IsRefused_AndSaysWhoSavedInBetween()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Scanned();
        ProblemStation.Done(await station.Get<SaveAnalysis>().Run(station.Sergeant, ProblemStation.Analysis(reference), default));
        var outcome = await station
            .Get<SaveAnalysis>()
            .Run(station.Officer, ProblemStation.Analysis(reference) with { VictimKnown = "Something else" }, default);
        var no = Assert.Single(outcome.Refusals);
        Assert.Equal(RefusalKind.Stale, no.Kind);
        Assert.StartsWith("Supervisor of Ashmoor saved this today 10:00, after you opened it.", no.Sentence);
        Assert.Equal("Families who use the play area", (await station.File(reference)).Analysis.VictimKnown);
    }

    [Fact]
    public async Task ANoteOrAnotherSection_DoesNotMakeASaveStale()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Scanned();
        ProblemStation.Done(
            await station
                .Get<Wardwise.App.Records.AddNote>()
                .Run(station.Sergeant, new() { Reference = reference, Text = "Rang the council" }, default)
        );
        ProblemStation.Done(
            await station
                .Get<SavePlan>()
                .Run(
                    station.Sergeant,
                    new()
                    {
                        Reference = reference,
                        Version = 1,
                        AgreedBy = "Ashmoor panel",
                    },
                    default
                )
        );
        ProblemStation.Done(await station.Get<SaveAnalysis>().Run(station.Officer, ProblemStation.Analysis(reference), default));
    }

    [Fact]
    public async Task TwoSavesOfOneSectionAtOnce_LetOneThrough()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Scanned();
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(n =>
                    Task.Run(() =>
                        station
                            .Get<SaveAnalysis>()
                            .Run(station.Officer, ProblemStation.Analysis(reference) with { Hypothesis = $"Guess {n}" }, default)
                    )
                )
        );
        Assert.Equal(1, outcomes.Count(o => o.Done));
        Assert.All(outcomes.Where(o => !o.Done), o => Assert.Equal(RefusalKind.Stale, o.Refusals[0].Kind));
    }

    [Fact]
    public async Task ChangingAnAssessment_WithdrawsItsSignOff()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.SignedOff();
        var version = (await station.File(reference)).Assessment.Version;
        ProblemStation.Done(
            await station
                .Get<SaveAssessment>()
                .Run(station.Officer, ProblemStation.Assessment(reference, version) with { Impact = "Quieter" }, default)
        );
        Assert.Null((await station.File(reference)).Assessment.SignOff);
    }

    [Fact]
    public async Task SetAim_AfterTheResponseStarted_NeedsAReason_AndIsShown()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.CarriedOut();
        var version = (await station.File(reference)).Aim.Version;
        var change = ProblemStation.SurveyAim(reference, version) with { Percent = 10 };
        Assert.Equal(
            "Enter why the aim changes after the response started.",
            ProblemStation.Refusal(await station.Get<SetAim>().Run(station.Officer, change, default))
        );
        ProblemStation.Done(await station.Get<SetAim>().Run(station.Officer, change with { Reason = "Twenty was out of reach." }, default));
        var aim = (await station.File(reference)).Aim;
        Assert.Equal(
            "15 June 2026, Officer of Ashmoor: Twenty was out of reach. By how much: from 20 in 100 to 10 in 100.",
            Assert.Single(aim.ChangedSince)
        );
    }

    [Fact]
    public async Task SetAim_AfterTheResponseStarted_SaysOfEachPartFromWhatToWhat()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Responded();
        var same = new SetAim.Input
        {
            Reference = reference,
            Version = (await station.File(reference)).Aim.Version,
            Measure = AimMeasure.Incidents,
            Categories = ["asb"],
            PlaceCodes = ["N1"],
            Percent = 40,
            ByWhen = new(2026, 12, 31),
        };
        ProblemStation.Done(await station.Get<SetAim>().Run(station.Officer, same, default));
        Assert.Empty((await station.File(reference)).Aim.ChangedSince);

        var change = same with
        {
            Version = (await station.File(reference)).Aim.Version,
            Types = ["vehicle-nuisance"],
            AreaGeoJson = Ground.FairlandsDrawn,
            ByWhen = new(2027, 3, 31),
            BufferMetres = 0,
            ComparedWith = "the oval",
            ComparedBecause = "It has a green too",
        };
        Assert.Equal(
            "Enter why the aim changes after the response started.",
            ProblemStation.Refusal(await station.Get<SetAim>().Run(station.Officer, change, default))
        );
        ProblemStation.Done(await station.Get<SetAim>().Run(station.Officer, change with { Reason = "It moved." }, default));
        var aim = (await station.File(reference)).Aim;
        Assert.Matches(
            "^15 June 2026, Officer of Ashmoor: It moved. Measure: from anti-social behaviour to vehicle nuisance; area: from Fairlands to drawn, 15[0-9.]+ square kilometres; "
                + "by when: from 31 December 2026 to 31 March 2027; ring around it: from 300 metres to none; "
                + "compared with: from places like it, by the rule to The Oval, because: It has a green too.$",
            Assert.Single(aim.ChangedSince)
        );
        Assert.Equal((0, "N2", "It has a green too"), (aim.BufferMetres, Assert.Single(aim.ComparisonCodes), aim.ComparisonBecause));

        var redrawn = change with
        {
            Version = aim.Version,
            AreaGeoJson = Ground.FairlandsDrawn.Replace("[-0.2,51.8]", "[-0.2000001,51.8]", StringComparison.Ordinal),
            Reason = "By the fence.",
        };
        ProblemStation.Done(await station.Get<SetAim>().Run(station.Officer, redrawn, default));
        Assert.Equal(
            "15 June 2026, Officer of Ashmoor: By the fence. Area: drawn anew.",
            (await station.File(reference)).Aim.ChangedSince[^1]
        );
    }

    [Theory]
    [InlineData(5_001, null, null, "Enter how wide the ring is in metres, from 0 to 5,000.")]
    [InlineData(-1, null, null, "Enter how wide the ring is in metres, from 0 to 5,000.")]
    [InlineData(300, "N2 The Oval", null, "Enter why these places and not those of the rule.")]
    [InlineData(300, "Nowhere", "Alike", "There is no place called Nowhere. Write one a line, by name or code.")]
    [InlineData(300, "The Oval\nFairlands", "Alike", "Fairlands is the area itself. Compare with other places.")]
    [InlineData(300, "D1", "Alike", "The area is a neighbourhood, so compare it with neighbourhoods.")]
    [InlineData(300, "D1\nN2", "Alike", "Compare with places of one size: neighbourhoods, districts or LSOAs, not a mixture.")]
    public async Task SetAim_WithARingOrAComparisonThatIsNone_IsRefused(int metres, string? with, string? because, string sentence)
    {
        await using var station = await ProblemStation.Create();
        var outcome = await station
            .Get<SetAim>()
            .Run(
                station.Officer,
                new()
                {
                    Reference = await station.Scanned(),
                    Version = 1,
                    Measure = AimMeasure.Incidents,
                    PlaceCodes = ["N1"],
                    BufferMetres = metres,
                    ComparedWith = with,
                    ComparedBecause = because,
                },
                default
            );
        Assert.Equal(sentence, ProblemStation.Refusal(outcome));
    }

    [Fact]
    public async Task AResultThatASurveyTold_IsNeverSaidToBeACount()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.SignedOff();
        var row = Assert.Single(
            (await station.Get<ListProblems>().Run(station.Officer, new() { AllStates = true }, default)).Value.Rows,
            r => r.Reference == reference
        );
        Assert.Equal("survey: better, clear", row.Result);
        Assert.Equal(
            row.Result,
            Assert
                .Single((await station.Get<SearchProblems>().Run(station.Officer, new() { Text = "bikes" }, default)).Value.Hits)
                .ResultInWords
        );
    }

    [Fact]
    public async Task SetAim_ByADayThatHasPassed_IsRefused_ButOneThatPassedSinceItWasAgreedStays()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Scanned();
        var aim = ProblemStation.SurveyAim(reference);
        Assert.Equal(
            "The date by when it is to change must be in the future.",
            ProblemStation.Refusal(await station.Get<SetAim>().Run(station.Officer, aim with { ByWhen = new(2026, 6, 15) }, default))
        );
        Assert.Equal(
            "The date by when it is to change must lie before 2200.",
            ProblemStation.Refusal(await station.Get<SetAim>().Run(station.Officer, aim with { ByWhen = DateOnly.MaxValue }, default))
        );
        Assert.Equal(
            "The date the response started must have a year from 1900 on.",
            ProblemStation.Refusal(
                await station
                    .Get<StartResponse>()
                    .Run(station.Officer, new() { Reference = reference, StartedOn = DateOnly.MinValue }, default)
            )
        );
        ProblemStation.Done(await station.Get<SetAim>().Run(station.Officer, aim with { ByWhen = new(2026, 6, 16) }, default));
        station.Station.Clock.Advance(TimeSpan.FromDays(3));
        ProblemStation.Done(
            await station
                .Get<SetAim>()
                .Run(await station.Station.As(Role.Officer), aim with { Version = 2, ByWhen = new(2026, 6, 16), Percent = 25 }, default)
        );
    }

    [Theory]
    [InlineData(
        """{"type":"Polygon","coordinates":[[[-0.2,51.9],[-0.1,51.9],[-0.2,51.8],[-0.1,51.8],[-0.2,51.9]]]}""",
        "The area cannot be used: its line crosses"
    )]
    [InlineData(
        """{"type":"Polygon","coordinates":[[[20.2,51.9],[20.1,51.9],[20.2,51.8],[20.2,51.9]]]}""",
        "The area must lie in Great Britain or Northern Ireland. Draw it on the map."
    )]
    [InlineData("""{"type":"Point","coordinates":[0,51]}""", "The area cannot be used: it is a Point")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,51]]]}""", "The area cannot be used: its line is not closed")]
    [InlineData("here", "The area cannot be read as GeoJSON. Draw it again.")]
    public async Task SetAim_WithAnAreaThatIsNone_IsRefused(string area, string sentence)
    {
        await using var station = await ProblemStation.Create();
        var outcome = await station
            .Get<SetAim>()
            .Run(
                station.Officer,
                new()
                {
                    Reference = await station.Scanned(),
                    Version = 1,
                    Measure = AimMeasure.Incidents,
                    AreaGeoJson = area,
                },
                default
            );
        Assert.StartsWith(sentence, ProblemStation.Refusal(outcome), StringComparison.Ordinal);
    }

    [Fact]
    public async Task F9_AStepNeedsWhatTechniqueAgencyAndDueDate()
    {
        await using var station = await ProblemStation.Create();
        var outcome = await station.Get<AddStep>().Run(station.Officer, new() { Reference = await station.Scanned(), What = "" }, default);
        Assert.Equal(
            ["Enter what is to be done.", "Choose the technique.", "Choose the agency that does it.", "Enter the date by which it is due."],
            outcome.Refusals.Select(r => r.Sentence)
        );
    }

    [Fact]
    public async Task AStepNotDone_NeedsAReason()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Scanned();
        var step = (await station.Get<AddStep>().Run(station.Officer, station.Step(reference), default)).Value;
        var outcome = await station
            .Get<SettleTasking>()
            .Run(
                station.Officer,
                new()
                {
                    Reference = reference,
                    TaskingId = step,
                    Version = 1,
                    Status = TaskingStatus.NotDone,
                },
                default
            );
        Assert.Equal("Enter the reason why it was not done.", ProblemStation.Refusal(outcome));
    }

    [Fact]
    public async Task AStepGivenToSomebodyOfAnotherAgency_IsRefused()
    {
        await using var station = await ProblemStation.Create();
        var outcome = await station
            .Get<AddStep>()
            .Run(station.Officer, station.Step(await station.Scanned()) with { AccountId = station.Officer.Id }, default);
        Assert.Equal("Choose somebody who works for that agency today, or leave the name out.", ProblemStation.Refusal(outcome));
    }

    [Fact]
    public async Task ARecordThatIsNotYours_LooksLikeOneThatIsNotThere()
    {
        await using var station = await ProblemStation.Create();
        var partner = await station.Station.As(Role.Partner);
        var reference = await station.Opened();
        var notYours = await station.Get<SaveAnalysis>().Run(partner, ProblemStation.Analysis(reference), default);
        var notThere = await station.Get<SaveAnalysis>().Run(partner, ProblemStation.Analysis("P-2026-9999"), default);
        Assert.Equal(notThere.Refusals, notYours.Refusals);
        Assert.Equal(RefusalKind.NotFound, notYours.Refusals[0].Kind);
    }

    [Fact]
    public async Task AnAdministrator_MayNotOpenAProblem()
    {
        await using var station = await ProblemStation.Create();
        var outcome = await station
            .Get<OpenProblem>()
            .Run(await station.Station.As(Role.Administrator), new() { Title = "A", WhatRecurs = "B" }, default);
        Assert.Equal(RefusalKind.Forbidden, outcome.Refusals[0].Kind);
    }
}
