namespace Wardwise.Domain.Shared;

/// <summary>Everybody may fold; in Statistics, which compiles the other part, it is its own affair.</summary>
public static partial class Folding
{
    /// <summary>Names by which something is looked up, whatever way they are written.</summary>
    public static IEqualityComparer<string> Comparer { get; } =
        EqualityComparer<string>.Create(Same, text => string.GetHashCode(Fold(text)));
}
