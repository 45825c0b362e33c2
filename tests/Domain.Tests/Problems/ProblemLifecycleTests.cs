using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;

namespace Wardwise.Domain.Tests.Problems;

public sealed class ProblemLifecycleTests
{
    [Fact]
    public void F2_CloseProblem_WithoutAResult_IsRefused()
    {
        var file = AProblem.Learned() with { IsMeasured = false, Verdict = null };
        var no = Assert.Single(ProblemLifecycle.RefusesClosing(file, "The money went elsewhere"));
        Assert.Equal(
            "Record the result before closing: measure it, enter the survey, or say why it cannot be measured and whether the aim was met.",
            no.Sentence
        );
    }

    [Fact]
    public void F2_CloseProblem_WithNothing_SaysAllThatLacks() =>
        Assert.Equal(4, ProblemLifecycle.RefusesClosing(AProblem.CarriedOut(), "").Count);

    [Fact]
    public void CloseProblem_WithoutALessonOrItsReason_IsRefused() =>
        Assert.Equal(
            "Write the lesson, or why there is none, before closing.",
            Assert.Single(ProblemLifecycle.RefusesClosing(AProblem.SignedOff(), "The money went elsewhere")).Sentence
        );

    [Fact]
    public void CloseProblem_WithoutASignOff_IsRefused()
    {
        var file = AProblem.Learned();
        file.Assessment.SignOff = null;
        Assert.Equal(
            "A supervisor or the group has to sign it off before it is closed.",
            Assert.Single(ProblemLifecycle.RefusesClosing(file, "The money went elsewhere")).Sentence
        );
    }

    [Fact]
    public void CloseProblem_WithResultLessonAndSignOff_IsAllowed() =>
        Assert.Empty(ProblemLifecycle.RefusesClosing(AProblem.Learned(), "The money went elsewhere"));

    [Fact]
    public void CloseProblem_WithWhyItCannotBeMeasuredAndTheAuthorsView_IsAllowed()
    {
        var file = AProblem.Learned() with { IsMeasured = false, Verdict = null };
        file.Assessment.NotMeasuredBecause = "Nobody reports it";
        file.Assessment.AimMet = AimMet.Unknown;
        Assert.Empty(ProblemLifecycle.RefusesClosing(file, "The money went elsewhere"));
    }

    [Theory]
    [InlineData(1, "A step of the plan is still open. Settle it, or enter why it will not be done.")]
    [InlineData(2, "Two steps of the plan are still open. Settle them, or enter why they will not be done.")]
    public void CloseProblem_WithOpenSteps_NeedsTheReasonWhyTheyAreDropped(int open, string sentence)
    {
        var file = AProblem.Learned() with
        {
            Steps =
            [
                new("control-access", TaskingStatus.Done, HasEvidence: true),
                .. Enumerable.Repeat(new PlanStep("diversion", TaskingStatus.Doing, false), open),
            ],
        };
        var no = Assert.Single(ProblemLifecycle.RefusesClosing(file, " "));
        Assert.Equal((sentence, "StepsDropped"), (no.Sentence, no.Field));
        Assert.Empty(ProblemLifecycle.RefusesClosing(file, "The money went elsewhere"));
    }

    [Fact]
    public void CloseProblem_WithStepsThatAreAllSettled_NeedsNoReason() =>
        Assert.Empty(
            ProblemLifecycle.RefusesClosing(
                AProblem.Learned() with
                {
                    Steps =
                    [
                        new("control-access", TaskingStatus.Done, true),
                        new("diversion", TaskingStatus.NotDone, true),
                        new("diversion", TaskingStatus.Withdrawn, true),
                    ],
                },
                ""
            )
        );

