namespace Wardwise.Domain.Notices;

/// <summary>What a notice tells of.</summary>
public enum NoticeKind
{
    /// <summary>A link to set a new password.</summary>
    PasswordReset,
    AskedToJoin,
    StepGiven,
    DidNotLast,
    Digest,

    /// <summary>A record that search cannot find.</summary>
    NotFindable,
}

/// <summary>How far the letter of a notice is.</summary>
public enum MailState
{
    /// <summary>The page only.</summary>
    None,
    Waiting,
    Sent,

    /// <summary>Given up, with the reason.</summary>
    Failed,

    /// <summary>Not sent on purpose: the account is closed, or may no longer see what it tells of.</summary>
    Withheld,
}

public static class NoticeWords
{
    public static string InWords(this NoticeKind kind) =>
        kind switch
        {
            NoticeKind.PasswordReset => "Link to set a new password",
            NoticeKind.AskedToJoin => "Somebody asks to join a problem",
            NoticeKind.StepGiven => "A step was given to somebody",
            NoticeKind.DidNotLast => "A result did not last",
            NoticeKind.Digest => "Weekly digest",
            NoticeKind.NotFindable => "A record is not found by search",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of notice."),
        };

    public static string InWords(this MailState state) =>
        state switch
        {
            MailState.None => "Page only",
            MailState.Waiting => "Waits",
            MailState.Sent => "Sent",
            MailState.Failed => "Failed",
            MailState.Withheld => "Withheld",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of a letter."),
        };

    /// <summary>Its text lets whoever has it in: nobody but the addressee sees it, and it is gone once it has left or failed.</summary>
    public static bool IsSecret(this NoticeKind kind) => kind is NoticeKind.PasswordReset;
}

/// <summary>When a letter that did not leave is tried again.</summary>
public static class MailTries
{
    public const int Most = 12;

    /// <summary>Whoever claimed a letter and was killed holds it no longer than this.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromMinutes(5);

    /// <summary>2, 4, 8 ... minutes, and no longer than half a day.</summary>
    public static TimeSpan WaitAfter(int tries) => TimeSpan.FromMinutes(Math.Min(Math.Pow(2, tries), 720));
}
