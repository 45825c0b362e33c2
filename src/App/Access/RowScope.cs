namespace Wardwise.App.Access;

/// <summary>
/// What limits every query: records by their readers, incidents by their agency's number. The same values go to the
/// database's row-level security, which reads the same column, so that neither can drift from the other.
/// </summary>
internal sealed class RowScope(Actor actor)
{
    public Guid[] Readers { get; } = [.. actor.Readers];

    public Guid[] Agencies { get; } = [.. actor.Agencies];

    public short[] Scopes { get; } = [.. actor.Scopes];

    public static string Literal<T>(IEnumerable<T> values) => "{" + string.Join(',', values) + "}";
}
