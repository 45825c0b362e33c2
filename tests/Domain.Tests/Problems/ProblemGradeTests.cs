using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;

namespace Wardwise.Domain.Tests.Problems;

/// <summary>F1: every record has a current grade, 0 to 6, computed with its reasons.</summary>
public sealed class ProblemGradeTests
{
    [Fact]
    public void F1_NothingBeyondTheOpeningForm_IsGrade0()
    {
        var grade = AProblem.JustOpened().Grade();
        Assert.Equal(0, grade.Value);
        Assert.Equal("Say who says so, or link incidents, to reach 1", grade.Next);
    }

    [Fact]
    public void TheOpeningFormItself_WithWhatRecurs_IsStillGrade0()
    {
        var file = AProblem.JustOpened();
        file.Scanning.WhatRecurs = "Bikes on the green";
        Assert.Equal(0, file.Grade().Value);
    }

    [Fact]
    public void F1_EnteredInError_IsGrade0_WhateverElseItHolds_AndHasNothingToRaise()
    {
        var file = AProblem.Usable();
        file.Problem.State = ProblemState.EnteredInError;
        var grade = file.Grade();
        Assert.Equal(0, grade.Value);
        Assert.Equal(["Entered in error: it counts in no statistic."], grade.Reasons);
        Assert.Null(grade.Next);
        Assert.False(file.Problem.Counts);
    }

    [Fact]
    public void ScanningNotComplete_IsGrade1()
    {
        var file = AProblem.JustOpened() with { LinkedIncidents = 12 };
        var grade = file.Grade();
        Assert.Equal(1, grade.Value);
        Assert.Equal("Say which partners were asked, or why none was, to reach 2", grade.Next);
    }

    [Fact]
    public void ScanningCompleteWithoutAnalysis_IsStillGrade1_AndSaysWhoItHurtsComesNext()
    {
        var grade = AProblem.Scanned().Grade();
        Assert.Equal(1, grade.Value);
        Assert.Equal("Say who it hurts, to reach 2", grade.Next);
    }

    [Fact]
    public void ScanningAndAnalysisComplete_WithAMeasurableAim_IsGrade2()
    {
        var grade = AProblem.Analysed().Grade();
        Assert.Equal(2, grade.Value);
        Assert.Equal("Add the first step of the plan, to reach 3", grade.Next);
    }

    [Fact]
    public void AnAimThatCannotBeMeasured_StaysAtGrade1()
    {
        var file = AProblem.Analysed();
        file.Aim.Percent = null;
        Assert.Equal((1, "Say by how much it is to change, to reach 2"), (file.Grade().Value, file.Grade().Next));
    }

    [Fact]
    public void ResponseCarriedOut_WithEvidence_IsGrade3() => Assert.Equal(3, AProblem.CarriedOut().Grade().Value);

    [Fact]
    public void ResponseCarriedOut_WithoutEvidence_StaysAtGrade2()
    {
        var file = AProblem.CarriedOut() with { Steps = [new("control-access", TaskingStatus.Done, HasEvidence: false)] };
        Assert.Equal((2, "Add evidence to a step that was done, to reach 3"), (file.Grade().Value, file.Grade().Next));
    }

    [Fact]
    public void HowManyStepsNeedEvidence_IsARuleOfTheForce()
    {
        var grade = ProblemGrade.Of(AProblem.CarriedOut(), new GradeRules(StepsWithEvidence: 2));
        Assert.Equal(2, grade.Value);
    }

    [Fact]
    public void ResultMeasured_ProcessRecorded_SignedOff_IsGrade4() => Assert.Equal(4, AProblem.SignedOff().Grade().Value);

    [Fact]
    public void MeasuredAndNotSignedOff_StaysAtGrade3()
    {
        var file = AProblem.SignedOff();
        file.Assessment.SignOff = null;
        Assert.Equal((3, "Ask a supervisor or the group to sign it off, to reach 4"), (file.Grade().Value, file.Grade().Next));
    }

    [Fact]
    public void MeasuredWithoutTheProcess_StaysAtGrade3()
    {
        var file = AProblem.SignedOff();
        file.Assessment.ProcessText = " ";
        Assert.Equal((3, "Record whether the plan was carried out, and how, to reach 4"), (file.Grade().Value, file.Grade().Next));
    }

    [Theory]
    [InlineData(Verdict.TooFew)]
    [InlineData(Verdict.NoClearChange)]
    [InlineData(Verdict.ClearRise)]
    public void AnyVerdict_CountsAsMeasured(Verdict verdict) =>
        Assert.Equal(4, (AProblem.SignedOff() with { Verdict = verdict }).Grade().Value);

    [Fact]
    public void AMeasurementTooEarlyForAVerdict_StaysAtGrade3()
    {
        var file = AProblem.SignedOff() with { Verdict = null };
        Assert.Equal(
            (3, "Measure again when there are six whole months before and after the start, to reach 4"),
            (file.Grade().Value, file.Grade().Next)
        );
    }

    [Fact]
    public void F2_TheAuthorsWordAlone_NeverReachesGrade4()
    {
        var file = AProblem.SignedOff() with { IsMeasured = false, Verdict = null };
        file.Assessment.AimMet = AimMet.Yes;
        file.Assessment.AuthorsView = "It worked";
        file.Assessment.NotMeasuredBecause = "Nobody reports it.";
        var grade = file.Grade();
        Assert.Equal(3, grade.Value);
        Assert.Equal("Without incident data a survey before and after is needed (not measured: nobody reports it), to reach 4", grade.Next);
    }

