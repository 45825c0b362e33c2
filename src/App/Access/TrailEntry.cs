namespace Wardwise.App.Access;

/// <summary>What the trail can tell of: the six that the law names, and signing in.</summary>
public enum TrailKind
{
    Collection,
    Alteration,
    Look,
    Disclosure,
    Combination,
    Erasure,
    SignIn,
}

/// <summary>One row of the trail to be.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="RecordId">The record it concerns, if one.</param>
/// <param name="SubjectId">What else it concerns: an account, a place, an import.</param>
/// <param name="SubjectKind">The kind of what it concerns, in words.</param>
/// <param name="Why">Why, in words; for a look, the page.</param>
/// <param name="Body">JSON of before and after, or of what was shown.</param>
/// <param name="Ids">The ids shown or touched, so that "who saw this" can be answered.</param>
public sealed record TrailEntry(
    TrailKind Kind,
    Guid? RecordId,
    Guid? SubjectId,
    string SubjectKind,
    string Why,
    string Body,
    IReadOnlyList<Guid> Ids
)
{
    public static TrailEntry Look(string page, IReadOnlyList<Guid> ids, string reason) =>
        new(TrailKind.Look, null, null, page, reason, "{}", ids);

    public static TrailEntry Of(TrailKind kind, Guid subject, string subjectKind, string why, string body = "{}") =>
        new(kind, null, subject, subjectKind, why, body, [subject]);

    /// <summary>Changes chain per record; the rest per what they concern; looks per connection.</summary>
    internal Guid? Chain => Kind == TrailKind.Look ? null : RecordId ?? SubjectId;
}
