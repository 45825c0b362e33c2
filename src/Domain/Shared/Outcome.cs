namespace Wardwise.Domain.Shared;

/// <summary>Why a refusal happened, so that each door can answer in its own way (a page, a status code, an exit code).</summary>
public enum RefusalKind
{
    /// <summary>What was given cannot be used; the sentence says what to do.</summary>
    Unfit,

    /// <summary>There is no such thing, or it is not the actor's to see: the two look the same.</summary>
    NotFound,

    /// <summary>The actor may not do this.</summary>
    Forbidden,

    /// <summary>Somebody else saved in the meantime.</summary>
    Stale,
}

/// <summary>An expected "no", in the sentence that the user will read.</summary>
/// <param name="Sentence">Says what to do, in plain English.</param>
/// <param name="Field">The name of the input property that it is about, or null for the whole.</param>
/// <param name="Kind">Why.</param>
public sealed record Refusal(string Sentence, string? Field = null, RefusalKind Kind = RefusalKind.Unfit)
{
    public static readonly Refusal NotThere = new("There is no such record, or it is not shared with you.", null, RefusalKind.NotFound);

    public static Refusal Forbidden(string sentence) => new(sentence, null, RefusalKind.Forbidden);

    /// <summary>The one sentence for a save from an older version.</summary>
    /// <param name="who">Who saved in between, where that is known.</param>
    /// <param name="when">When they did, in words.</param>
    public static Refusal Stale(string? who = null, string? when = null) =>
        new(
            $"{who ?? "Somebody else"} saved this{(when is null ? "" : " " + when)}, after you opened it. "
                + "What they changed is shown on this page: look at it, then save again.",
            null,
            RefusalKind.Stale
        );
}

/// <summary>What a use case answers: its result, or the refusals. Exceptions are bugs, never answers.</summary>
public readonly struct Outcome<T>
{
    private readonly T? _value;
    private readonly IReadOnlyList<Refusal>? _refusals;

    private Outcome(T? value, IReadOnlyList<Refusal>? refusals) => (_value, _refusals) = (value, refusals);

    public bool Done => _refusals is null;

    public IReadOnlyList<Refusal> Refusals => _refusals ?? [];

    /// <exception cref="InvalidOperationException">The outcome is a refusal: ask <see cref="Done"/> first.</exception>
    public T Value =>
        Done ? _value! : throw new InvalidOperationException("Refused: " + string.Join(' ', _refusals!.Select(r => r.Sentence)));

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, [refusal]);

    public static implicit operator Outcome<T>(List<Refusal> refusals) => new(default, refusals);
}

/// <summary>The result of a use case that has nothing to say but "done".</summary>
public readonly record struct Nothing;