    [Fact]
    public void WithoutIncidentData_ASurveyReachesGrade4()
    {
        var file = Surveyed();
        Assert.Equal(4, file.Grade().Value);
    }

    [Fact]
    public void ASurveyAimWithoutItsSurvey_StopsAt3_WithItsReason()
    {
        var file = Surveyed();
        file.Assessment.SurveyAfter = null;
        Assert.Equal((3, "Enter the survey before and after, to reach 4"), (file.Grade().Value, file.Grade().Next));
    }

    [Fact]
    public void ALessonWithWhatForWhomAndWhatItTook_IsGrade5() => Assert.Equal(5, AProblem.Learned().Grade().Value);

    [Fact]
    public void NoLessonBecause_ClosesARecordButStaysAtGrade4()
    {
        var file = AProblem.SignedOff();
        file.Assessment.NoLessonBecause = "Nothing new";
        Assert.Equal((4, "Write what worked or failed, to reach 5"), (file.Grade().Value, file.Grade().Next));
    }

    [Fact]
    public void AFailureWellLearned_GradesAsHighAsASuccess()
    {
        var failure = AProblem.Usable() with { Verdict = Verdict.ClearRise };
        Assert.Equal(AProblem.Usable().Grade().Value, failure.Grade().Value);
    }

    [Fact]
    public void UsableElsewhere_IsGrade6_AndNothingRaisesIt()
    {
        var grade = AProblem.Usable().Grade();
        Assert.Equal(6, grade.Value);
        Assert.Null(grade.Next);
        Assert.Equal(6, grade.Reasons.Count);
    }

    [Fact]
    public void WithoutModeration_StaysAtGrade5()
    {
        var file = AProblem.Usable();
        file.Problem.Moderation = null;
        Assert.Equal((5, "Ask a second person to moderate the grade, to reach 6"), (file.Grade().Value, file.Grade().Next));
    }

    [Fact]
    public void WithoutCosts_StaysAtGrade5()
    {
        var file = AProblem.Usable();
        file.Assessment.Cost = null;
        Assert.Equal("State the costs, to reach 6", file.Grade().Next);
    }

    [Fact]
    public void WithoutConditions_StaysAtGrade5()
    {
        var file = AProblem.Usable();
        file.Assessment.LessonConditions = "";
        Assert.Equal("State the conditions under which it works, to reach 6", file.Grade().Next);
    }

    [Theory]
    [InlineData(Verdict.NoClearChange)]
    [InlineData(Verdict.TooFew)]
    public void AWeakResult_StaysAtGrade5_UnlessItWasReplicated(Verdict verdict)
    {
        var file = AProblem.Usable() with { Verdict = verdict };
        Assert.Equal(5, file.Grade().Value);
        Assert.Equal(6, (file with { IsReplicated = true }).Grade().Value);
    }

    [Fact]
    public void EachRungNeedsThoseBelowIt()
    {
        var file = AProblem.Usable();
        file.Scanning.PartnersAsked = "";
        Assert.Equal(1, file.Grade().Value);
    }

    [Fact]
    public void F1_AModeratedGrade_IsShown_AndTheComputedOneIsKept()
    {
        var problem = AProblem.JustOpened().Problem;
        problem.Grade = 5;
        problem.Moderation = new(3, 5, "The evidence is thin", AProblem.Sergeant, "Sgt Ellis", AProblem.Now);
        Assert.Equal(3, problem.GradeShown);
        Assert.Equal(5, problem.Grade);
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("author")]
    public void NobodyModeratesTheirOwnRecord(string who)
    {
        var person = who == "owner" ? AProblem.Owner : AProblem.Author;
        var no = SecondPerson.RefusesModeration(person, AProblem.Learned(), wroteAssessment: false);
        Assert.Equal("Somebody else has to moderate it: you own this record or wrote it.", no?.Sentence);
    }

    [Fact]
    public void WhoeverSignedItOff_OrWroteTheAssessment_DoesNotModerateIt()
    {
        Assert.Equal(
            "Somebody else has to moderate it: you signed it off.",
            SecondPerson.RefusesModeration(AProblem.Sergeant, AProblem.Learned(), wroteAssessment: false)?.Sentence
        );
        Assert.Equal(
            "Somebody else has to moderate it: you wrote its assessment.",
            SecondPerson.RefusesModeration(AProblem.Coordinator, AProblem.Learned(), wroteAssessment: true)?.Sentence
        );
    }

    [Fact]
    public void ASecondPersonMayModerate() =>
        Assert.Null(SecondPerson.RefusesModeration(AProblem.Coordinator, AProblem.Learned(), wroteAssessment: false));

    [Theory]
    [InlineData(7, "A reason", "Choose a grade from 0 to 6.")]
    [InlineData(-1, "A reason", "Choose a grade from 0 to 6.")]
    [InlineData(3, " ", "Enter the reason for the grade.")]
    public void ModerationNeedsAGradeAndAReason(int grade, string reason, string sentence) =>
        Assert.Equal(sentence, SecondPerson.RefusesGrade(grade, reason)?.Sentence);

    private static ProblemFile Surveyed()
    {
        var file = AProblem.SignedOff() with { IsMeasured = false, Verdict = null };
        file.Aim.Measure = AimMeasure.Survey;
        file.Aim.SurveyQuestion = "I feel safe on the green";
        file.Assessment.SurveyBefore = new(80, 41);
        file.Assessment.SurveyAfter = new(78, 60);
        return file;
    }
}
