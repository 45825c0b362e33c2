using System.ComponentModel;

namespace Wardwise.Domain.Sharing;

/// <summary>A sharing agreement between agencies: parties, purposes, data and an end. Access follows from it and stops with it.</summary>
public sealed class Agreement
{
    public required Guid RecordId { get; init; }
    public required string Purposes { get; set; }
    public required string Data { get; set; }
    public required DateOnly StartsOn { get; set; }
    public required DateOnly EndsOn { get; set; }
    public List<AgreementParty> Parties { get; init; } = [];
    public int Version { get; set; } = 1;

    public bool Holds(DateOnly day, Guid agencyId) => StartsOn <= day && day <= EndsOn && Parties.Any(p => p.AgencyId == agencyId);
}

public sealed class AgreementParty
{
    public required Guid RecordId { get; init; }
    public required Guid AgencyId { get; init; }
}

/// <summary>A record shown to another agency, for a purpose. Without an agreement it lasts 72 hours at most.</summary>
public sealed class Share
{
    public static readonly TimeSpan LongestWithoutAgreement = TimeSpan.FromHours(72);

    public required Guid Id { get; init; }
    public required Guid RecordId { get; init; }
    public required Guid AgencyId { get; init; }
    public Guid? AgreementId { get; init; }

    [DisplayName("Why do they need it?")]
    public required string Purpose { get; init; }

    /// <summary>Whether the agency may change the record, or only read it.</summary>
    [DisplayName("What may they do?")]
    public bool TakesPart { get; init; }

    [DisplayName("From")]
    public required DateTimeOffset StartsAt { get; init; }

    [DisplayName("Until")]
    public DateTimeOffset? EndsAt { get; set; }

    [DisplayName("Why it ended")]
    public string? EndedWhy { get; set; }
    public int Version { get; set; } = 1;
}
