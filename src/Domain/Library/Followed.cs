namespace Wardwise.Domain.Library;

/// <summary>What somebody can follow.</summary>
public enum FollowKind
{
    /// <summary>A place, by its number.</summary>
    Place,

    /// <summary>A kind of problem, by its code in the thesaurus.</summary>
    Kind,

    /// <summary>A technique of response, by its code.</summary>
    Technique,
}

public static class FollowWords
{
    /// <summary>More is no choice any more, and a digest nobody reads.</summary>
    public const int Most = 100;

    /// <summary>As a heading over what is followed.</summary>
    public static string InWords(this FollowKind kind) =>
        kind switch
        {
            FollowKind.Place => "Places",
            FollowKind.Kind => "Kinds of problem",
            FollowKind.Technique => "Techniques",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Nothing that can be followed."),
        };

    /// <summary>The page of what is followed.</summary>
    public static string Href(this FollowKind kind, string code) =>
        kind switch
        {
            FollowKind.Place => $"/places/{code}",
            FollowKind.Technique => $"/what-works/techniques/{code}",
            _ => $"/what-works/{code}",
        };
}
