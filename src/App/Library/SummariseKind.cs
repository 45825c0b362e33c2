using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Library;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>One kind of problem in a line, for a box on another page.</summary>
public sealed class SummariseKind(Database database)
{
    /// <param name="Code">Of the kind.</param>
    /// <param name="Name">For people.</param>
    /// <param name="Tried">Responses tried, of those that the actor sees.</param>
    /// <param name="Assessed">Of them, measured.</param>
    /// <param name="Best">What was measured; null while nothing was.</param>
    public sealed record Summary(string Code, string Name, int Tried, int Assessed, Finding? Best);

    public async Task<Outcome<Summary>> Run(Actor actor, string kind, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if ((await work.Kinds(cancel)).FirstOrDefault(k => k.Code == kind) is not { } known)
        {
            return Refusal.NotThere;
        }

        var rows = await EvidenceRow.Of(work, LibrarySubject.Kind, kind, cancel);
        return new Summary(
            kind,
            known.Name,
            rows.Count(r => r.Tried),
            rows.Count(r => r.IsAssessed),
            Evidence.FindingOf(rows, byKind: true)
        );
    }
}
