using System.ComponentModel;

namespace Wardwise.Domain.Problems;

/// <summary>SARA, fourth step: was the plan carried out, what came of it, who says so, and what was learned.</summary>
public sealed class Assessment
{
    public required Guid RecordId { get; init; }

    public int Version { get; set; } = 1;

    [DisplayName("Was the plan carried out?")]
    public CarriedOut? Process { get; set; }

    [DisplayName("How did it go?")]
    public string ProcessText { get; set; } = "";

    [DisplayName("What changed?")]
    public string Impact { get; set; } = "";

    /// <summary>Why there is no measured result, when there can be none.</summary>
    [DisplayName("If it cannot be measured, why not?")]
    public string NotMeasuredBecause { get; set; } = "";

    [DisplayName("Survey before")]
    public SurveyCount? SurveyBefore { get; set; }

    [DisplayName("Survey after")]
    public SurveyCount? SurveyAfter { get; set; }

    [DisplayName("Did it move elsewhere?")]
    public string Displacement { get; set; } = "";

    /// <summary>Pounds, in all.</summary>
    [DisplayName("What did it cost in all?")]
    public decimal? Cost { get; set; }

    [DisplayName("Costs that are not money")]
    public string CostText { get; set; } = "";

    [DisplayName("Why do you think so?")]
    public string AuthorsView { get; set; } = "";

    [DisplayName("In your view, was the aim met?")]
    public AimMet? AimMet { get; set; }

    [DisplayName("What do the victims say?")]
    public string VictimsView { get; set; } = "";

    [DisplayName("What does the community say?")]
    public string CommunityView { get; set; } = "";

    /// <summary>What worked, or failed.</summary>
    [DisplayName("What worked, or failed?")]
    public string LessonWhat { get; set; } = "";

    [DisplayName("For whom?")]
    public string LessonForWhom { get; set; } = "";

    [DisplayName("What did it take?")]
    public string LessonWhatItTook { get; set; } = "";

    [DisplayName("Under which conditions would it work elsewhere?")]
    public string LessonConditions { get; set; } = "";

    [DisplayName("Or: there is no lesson, because")]
    public string NoLessonBecause { get; set; } = "";

    [DisplayName("Signed off")]
    public SignOff? SignOff { get; set; }

    public bool IsSurveyed => SurveyBefore is { Asked: > 0 } && SurveyAfter is { Asked: > 0 };

    public bool HasLesson => Said.Any(LessonWhat);

    public bool IsStarted =>
        Process is not null
        || AimMet is not null
        || Cost is not null
        || SurveyBefore is not null
        || SurveyAfter is not null
        || Said.Any(
            ProcessText,
            Impact,
            NotMeasuredBecause,
            Displacement,
            CostText,
            AuthorsView,
            VictimsView,
            CommunityView,
            LessonWhat,
            LessonForWhom,
            LessonWhatItTook,
            LessonConditions,
            NoLessonBecause
        );
}

public enum CarriedOut
{
    Yes,
    Partly,
    No,
}

/// <summary>The author's word. It stands beside the measurement, never in its place (F2).</summary>
public enum AimMet
{
    Yes,
    No,
    Unknown,
}

/// <summary>How many were asked, and how many of them agreed.</summary>
public sealed record SurveyCount(int Asked, int Agreed)
{
    public bool IsPossible => Asked > 0 && Agreed >= 0 && Agreed <= Asked;
}

/// <param name="By">The account.</param>
/// <param name="Name">As it read then.</param>
/// <param name="As">Supervisor, or the group that signed off.</param>
/// <param name="At">UTC.</param>
public sealed record SignOff(Guid By, string Name, string As, DateTimeOffset At);
