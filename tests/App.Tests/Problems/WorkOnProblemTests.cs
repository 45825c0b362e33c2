using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.App.Search;
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
