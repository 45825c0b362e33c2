using Wardwise.Domain.Problems;

namespace Wardwise.Domain.Library;

/// <summary>What a page of the library is about.</summary>
public enum LibrarySubject
{
    Kind,
    Technique,
}

/// <summary>An editor's words above what the records say by themselves: one text a force and subject, kept with every earlier version in
/// its history.</summary>
public sealed class LibraryWords
{
    /// <summary>Words that nobody has looked at for so long are marked as old.</summary>
    public const int MonthsFresh = 12;

    public required Guid Id { get; init; }

    public required Guid ForceId { get; init; }

    public required LibrarySubject Subject { get; init; }

    /// <summary>Of the kind of problem or the technique.</summary>
    public required string Code { get; init; }

    public string InShort { get; set; } = "";

    public string Mechanism { get; set; } = "";

    public string Conditions { get; set; } = "";

    public string Cost { get; set; } = "";

    public string WhoToRing { get; set; } = "";

    /// <summary>The label that the records gave when the words were last looked at.</summary>
    public required string LabelThen { get; set; }

    public required DateOnly ReviewedOn { get; set; }

    public required Guid ReviewedBy { get; set; }

    /// <summary>As it read then.</summary>
    public required string ReviewedByName { get; set; }

    public int Version { get; set; } = 1;

    public bool SaysAnything => Said.Any(InShort, Mechanism, Conditions, Cost, WhoToRing);

    /// <summary>Why the words may no longer hold; null while they are fresh.</summary>
    /// <param name="today">In London.</param>
    /// <param name="label">That the records give now.</param>
    public string? Stale(DateOnly today, EffectLabel label) =>
        (today >= ReviewedOn.AddMonths(MonthsFresh), label.Code != LabelThen) switch
        {
            (_, true) => $"The measured result has changed since: it was “{EffectLabel.WordsOf(LabelThen).ToLowerInvariant()}” then, "
                + $"and is “{label.InWords.ToLowerInvariant()}” now.",
            (true, _) => "Nobody has looked at these words for a year.",
            _ => null,
        };
}