    [Fact]
    public void CloseProblem_OfADraft_IsRefused()
    {
        var file = AProblem.Learned();
        file.Problem.State = ProblemState.Draft;
        Assert.StartsWith(
            "A draft cannot be closed.",
            Assert.Single(ProblemLifecycle.RefusesClosing(file, "The money went elsewhere")).Sentence,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(ProblemState.Closed, "This problem is closed. Reopen it to change it.")]
    [InlineData(ProblemState.EnteredInError, "This record is marked as entered in error. Take the mark back to change it.")]
    public void OnlyClosingAndTheErrorMark_Lock(ProblemState state, string sentence)
    {
        var file = AProblem.Learned();
        file.Problem.State = state;
        Assert.Equal(sentence, ProblemLifecycle.RefusesWriting(file.Problem)?.Sentence);
        Assert.Equal(sentence, Assert.Single(ProblemLifecycle.RefusesClosing(file, "The money went elsewhere")).Sentence);
        Assert.Equal(sentence, ProblemLifecycle.RefusesStart(file, AProblem.Today, AProblem.Today)?.Sentence);
        Assert.Equal(sentence, ProblemLifecycle.RefusesSignOff(file, AProblem.Sergeant, "Supervisor")?.Sentence);
    }

    [Theory]
    [InlineData(ProblemState.Draft)]
    [InlineData(ProblemState.Open)]
    [InlineData(ProblemState.Monitoring)]
    [InlineData(ProblemState.Reopened)]
    public void EverythingElse_CanBeWorkedOn(ProblemState state)
    {
        var problem = AProblem.JustOpened().Problem;
        problem.State = state;
        Assert.Null(ProblemLifecycle.RefusesWriting(problem));
    }

    [Fact]
    public void StartResponse_InTheFuture_IsRefused() =>
        Assert.Equal(
            "The date the response started must be today or in the past.",
            ProblemLifecycle.RefusesStart(AProblem.Analysed(), AProblem.Today.AddDays(1), AProblem.Today)?.Sentence
        );

    [Fact]
    public void EndResponse_BeforeItStarted_IsRefused() =>
        Assert.Equal(
            "The date the response ended must be on or after the date it started.",
            ProblemLifecycle.RefusesEnd(AProblem.CarriedOut(), new(2025, 6, 1), AProblem.Today)?.Sentence
        );

    [Fact]
    public void StartResponse_OnOrAfterTheDayOfTheAim_IsRefused()
    {
        var file = AProblem.Analysed();
        file.Aim.ByWhen = new(2026, 9, 1);
        Assert.Equal(
            "The aim is to be met by 1 September 2026, before this start. Change the date of the aim first.",
            ProblemLifecycle.RefusesStart(file, new(2026, 9, 1), AProblem.Today)?.Sentence
        );
        Assert.Null(ProblemLifecycle.RefusesStart(file, new(2026, 8, 31), AProblem.Today));
    }

    [Fact]
    public void EndResponse_ThatNeverStarted_IsRefused() =>
        Assert.Equal(
            "Enter the date the response started first.",
            ProblemLifecycle.RefusesEnd(AProblem.Analysed(), AProblem.Today, AProblem.Today)?.Sentence
        );

    [Fact]
    public void ReopenProblem_NeedsAReasonAndAClosedProblem()
    {
        var problem = AProblem.Learned().Problem;
        Assert.Equal("Only a closed problem can be reopened.", ProblemLifecycle.RefusesReopening(problem, "It is back")?.Sentence);
        problem.State = ProblemState.Closed;
        Assert.Equal("Enter the reason for reopening it.", ProblemLifecycle.RefusesReopening(problem, "")?.Sentence);
        Assert.Null(ProblemLifecycle.RefusesReopening(problem, "It is back"));
    }

    [Fact]
    public void F1_MarkingAsEnteredInError_NeedsAReason_AndCanBeTakenBack()
    {
        var problem = AProblem.JustOpened().Problem;
        Assert.Equal("Enter the reason why it was entered in error.", ProblemLifecycle.RefusesMarkingAsError(problem, " ")?.Sentence);
        Assert.Null(ProblemLifecycle.RefusesMarkingAsError(problem, "Twice"));
        problem.State = ProblemState.EnteredInError;
        Assert.Null(ProblemLifecycle.RefusesTakingBackError(problem, "It was not"));
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("author")]
    public void NobodySignsOffTheirOwnRecord(string who)
    {
        var file = AProblem.SignedOff();
        file.Assessment.SignOff = null;
        var person = who == "owner" ? AProblem.Owner : AProblem.Author;
        Assert.Equal(
            "Somebody else has to sign this off: you own this record or wrote it.",
            ProblemLifecycle.RefusesSignOff(file, person, "Supervisor")?.Sentence
        );
        Assert.Null(ProblemLifecycle.RefusesSignOff(file, AProblem.Sergeant, "Supervisor"));
    }

    [Fact]
    public void WhoeverModeratedIt_DoesNotSignItOff()
    {
        var file = AProblem.Usable();
        file.Assessment.SignOff = null;
        Assert.Equal(
            "Somebody else has to sign this off: you moderated its grade.",
            ProblemLifecycle.RefusesSignOff(file, AProblem.Coordinator, "Supervisor")?.Sentence
        );
    }

    [Fact]
    public void SignOff_OfNothing_IsRefused() =>
        Assert.Equal(
            "There is no result to sign off yet. Record the result first.",
            ProblemLifecycle.RefusesSignOff(AProblem.CarriedOut(), AProblem.Sergeant, "Supervisor")?.Sentence
        );

    [Fact]
    public void FollowUps_FallDue3And6And12MonthsAfterClosing() =>
        Assert.Equal(
            [new(2026, 11, 30), new(2027, 2, 28), new DateOnly(2027, 8, 31)],
            FollowUps.After(new(2026, 8, 31), ProblemRules.Shipped)
        );

    [Theory]
    [InlineData(Verdict.ClearFall, Verdict.ClearFall, -50.0, Lasting.Lasts, false)]
    [InlineData(Verdict.ClearFall, Verdict.NoClearChange, -25.0, Lasting.Faded, true)]
    [InlineData(Verdict.ClearFall, Verdict.NoClearChange, -31.0, Lasting.LowerStill, false)]
    [InlineData(Verdict.ClearFall, Verdict.TooFew, -40.0, Lasting.LowerStill, false)]
    [InlineData(Verdict.ClearFall, Verdict.NoClearChange, -10.0, Lasting.CameBack, true)]
    [InlineData(Verdict.ClearFall, Verdict.TooFew, -25.0, Lasting.NotKnown, false)]
    [InlineData(Verdict.ClearFall, Verdict.TooFew, 5.0, Lasting.NotKnown, false)]
    [InlineData(Verdict.ClearFall, Verdict.ClearRise, 50.0, Lasting.CameBack, true)]
    [InlineData(Verdict.ClearFall, null, -5.0, Lasting.NotKnown, false)]
    [InlineData(Verdict.NoClearChange, Verdict.ClearRise, 50.0, Lasting.Worse, true)]
    [InlineData(Verdict.ClearRise, Verdict.ClearRise, 50.0, Lasting.StillWorse, false)]
    [InlineData(Verdict.NoClearChange, Verdict.TooFew, 5.0, Lasting.NotKnown, false)]
    [InlineData(Verdict.NoClearChange, Verdict.NoClearChange, 5.0, Lasting.NoClearChange, false)]
    [InlineData(Verdict.TooFew, Verdict.ClearFall, -50.0, Lasting.CameLater, false)]
    public void F6_AFollowUp_SaysWhetherTheResultLasts_AndWhoHasToHear(
        Verdict first,
        Verdict? now,
        double percent,
        Lasting lasting,
        bool told
    )
    {
        Assert.Equal(lasting, FollowUps.Says(first, -60, now, percent));
        Assert.Equal(told, FollowUps.IsTold(lasting));
    }

    [Theory]
    [InlineData(27, Chase.None)]
    [InlineData(28, Chase.Owner)]
    [InlineData(41, Chase.Owner)]
    [InlineData(42, Chase.Supervisor)]
    public void F1_AStaleRecord_IsChased_ThenEscalated(int days, Chase chase)
    {
        var problem = AProblem.JustOpened().Problem;
        problem.WorkedOn = AProblem.Today.AddDays(-days);
        Assert.Equal(chase, Staleness.Of(problem, AProblem.Today, ProblemRules.Shipped));
    }

    [Fact]
    public void AClosedRecord_NeverGoesStale()
    {
        var problem = AProblem.JustOpened().Problem;
        problem.State = ProblemState.Closed;
        problem.WorkedOn = AProblem.Today.AddYears(-3);
        Assert.Equal(Chase.None, Staleness.Of(problem, AProblem.Today, ProblemRules.Shipped));
    }
}
