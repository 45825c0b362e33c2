namespace Wardwise.Domain.Library;

/// <summary>A problem's record put forward for the award of a year, by somebody whose own it is not (F5, Y7).</summary>
public sealed class Nomination
{
    public const int WhyLength = 1_000;

    public required Guid Id { get; init; }

    /// <summary>The problem's record.</summary>
    public required Guid RecordId { get; init; }

    public required Guid ForceId { get; init; }

    public required int Year { get; init; }

    public required string Why { get; init; }

    public required Guid ByAccountId { get; init; }

    public required string ByName { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Why it won; null while it has not.</summary>
    public string? WonBecause { get; set; }

    public DateTimeOffset? WonAt { get; set; }

    public string? WonByName { get; set; }

    public int Version { get; set; } = 1;
}

/// <summary>What one juror gives a nomination on three criteria, 0 to 10 each.</summary>
public sealed class NominationScore
{
    public const int Most = 10;

    public const int LineLength = 500;

    public required Guid Id { get; init; }

    public required Guid NominationId { get; init; }

    public required Guid JurorId { get; init; }

    public required string JurorName { get; init; }

    /// <summary>How well the problem was understood.</summary>
    public required int Understanding { get; set; }

    /// <summary>How well the response fitted, and was shared.</summary>
    public required int Response { get; set; }

    /// <summary>How well the result is shown, good or bad.</summary>
    public required int Result { get; set; }

    public string Line { get; set; } = "";

    public int Version { get; set; } = 1;

    public int Total => Understanding + Response + Result;

    public static bool IsPossible(int? given) => given is >= 0 and <= Most;
}
