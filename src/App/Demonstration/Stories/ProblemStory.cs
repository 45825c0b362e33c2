namespace Wardwise.App.Demonstration;

/// <summary>One problem record of the demonstration, told to its end: everything that somebody would have typed, with the day.</summary>
internal sealed record ProblemStory
{
    public required StoryPlan Plan { get; init; }

    public required string Title { get; init; }

    /// <summary>The neighbourhood's code.</summary>
    public required string Neighbourhood { get; init; }

    /// <summary>E-mail addresses of the accounts concerned.</summary>
    public required string Owner { get; init; }

    public required string Supervisor { get; init; }

    public required string Moderator { get; init; }

    public required string WhatRecurs { get; init; }

    public string? ErrorBecause { get; init; }

    public ScanningTold? Scanning { get; init; }

    public AnalysisTold? Analysis { get; init; }

    public AimTold? Aim { get; init; }

    public PlanTold? Response { get; init; }

    public IReadOnlyList<StepTold> Steps { get; init; } = [];

    public IReadOnlyList<NoteTold> Notes { get; init; } = [];

    public IReadOnlyList<PaperTold> Papers { get; init; } = [];

    /// <summary>How many of the latest incidents at the place the owner links by hand.</summary>
    public int LinkedByHand { get; init; }

    public AssessmentTold? Assessment { get; init; }

    public string? ModerationReason { get; init; }

    public string? ReopenedBecause { get; init; }

    internal sealed record ScanningTold(
        DateOnly Since,
        IReadOnlyList<string> Sources,
        string SourcesSay,
        string? Harm,
        string? WhoIsAffected,
        int? PriorityScore,
        string? PartnersAsked
    );

    internal sealed record AnalysisTold(
        string? VictimKnown,
        string? VictimGuardian,
        string? OffenderKnown,
        string? OffenderHandler,
        string? LocationKnown,
        string? LocationManager,
        string? WhenItHappens,
        string? WhatFeedsIt,
        string? AlreadyDone,
        string? Hypothesis
    );

    /// <param name="SurveyQuestion">Null when incidents are counted.</param>
    /// <param name="AreaGeoJson">A circle about the place.</param>
    internal sealed record AimTold(
        string? SurveyQuestion,
        IReadOnlyList<string> Categories,
        IReadOnlyList<string> Types,
        string AreaGeoJson,
        int Percent,
        DateOnly ByWhen
    );

    internal sealed record PlanTold(string AgreedBy, DateOnly AgreedOn, string VictimsTold, string PublicTold);

    /// <param name="What">What is to be done.</param>
    /// <param name="Technique">Its code.</param>
    /// <param name="By">The key of an agency.</param>
    /// <param name="DueOn">The day.</param>
    /// <param name="Cost">Pounds.</param>
    /// <param name="DoneOn">Null while it is not done.</param>
    /// <param name="Evidence">What was seen, or why it was not done.</param>
    /// <param name="NotDone">Given up.</param>
    internal sealed record StepTold(
        string What,
        string Technique,
        string By,
        DateOnly DueOn,
        decimal Cost,
        DateOnly? DoneOn,
        string? Evidence,
        bool NotDone = false
    );

    /// <param name="Day">When it was written.</param>
    /// <param name="By">The author's e-mail address.</param>
    /// <param name="Text">The note.</param>
    /// <param name="ForPartners">Seen by every agency that the record is shared with.</param>
    internal sealed record NoteTold(DateOnly Day, string By, string Text, bool ForPartners);

    /// <param name="Step">Whose evidence it is, from 0.</param>
    /// <param name="Name">The file's name.</param>
    /// <param name="Lines">What it says.</param>
    internal sealed record PaperTold(int Step, string Name, IReadOnlyList<string> Lines);

    internal sealed record AssessmentTold
    {
        public required bool PartlyCarriedOut { get; init; }

        public required string ProcessText { get; init; }

        public string? Impact { get; init; }

        public string? NotMeasuredBecause { get; init; }

        /// <summary>Asked and agreed, before and after.</summary>
        public (int AskedBefore, int AgreedBefore, int AskedAfter, int AgreedAfter)? Survey { get; init; }

        public string? Displacement { get; init; }

        public decimal? Cost { get; init; }

        public string? CostText { get; init; }

        public string? AuthorsView { get; init; }

        public bool? AimMet { get; init; }

        public string? VictimsView { get; init; }

        public string? LessonWhat { get; init; }

        public string? LessonForWhom { get; init; }

        public string? LessonWhatItTook { get; init; }

        public string? LessonConditions { get; init; }

        public string? NoLessonBecause { get; init; }
    }
}
