namespace Wardwise.App.Demonstration;

/// <summary>How far a story has come, in the end.</summary>
internal enum StoryEnd
{
    Error,
    Draft,
    OnlyOpened,
    Open,
    Monitoring,
    Closed,
    Reopened,
}

/// <summary>The bones of a story: where, what, how far it came and what became of it. Fixed before the incidents are made, so that they can
/// agree with it.</summary>
/// <param name="Number">From 0, in the order in which they were opened.</param>
/// <param name="Kind">What kind of problem.</param>
/// <param name="Venue">Where.</param>
/// <param name="Next">The place of its sort that lies nearest.</param>
/// <param name="Grade">What it is meant to reach.</param>
/// <param name="End">Its state today.</param>
/// <param name="OpenedOn">The day.</param>
/// <param name="StartedOn">Of the response.</param>
/// <param name="EndedOn">Of the response.</param>
/// <param name="ClosedOn">The day.</param>
/// <param name="Factor">What its response did to the number of incidents, when something was planted.</param>
/// <param name="Moved">It moved to <paramref name="Next"/>.</param>
/// <param name="BySurvey">Measured by asking people.</param>
/// <param name="FadesAfter">Months from its start after which the response no longer holds, or null.</param>
internal sealed record StoryPlan(
    int Number,
    ProblemKind Kind,
    Venue Venue,
    Venue Next,
    int Grade,
    StoryEnd End,
    DateOnly OpenedOn,
    DateOnly? StartedOn = null,
    DateOnly? EndedOn = null,
    DateOnly? ClosedOn = null,
    double? Factor = null,
    bool Moved = false,
    bool BySurvey = false,
    int? FadesAfter = null
);
