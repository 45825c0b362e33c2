using Wardwise.Domain.Incidents;
using Wardwise.Domain.Places;

namespace Wardwise.App.Incidents;

/// <summary>An incident on its way in, as a reader found it and the import completes it.</summary>
internal struct IncidentRow
{
    public Guid Id;

    /// <summary>Over all that the row says, so that a changed row shows.</summary>
    public long Hash;
    public long Line;

    /// <summary>Has no reference of its own, so the same words again may be another incident: all anti-social behaviour of open
    /// data.</summary>
    public bool Anonymous;

    /// <summary>A spreadsheet made its reference out of a long number, so that others may have the same.</summary>
    public bool Rounded;
    public OccurredAt When;
    public short Category;
    public short AsbCategory;
    public short AsbType;
    public short? Outcome;
    public LatLon? Point;
    public string? Location;
    public string? LsoaCode;
    public int? NeighbourhoodNo;
    public int? DistrictNo;
    public IncidentDetail? Detail;
}

/// <summary>What a force's or partner's own row says beyond the lean one.</summary>
internal sealed record IncidentDetail(
    string SourceRef,
    string Text,
    long? Uprn,
    string? Postcode,
    string Outcome,
    IReadOnlyList<MentionDraft> People
);

/// <summary>A person as written in a row.</summary>
internal sealed record MentionDraft(string Part, string Name, DateOnly? BornOn, string Phone, string Address);
