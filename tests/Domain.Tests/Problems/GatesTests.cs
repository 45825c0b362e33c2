using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;

namespace Wardwise.Domain.Tests.Problems;

/// <summary>F8: one SARA record, with what each step lacks in words.</summary>
public sealed class GatesTests
{
    [Fact]
    public void Scanning_LacksPlaceCategorySourceOwnerPartners()
    {
        var file = AProblem.JustOpened();
        (file.Problem.Record.PlaceNo, file.Problem.Record.OwnerAccountId) = (null, null);
        file.Problem.Category = null;
        Assert.Equal(
            [
                "Choose the place or draw the area",
                "Choose the category",
                "Say who says so, or link incidents",
                "Name the owner",
                "Say which partners were asked, or why none was",
            ],
            Words(SaraStep.Scanning, file)
        );
    }

    [Fact]
    public void Scanning_IsComplete_WhenAllIsSaid() => Assert.True(Gates.IsOpen(SaraStep.Scanning, AProblem.Scanned()));

    [Fact]
    public void Scanning_AnAreaDrawn_StandsForThePlace()
    {
        var file = AProblem.Scanned();
        file.Problem.Record.PlaceNo = null;
        Assert.False(Gates.IsOpen(SaraStep.Scanning, file));
        file.Aim.AreaGeoJson = """{"type":"Polygon","coordinates":[]}""";
        Assert.True(Gates.IsOpen(SaraStep.Scanning, file));
    }

    [Fact]
    public void Scanning_LinkedIncidents_AreASource()
    {
        var file = AProblem.Scanned() with { LinkedIncidents = 3 };
        file.Scanning.Sources = [];
        Assert.True(Gates.IsOpen(SaraStep.Scanning, file));
    }

    [Fact]
    public void Analysis_LacksEachSideOfTheTriangle_AndEachPartOfTheAim() =>
        Assert.Equal(
            [
                "Say who it hurts",
                "Say who does it",
                "Say what it is about the place",
                "Say why you think it happens",
                "Say how success will be measured",
                "Draw the area that is measured, or choose its places",
                "Say by how much it is to change",
                "Say by when",
            ],
            Words(SaraStep.Analysis, AProblem.Scanned())
        );

    [Fact]
    public void Analysis_AnAimFromIncidents_NeedsWhatTheDataCouldShow()
    {
        var file = AProblem.Analysed();
        file.Aim.BaselineCount = null;
        Assert.Equal(["Count the months before, to see what the data could show"], Words(SaraStep.Analysis, file));
    }

    [Fact]
    public void Analysis_AnAimFromASurvey_NeedsItsQuestion()
    {
        var file = AProblem.Analysed();
        file.Aim.Measure = AimMeasure.Survey;
        file.Aim.BaselineCount = null;
        Assert.Equal(["Write the question that people are asked"], Words(SaraStep.Analysis, file));
    }

    [Fact]
    public void Response_LacksAStepAndTheStart() =>
        Assert.Equal(
            ["Add the first step of the plan", "Enter the date the response started"],
            Words(SaraStep.Response, AProblem.Analysed())
        );

    [Fact]
    public void Response_LacksAStepDoneAndTheEnd()
    {
        var file = AProblem.Analysed() with { Steps = [new("diversion", TaskingStatus.Doing, false)] };
        file.Plan.StartedOn = new(2026, 6, 1);
        Assert.Equal(["Carry out a step of the plan", "Enter the date the response ended"], Words(SaraStep.Response, file));
    }

    [Fact]
    public void Assessment_LacksResultLessonSignOff() =>
        Assert.Equal(
            ["Measure the result", "Write the lesson, or why there is none", "Ask a supervisor or the group to sign it off"],
            Words(SaraStep.Assessment, AProblem.CarriedOut())
        );

    [Fact]
    public void Assessment_WhyThereIsNoLesson_StandsForTheLesson()
    {
        var file = AProblem.SignedOff();
        file.Assessment.NoLessonBecause = "The riders moved away for another reason";
        Assert.True(Gates.IsOpen(SaraStep.Assessment, file));
    }

    [Fact]
    public void Gates_DoNotLock_AssessmentMayBeCompleteBeforeScanning()
    {
        var file = AProblem.Learned();
        file.Scanning.PartnersAsked = "";
        Assert.True(Gates.IsOpen(SaraStep.Assessment, file));
        Assert.False(Gates.IsOpen(SaraStep.Scanning, file));
        Assert.Null(ProblemLifecycle.RefusesWriting(file.Problem));
    }

    [Fact]
    public void TheMainAction_IsAlwaysTheNextMissingThing()
    {
        Assert.Equal("Say who says so, or link incidents", Gates.Next(AProblem.JustOpened())?.Words);
        Assert.Equal(("analysis", "Say who it hurts"), Part(AProblem.Scanned()));
        Assert.Equal(("plan", "Add the first step of the plan"), Part(AProblem.Analysed()));
        Assert.Equal(("measure", "Measure the result"), Part(AProblem.CarriedOut()));
        Assert.Null(Gates.Next(AProblem.Learned()));
    }

    private static (string?, string?) Part(ProblemFile file) => (Gates.Next(file)?.Part, Gates.Next(file)?.Words);

    private static IEnumerable<string> Words(SaraStep step, ProblemFile file) => Gates.Of(step, file).Select(m => m.Words);
}
