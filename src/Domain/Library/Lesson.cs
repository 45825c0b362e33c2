using System.ComponentModel;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Library;

/// <summary>Something learned from a debrief, a complaint, an inspection or a survey: what hangs on the record of the same id. Its action
/// is a tasking of the record (F7).</summary>
public sealed class Lesson
{
    public const string RecordKind = "lesson";

    /// <summary>Where its action says it came from, among the taskings.</summary>
    public const string ActionSource = "lesson";

    public const int TitleLength = 150;

    public const int TextLength = 4_000;

    /// <summary>As many kinds of problem as one lesson can be about.</summary>
    public const int MostKinds = 2;

    public Guid RecordId { get; init; }

    public required Record Record { get; init; }

    [DisplayName("Where does it come from?")]
    public required LessonSource Source { get; set; }

    [DisplayName("What happened?")]
    public required string WhatHappened { get; set; }

    [DisplayName("What was learned?")]
    public required string WhatWasLearned { get; set; }

    /// <summary>Codes of the thesaurus.</summary>
    [DisplayName("Kind of problem, if it is about one")]
    public List<string> KindCodes { get; set; } = [];

    /// <summary>The code of a technique.</summary>
    [DisplayName("Technique, if it is about one")]
    public string? Technique { get; set; }

    /// <summary>When it was shown to the whole force; null while its agency keeps it. UTC.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>Why it was closed without an action carried out, reopened, or entered in error: the last reason given.</summary>
    [DisplayName("Why")]
    public string StateReason { get; set; } = "";

    public int Version { get; set; } = 1;

    /// <summary>Kept on the record, in its code.</summary>
    public LessonState State
    {
        get =>
            EnumCode.Read<LessonState>(Record.State) ?? throw new InvalidOperationException($"'{Record.State}' is no state of a lesson.");
        set
        {
            Record.State = EnumCode.Of(value);
            Record.EnteredInError = value is LessonState.EnteredInError;
        }
    }

    /// <summary>The refusal, or null when what it says may be changed.</summary>
    public Refusal? RefusesWriting => Record.RefusesWriting("lesson");

    /// <summary>Moves it to another state, or says why not. What is closed was acted on with its evidence, or says why nothing was to be
    /// done.</summary>
    public Refusal? RefusesMove(LessonState to, string reason) =>
        (State, to) switch
        {
            (LessonState.Open, LessonState.Closed) when reason.Length == 0 => new(
                "Say why it is closed without its action carried out.",
                "Reason"
            ),
            (LessonState.Open or LessonState.ActedOn, LessonState.Closed) => null,
            (LessonState.Closed or LessonState.EnteredInError, LessonState.Open) => reason.Length == 0
                ? new("Say why it is opened again.", "Reason")
                : null,
            (LessonState.Open or LessonState.ActedOn or LessonState.Closed, LessonState.EnteredInError) => reason.Length == 0
                ? new("Say why it was entered in error.", "Reason")
                : null,
            _ => new("The lesson is no longer in the state that this page showed. Look at it again."),
        };
}

public enum LessonState
{
    Open,
    ActedOn,
    Closed,
    EnteredInError,
}

public enum LessonSource
{
    Debrief,
    Complaint,
    Inspection,
    Survey,
    Other,
}
