namespace Wardwise.Domain.Problems;

/// <summary>SARA, fourth step: was the plan carried out, what came of it, who says so, and what was learned.</summary>
public sealed class Assessment
{
    public required Guid RecordId { get; init; }

    public int Version { get; set; } = 1;

    public CarriedOut? Process { get; set; }

    public string ProcessText { get; set; } = "";

    public string Impact { get; set; } = "";

    /// <summary>Why there is no measured result, when there can be none.</summary>
    public string NotMeasuredBecause { get; set; } = "";

    public SurveyCount? SurveyBefore { get; set; }

    public SurveyCount? SurveyAfter { get; set; }

    public string Displacement { get; set; } = "";

    /// <summary>Pounds, in all.</summary>
    public decimal? Cost { get; set; }

    public string CostText { get; set; } = "";

    public string AuthorsView { get; set; } = "";

    public AimMet? AimMet { get; set; }

    public string VictimsView { get; set; } = "";

    public string CommunityView { get; set; } = "";

    /// <summary>What worked, or failed.</summary>
    public string LessonWhat { get; set; } = "";

    public string LessonForWhom { get; set; } = "";

    public string LessonWhatItTook { get; set; } = "";

    public string LessonConditions { get; set; } = "";

    public string NoLessonBecause { get; set; } = "";

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
