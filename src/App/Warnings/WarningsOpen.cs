using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Warnings;

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
        var found = await work.Rows<(int Place, About About)>(
            """
            select r.place_no, r.reference, r.title, r.state, folded(p.kind) as kind, ai.categories, ai.types
            from record r join problem p on p.record_id = r.id join problem_aim ai on ai.record_id = r.id
            where r.kind = 'problem' and r.place_no = any ($1) and r.state not in ('closed', 'entered-in-error') and (r.state <> 'draft'
                or r.owner_account_id = $2)
            order by r.opened_at, r.id
            """,
            row =>
                (
                    row.Get<int>("place_no"),
                    new(
                        new(
                            row.Get<string>("reference"),
                            row.Get<string>("title"),
                            EnumCode.Read<ProblemState>(row.Get<string>("state")) ?? ProblemState.Open
                        ),
                        row.Get<string>("kind"),
                        row.Get<string[]>("categories"),
                        row.Get<string[]>("types")
                    )
                ),
            cancel,
            placeNos.Distinct().ToArray(),
            work.Actor.Id
        );

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
