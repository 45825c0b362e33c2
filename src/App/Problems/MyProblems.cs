using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Search;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>The actor's open problems and what each lacks, those near them that others work on, and what worked elsewhere for the same
/// trouble.</summary>
public sealed class MyProblems(Database database, SimilarProblems similar)
{
    private const int Most = 20;

    public sealed record Mine(IReadOnlyList<ProblemRow> Own, IReadOnlyList<ProblemRow> Near, IReadOnlyList<SimilarProblem> Elsewhere);

    public async Task<Outcome<Mine>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var own = await Rows(work, "r.owner_account_id = $1 and r.state not in ('closed', 'entered-in-error')", cancel, actor.Id);
        var places = actor.Postings.Select(p => p.PlaceNo).OfType<int>().Distinct().ToArray();
        var near = await Rows(
            work,
            """
            r.owner_account_id is distinct from $1 and r.state not in ('closed', 'entered-in-error', 'draft')
              and (r.place_no = any ($2) or r.place_no in (select m.place_no from record m where m.owner_account_id = $1
                  and m.kind = 'problem' and m.closed_at is null))
            """,
            cancel,
            actor.Id,
            places
        );
        var elsewhere =
            own.Count == 0
                ? []
                : await similar.Clearly(
                    work,
                    string.Join(". ", own.Select(p => p.Title).Distinct().Take(5)),
                    [.. own.Select(p => p.Id)],
                    cancel
                );
        return new Mine(own, near, elsewhere);
    }

    private static async Task<List<ProblemRow>> Rows(Work work, string condition, CancellationToken cancel, params object?[] values)
    {
        return await work.Rows(
            $"""
            select {ProblemRow.Columns} from record r {ProblemRow.Joins} where r.kind = 'problem' and {condition}
            order by nx.due_on nulls last, r.opened_at desc, r.id limit {Most}
            """,
            ProblemRow.Read,
            cancel,
            values
        );
    }
}
