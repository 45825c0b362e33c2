namespace Wardwise.Domain.Accounts;

/// <summary>A police force's territory, by its police.uk id.</summary>
public sealed class Force
{
    public required Guid Id { get; init; }

    /// <summary>The police.uk id, such as <c>hertfordshire</c>.</summary>
    public required string Code { get; init; }
    public required string Name { get; set; }
    public int Version { get; set; } = 1;
}

public enum AgencyKind
{
    Police,
    Council,
    Housing,
    Fire,
    Health,
    Education,
    Voluntary,
    Other,
}

/// <summary>A body whose people use the system, within one force's territory.</summary>
public sealed class Agency
{
    public required Guid Id { get; init; }
    public required Guid ForceId { get; init; }
    public required AgencyKind Kind { get; set; }
    public required string Name { get; set; }
    public DateOnly? ClosedOn { get; set; }
    public int Version { get; set; } = 1;
}

/// <summary>A team of an agency, most often for one neighbourhood.</summary>
public sealed class Team
{
    public required Guid Id { get; init; }
    public required Guid AgencyId { get; init; }
    public required string Name { get; set; }
    public int? PlaceNo { get; set; }
    public DateOnly? ClosedOn { get; set; }
    public int Version { get; set; } = 1;
}

/// <summary>An account in a team (or an agency as a whole) in a role, from one day to another, both inclusive.</summary>
public sealed class Posting
{
    public required Guid Id { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid AgencyId { get; init; }
    public Guid? TeamId { get; init; }
    public required Role Role { get; init; }
    public required DateOnly StartsOn { get; init; }
    public DateOnly? EndsOn { get; set; }
    public int Version { get; set; } = 1;
}
