using Wardwise.App.Problems;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Demonstration;

/// <summary>What the people of a story write into each form of the problem.</summary>
internal static class StoryForms
{
    public static SaveScanning.Input Scanning(
        string reference,
        ProblemStory story,
        ProblemStory.ScanningTold seen,
        ProblemCategory category,
        int placeNo
    ) =>
        new()
        {
            Reference = reference,
            Version = 1,
            Title = story.Title,
            Category = category,
            Kind = story.Plan.Kind.Name,
            PlaceNo = placeNo,
            WhatRecurs = story.WhatRecurs,
            Since = seen.Since,
            Sources = [.. seen.Sources.Select(s => EnumCode.Read<ProblemSource>(s)!.Value)],
            SourcesSay = seen.SourcesSay,
            Harm = seen.Harm,
            WhoIsAffected = seen.WhoIsAffected,
            PriorityScore = seen.PriorityScore,
            PartnersAsked = seen.PartnersAsked,
        };

    public static SaveAnalysis.Input Analysis(string reference, ProblemStory.AnalysisTold known) =>
        new()
        {
            Reference = reference,
            Version = 1,
            VictimKnown = known.VictimKnown,
            VictimGuardian = known.VictimGuardian,
            OffenderKnown = known.OffenderKnown,
            OffenderHandler = known.OffenderHandler,
            LocationKnown = known.LocationKnown,
            LocationManager = known.LocationManager,
            WhenItHappens = known.WhenItHappens,
            WhatFeedsIt = known.WhatFeedsIt,
            AlreadyDone = known.AlreadyDone,
            Hypothesis = known.Hypothesis,
        };

    public static SetAim.Input Aim(string reference, ProblemStory.AimTold aim) =>
        new()
        {
            Reference = reference,
            Version = 1,
            Measure = aim.SurveyQuestion is null ? AimMeasure.Incidents : AimMeasure.Survey,
            Categories = aim.Categories,
            Types = aim.Types,
            AreaGeoJson = aim.AreaGeoJson,
            SurveyQuestion = aim.SurveyQuestion,
            Percent = aim.Percent,
            ByWhen = aim.ByWhen,
        };

    public static SavePlan.Input Plan(string reference, ProblemStory.PlanTold agreed) =>
        new()
        {
            Reference = reference,
            Version = 1,
            AgreedBy = agreed.AgreedBy,
            AgreedOn = agreed.AgreedOn,
            VictimsTold = agreed.VictimsTold,
            PublicTold = agreed.PublicTold,
        };

    public static SaveAssessment.Input Assessment(string reference, ProblemStory.AssessmentTold told) =>
        new()
        {
            Reference = reference,
            Version = 1,
            Process = told.PartlyCarriedOut ? CarriedOut.Partly : CarriedOut.Yes,
            ProcessText = told.ProcessText,
            Impact = told.Impact,
            NotMeasuredBecause = told.NotMeasuredBecause,
            SurveyBeforeAsked = told.Survey?.AskedBefore,
            SurveyBeforeAgreed = told.Survey?.AgreedBefore,
            SurveyAfterAsked = told.Survey?.AskedAfter,
            SurveyAfterAgreed = told.Survey?.AgreedAfter,
            Displacement = told.Displacement,
            Cost = told.Cost,
            CostText = told.CostText,
            AuthorsView = told.AuthorsView,
            AimMet = told.AimMet switch
            {
                true => AimMet.Yes,
                false => AimMet.No,
                null => AimMet.Unknown,
            },
            VictimsView = told.VictimsView,
            LessonWhat = told.LessonWhat,
            LessonForWhom = told.LessonForWhom,
            LessonWhatItTook = told.LessonWhatItTook,
            LessonConditions = told.LessonConditions,
            NoLessonBecause = told.LessonWhat is null ? told.NoLessonBecause : null,
        };
}
