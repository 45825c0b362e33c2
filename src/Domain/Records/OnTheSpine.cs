using System.ComponentModel;

namespace Wardwise.Domain.Records;

public enum NoteVisibility
{
    /// <summary>The author's own agency.</summary>
    Own,

    /// <summary>Every agency that the record is shared with.</summary>
    Partners,
}

public sealed class Note
{
    public required Guid Id { get; init; }
    public required Guid RecordId { get; init; }
    public required string Text { get; init; }
    public required NoteVisibility Visibility { get; init; }
    public required Guid AgencyId { get; init; }
    public required Guid AuthorId { get; init; }
    public required string AuthorName { get; init; }
    public required DateTimeOffset WrittenAt { get; init; }
}

/// <summary>A file on a record. The bytes lie outside the web root under their SHA-256.</summary>
public sealed class Attachment
{
    public required Guid Id { get; init; }
    public required Guid RecordId { get; init; }
    public Guid? TaskingId { get; init; }
    public required string Name { get; init; }

    /// <summary>Found from the content, never from the name.</summary>
    public required string MediaType { get; init; }
    public required long Bytes { get; init; }
    public required byte[] Sha256 { get; init; }
    public required Guid AuthorId { get; init; }
    public required string AuthorName { get; init; }

    [DisplayName("Added")]
    public required DateTimeOffset AddedAt { get; init; }

    [DisplayName("Taken off")]
    public DateTimeOffset? RemovedAt { get; set; }

    /// <summary>Why it was taken off; empty while it is there.</summary>
    [DisplayName("Why it was taken off")]
    public string RemovedWhy { get; set; } = "";
}

public enum TaskingStatus
{
    ToDo,
    Doing,
    Done,
    NotDone,
    Withdrawn,
}

/// <summary>Something that somebody undertook to do: a plan step, a meeting's action, a task.</summary>
public sealed class Tasking
{
    public required Guid Id { get; init; }
    public required Guid RecordId { get; init; }

    /// <summary>Where it came from: plan, meeting, desk, call, clock.</summary>
    public required string Source { get; init; }

    [DisplayName("What is to be done?")]
    public required string What { get; set; }

    /// <summary>The code of the technique, when it is a step of a plan.</summary>
    [DisplayName("Which technique is it?")]
    public string? Technique { get; set; }
    public Guid? AccountId { get; set; }
    public required Guid AgencyId { get; set; }

    [DisplayName("By when?")]
    public DateOnly? DueOn { get; set; }

    [DisplayName("How far is it?")]
    public TaskingStatus Status { get; set; }

    [DisplayName("When was it done?")]
    public DateOnly? DoneOn { get; set; }

    [DisplayName("What was seen?")]
    public string Evidence { get; set; } = "";

    [DisplayName("What will it cost?")]
    public decimal? CostPounds { get; set; }
    public int Position { get; set; }

    /// <summary>The reference of the record that it was taken over from.</summary>
    public string? CopiedFrom { get; init; }

    /// <summary>The step there, by its id.</summary>
    public Guid? CopiedStep { get; init; }
    public int Version { get; set; } = 1;

    public bool IsOpen => Status is TaskingStatus.ToDo or TaskingStatus.Doing;
}

/// <summary>Something that a rule says is due. It is met, paused with a reason, alarmed or withdrawn; it never just ends.</summary>
public sealed class Clock
{
    public required Guid Id { get; init; }
    public required Guid RecordId { get; init; }
    public required string Duty { get; init; }
    public required string Law { get; init; }
    public required int RuleNumber { get; init; }
    public required bool Statutory { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset DueAt { get; set; }
    public DateTimeOffset? PausedAt { get; set; }
    public string? PausedWhy { get; set; }
    public DateTimeOffset? SettledAt { get; set; }
    public string? SettledHow { get; set; }
    public string? SettledBy { get; set; }
    public Guid? AccountId { get; set; }
    public int Version { get; set; } = 1;
}

/// <summary>A tie from a record to another record, a person, a place or an incident.</summary>
public sealed class Link
{
    public required Guid Id { get; init; }
    public required Guid RecordId { get; init; }
    public required string Kind { get; init; }
    public required Guid OtherId { get; init; }
    public required string OtherKind { get; init; }
    public required string Why { get; init; }
    public required DateTimeOffset LinkedAt { get; init; }
}
