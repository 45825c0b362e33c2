using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Saves whether the plan was carried out, what came of it, who says so, and the lesson. A changed assessment needs a new
/// sign-off.</summary>
public sealed class SaveAssessment(RecordDesk desk)
{
    internal const string Why = "saved the assessment section";

    public sealed record Input : SectionInput
    {
        public CarriedOut? Process { get; init; }

        [AtMost(TextLimits.Long, "How it went")]
        public string? ProcessText { get; init; }

        [AtMost(TextLimits.Long, "What changed")]
        public string? Impact { get; init; }

        [AtMost(TextLimits.Long, "The reason")]
        public string? NotMeasuredBecause { get; init; }
        public int? SurveyBeforeAsked { get; init; }
        public int? SurveyBeforeAgreed { get; init; }
        public int? SurveyAfterAsked { get; init; }
        public int? SurveyAfterAgreed { get; init; }

        [AtMost(TextLimits.Long, "Whether it moved")]
        public string? Displacement { get; init; }
        public decimal? Cost { get; init; }

        [AtMost(TextLimits.Long, "The costs")]
        public string? CostText { get; init; }

        [AtMost(TextLimits.Long, "Your view")]
        public string? AuthorsView { get; init; }
        public AimMet? AimMet { get; init; }

        [AtMost(TextLimits.Long, "The victims' view")]
        public string? VictimsView { get; init; }

        [AtMost(TextLimits.Long, "The community's view")]
        public string? CommunityView { get; init; }

        [AtMost(TextLimits.Long, "What worked, or failed")]
        public string? LessonWhat { get; init; }

        [AtMost(TextLimits.Long, "For whom it is a lesson")]
        public string? LessonForWhom { get; init; }

        [AtMost(TextLimits.Long, "What it took")]
        public string? LessonWhatItTook { get; init; }

        [AtMost(TextLimits.Long, "The conditions")]
        public string? LessonConditions { get; init; }

        [AtMost(TextLimits.Long, "The reason")]
        public string? NoLessonBecause { get; init; }
    }

    public Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.SaveSection(
            actor,
            input,
            Why,
            f => f.Assessment,
            (work, file) =>
            {
                if (Unfit(input) is { Count: > 0 } unfit)
                {
                    return unfit;
                }

                var assessment = file.Assessment;
                Apply(input, assessment);
                if (assessment.SignOff is not null && work.Db.Entry(assessment).Properties.Any(p => p.IsModified))
                {
                    assessment.SignOff = null;
                }

                return default(Nothing);
            },
            cancel
        );

    private static void Apply(Input input, Assessment assessment)
    {
        assessment.Process = input.Process;
        assessment.ProcessText = input.ProcessText.Tidy();
        assessment.Impact = input.Impact.Tidy();
        assessment.NotMeasuredBecause = input.NotMeasuredBecause.Tidy();
        assessment.SurveyBefore = Count(input.SurveyBeforeAsked, input.SurveyBeforeAgreed);
        assessment.SurveyAfter = Count(input.SurveyAfterAsked, input.SurveyAfterAgreed);
        assessment.Displacement = input.Displacement.Tidy();
        assessment.Cost = input.Cost;
        assessment.CostText = input.CostText.Tidy();
        assessment.AuthorsView = input.AuthorsView.Tidy();
        assessment.AimMet = input.AimMet;
        assessment.VictimsView = input.VictimsView.Tidy();
        assessment.CommunityView = input.CommunityView.Tidy();
        assessment.LessonWhat = input.LessonWhat.Tidy();
        assessment.LessonForWhom = input.LessonForWhom.Tidy();
        assessment.LessonWhatItTook = input.LessonWhatItTook.Tidy();
        assessment.LessonConditions = input.LessonConditions.Tidy();
        assessment.NoLessonBecause = input.NoLessonBecause.Tidy();
    }

    private static SurveyCount? Count(int? asked, int? agreed) => asked is { } n && agreed is { } x ? new(n, x) : null;

    private static List<Refusal> Unfit(Input input)
    {
        var unfit = new List<Refusal>();
        Survey(unfit, input.SurveyBeforeAsked, input.SurveyBeforeAgreed, nameof(Input.SurveyBeforeAsked), "before");
        Survey(unfit, input.SurveyAfterAsked, input.SurveyAfterAgreed, nameof(Input.SurveyAfterAsked), "after");
        if (input.Cost is < 0 or > 1_000_000_000)
        {
            unfit.Add(new("The cost must be 0 pounds or more.", nameof(Input.Cost)));
        }

        if (!string.IsNullOrWhiteSpace(input.LessonWhat) && !string.IsNullOrWhiteSpace(input.NoLessonBecause))
        {
            unfit.Add(new("Write the lesson or why there is none, not both.", nameof(Input.NoLessonBecause)));
        }

        return unfit;
    }

    private static void Survey(List<Refusal> unfit, int? asked, int? agreed, string field, string when)
    {
        if (asked is null != agreed is null)
        {
            unfit.Add(new($"Enter both how many were asked {when} and how many of them agreed.", field));
        }
        else if (asked is { } n && agreed is { } x && !new SurveyCount(n, x).IsPossible)
        {
            unfit.Add(new($"How many agreed {when} must be between 0 and how many were asked.", field));
        }
    }
}
