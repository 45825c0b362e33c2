using Wardwise.Domain.Records;

namespace Wardwise.Domain.Library;

/// <summary>What another force shared of its practice, without persons and exact places: what hangs on the record of the same id. Never
/// mixed with the force's own results.</summary>
public sealed class ImportedPractice
{
    public const string RecordKind = "practice";

    public Guid RecordId { get; init; }

    public required Record Record { get; init; }

    public required Guid ForceId { get; init; }

    /// <summary>The police.uk id of the force that it came from.</summary>
    public required string FromForce { get; init; }

    public required string FromName { get; init; }

    /// <summary>The name that the sender's file gives it, the same each time; it tells nothing.</summary>
    public required string Key { get; init; }

    /// <summary>When the sender made the file, by the quarter.</summary>
    public required string FileMade { get; init; }

    /// <summary>JSON of a <see cref="SharedPractice"/>.</summary>
    public required string Content { get; init; }
}

/// <summary>What the author of a record changed for those outside the force, or that it is left out; kept beside the record, which stays as
/// it is.</summary>
public sealed class ExportText
{
    public required Guid RecordId { get; init; }

    public bool LeftOut { get; set; }

    /// <summary>JSON: by the part's key, the text as it was and as it is told. Where the record has been changed since, the change is
    /// checked anew.</summary>
    public string Texts { get; set; } = "{}";

    public int Version { get; set; } = 1;
}

/// <summary>One record as it leaves the force. No reference, no owner, no place, and no date finer than the quarter.</summary>
public sealed record SharedPractice
{
    public string? Key { get; init; }

    /// <summary>problem, lesson or guide.</summary>
    public string? Kind { get; init; }
    public string? Title { get; init; }

    /// <summary>Of the thesaurus.</summary>
    public string? ProblemKind { get; init; }
    public string? Category { get; init; }

    /// <summary>When the response began: 2025-Q2.</summary>
    public string? Quarter { get; init; }

    /// <summary>How much usually happened there: quiet, steady, busy.</summary>
    public string? PlaceSize { get; init; }

    /// <summary>Of a guide.</summary>
    public string? Step { get; init; }
    public IReadOnlyList<SharedText>? Texts { get; init; }
    public IReadOnlyList<SharedStep>? Steps { get; init; }
    public SharedResult? Result { get; init; }
    public decimal? CostPounds { get; init; }
    public int? Grade { get; init; }
}

/// <param name="Part">What it is: what-recurs, lesson, for-whom, what-it-took, conditions, what-happened, action, text, question.</param>
/// <param name="Text">As it is told.</param>
public sealed record SharedText(string? Part, string? Text);

public sealed record SharedStep(string? Technique, string? What);

/// <param name="Code">In the codes of a problem's result.</param>
/// <param name="Percent">In signed points of a hundred.</param>
/// <param name="Design">comparison, before-and-after, survey or claim.</param>
/// <param name="LogRatio">The effect: natural logarithm of the ratio.</param>
/// <param name="Variance">Of the effect.</param>
public sealed record SharedResult(string? Code, double? Percent, string? Design, double? LogRatio, double? Variance);

/// <summary>A file of practice as forces exchange it.</summary>
public sealed record SharedFile
{
    public const string FormatName = "wardwise-library";

    public const int Newest = 1;

    public string? Format { get; init; }
    public int? Version { get; init; }
    public string? Force { get; init; }
    public string? ForceName { get; init; }
    public string? Made { get; init; }
    public IReadOnlyList<SharedPractice>? Practices { get; init; }
}
