using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>A problem that somebody works on already, in a place.</summary>
/// <param name="Reference">Its reference.</param>
/// <param name="Title">Its title.</param>
/// <param name="State">Its state: never closed, never in error.</param>
public sealed record AlreadyOpen(string Reference, string Title, ProblemState State);

/// <summary>The problems that are open in some places, as far as the actor sees them, by what they are about.</summary>
internal sealed class WarningsOpen(ILookup<int, WarningsOpen.About> byPlace)
{
    public sealed record About(AlreadyOpen Problem, string Kind, string[] Categories, string[] Types);

    /// <summary>Another's draft is nobody's business but its owner's.</summary>
    public static async Task<WarningsOpen> Of(Work work, IEnumerable<int> placeNos, CancellationToken cancel)
    {
        var found = new List<(int Place, About About)>();
        await using var read = work.Command(
            """
            select r.place_no, r.reference, r.title, r.state, folded(p.kind), ai.categories, ai.types
            from record r join problem p on p.record_id = r.id join problem_aim ai on ai.record_id = r.id
            where r.kind = 'problem' and r.place_no = any ($1) and r.state not in ('closed', 'entered-in-error') and (r.state <> 'draft'
                or r.owner_account_id = $2)
            order by r.opened_at, r.id
            """,
            placeNos.Distinct().ToArray(),
            work.Actor.Id
        );
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            found.Add(
                (
                    row.GetInt32(0),
                    new(
                        new(row.GetString(1), row.GetString(2), EnumCode.Read<ProblemState>(row.GetString(3)) ?? ProblemState.Open),
                        row.GetString(4),
                        row.GetFieldValue<string[]>(5),
                        row.GetFieldValue<string[]>(6)
                    )
                )
            );
        }

        return new(found.ToLookup(f => f.Place, f => f.About));
    }

    /// <summary>The problem about a kind in a place that was opened first; null when there is none.</summary>
    public AlreadyOpen? At(int placeNo, WarningKind kind) =>
        byPlace[placeNo]
            .FirstOrDefault(a =>
                a.Kind == Folding.Fold(kind.Small) || a.Types.Contains(kind.Key) || (a.Types.Length == 0 && a.Categories.Contains(kind.Key))
            )
            ?.Problem;
}
