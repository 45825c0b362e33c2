namespace Wardwise.Web.Journeys;

/// <summary>One question of a journey, and whether its answer is there.</summary>
public sealed record Step<TState>(string Path, Func<TState, bool> Answered);

/// <summary>Questions asked one page at a time, then checked, then done at once. Written once for each journey; the pages only
/// ask.</summary>
public sealed record Journey<TState>
    where TState : class, new()
{
    public required string Name { get; init; }

    /// <summary>Where "Cancel" goes, and the first page's "Back".</summary>
    public required string CancelHref { get; init; }
    public required IReadOnlyList<Step<TState>> Steps { get; init; }
    public required string CheckPath { get; init; }

    /// <summary>The first question not answered yet; none when all are.</summary>
    public string? FirstUnanswered(TState state) => Steps.FirstOrDefault(s => !s.Answered(state))?.Path;

    /// <summary>A page may be seen when everything before it is answered.</summary>
    public bool MayShow(string path, TState state) => Steps.TakeWhile(s => s.Path != path).All(s => s.Answered(state));

    /// <summary>The address of a "Change" link on the page that checks the answers.</summary>
    public string Change(string path) => path + "?from=check";

    public string Before(string path)
    {
        var at = Steps.ToList().FindIndex(s => s.Path == path);
        return at < 0 ? Steps[^1].Path
            : at == 0 ? CancelHref
            : Steps[at - 1].Path;
    }

    public string After(string path, TState state)
    {
        var at = Steps.ToList().FindIndex(s => s.Path == path);
        return Steps.Skip(at + 1).FirstOrDefault(s => !s.Answered(state))?.Path ?? FirstUnanswered(state) ?? CheckPath;
    }
}
