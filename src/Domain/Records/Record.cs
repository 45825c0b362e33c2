using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Records;

/// <summary>How a record is marked, and so who of its own agency reads it.</summary>
public enum Marking
{
    /// <summary>All of the owning agency.</summary>
    Official,

    /// <summary>The owner, the owner's team and the agency's supervisors only.</summary>
    OfficialSensitive,
}

/// <summary>The spine: what every record has, whatever its kind.</summary>
public sealed class Record
{
    /// <summary>The state of a record that is finished, whatever its kind.</summary>
    public const string Closed = "closed";

    public required Guid Id { get; init; }

    /// <summary>The kind's name, such as <c>problem</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The short name used outside, such as <c>P-2026-0142</c>; never reused.</summary>
    public required string Reference { get; init; }
    public required string Title { get; set; }
    public required Guid ForceId { get; init; }
    public required Guid OwnerAgencyId { get; set; }
    public Guid? OwnerTeamId { get; set; }
    public Guid? OwnerAccountId { get; set; }
    public int? PlaceNo { get; set; }
    public Marking Marking { get; set; }
    public string Handling { get; set; } = "";

    /// <summary>The state's name in the kind's own words, such as <c>open</c>.</summary>
    public required string State { get; set; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset? ClosedAt { get; set; }
    public short RetentionClass { get; set; } = 3;
    public bool EnteredInError { get; set; }

    /// <summary>Agencies, teams, groups and accounts with a grant today. Kept by the database from the grants; never written
    /// here.</summary>
    public List<Guid> Readers { get; private set; } = [];
    public int Version { get; set; } = 1;

    /// <summary>Closing locks a record, and so does the mark that it was entered in error; null when it may be written.</summary>
    /// <param name="noun">What its kind is called.</param>
    public Refusal? RefusesWriting(string noun) =>
        EnteredInError ? new("This record is marked as entered in error. Take the mark back to change it.")
        : State == Closed ? new($"This {noun} is closed. Reopen it to change it.")
        : null;
}
