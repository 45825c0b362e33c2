using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Library;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>How a problem's practice travelled: who used it and whether it helped, and into how many plans a step of it was taken over.
/// What other records show is counted, never shown.</summary>
public sealed class TransferOf(Database database)
{
    private const int Most = 200;

    /// <param name="Own">The reference of their own problem, where the reader may see it.</param>
    public sealed record Use(
        Guid AccountId,
        string Name,
        string Agency,
        PracticeSaid Said,
        string Line,
        string? Own,
        DateOnly On,
        int Version
    );

    public sealed record Transfer(IReadOnlyList<Use> Uses, int TakenOver)
    {
        public static readonly Transfer None = new([], 0);

        public int Helped => Uses.Count(u => u.Said is PracticeSaid.Helped);

        public int DidNotHelp => Uses.Count(u => u.Said is PracticeSaid.DidNotHelp);

        public bool IsAny => Uses.Count > 0 || TakenOver > 0;

        /// <summary>"Used 3 times elsewhere: helped 2, did not help 1. Steps of it stand in 2 other plans."</summary>
        public string InWords
        {
            get
            {
                var early = Uses.Count - Helped - DidNotHelp;
                (int Many, string Words)[] parts = [(Helped, "helped"), (DidNotHelp, "did not help"), (early, "too early to tell")];
                var said =
                    Uses.Count == 0
                        ? ""
                        : $"Used {(Uses.Count == 1 ? "once" : $"{Uses.Count} times")} elsewhere: "
                            + $"{Words.List([.. parts.Where(p => p.Many > 0).Select(p => $"{p.Words} {p.Many}")])}.";
                var taken = TakenOver == 0 ? "" : $"Steps of it stand in {Words.Of(TakenOver, "other plan")}.";
                return $"{said} {taken}".Trim();
            }
        }
    }

    /// <param name="actor">Who asks.</param>
    /// <param name="reference">Of the problem's record.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Outcome<Transfer>> Run(Actor actor, string reference, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        return await work.Db.Records.Where(r => r.Reference == reference).Select(r => (Guid?)r.Id).SingleOrDefaultAsync(cancel) is { } id
            ? await Of(work, id, cancel)
            : Refusal.NotThere;
    }

    internal static async Task<Transfer> Of(Work work, Guid recordId, CancellationToken cancel)
    {
        var uses = await work.Rows(
            """
            select u.account_id, u.account_name, g.name, u.said, u.line, o.reference, u.said_on, u.version
            from practice_use u join agency g on g.id = u.agency_id left join record o on o.id = u.own_record_id
            where u.record_id = $1 order by u.said_on desc, u.id desc limit $2
            """,
            row => new Use(
                row.Get<Guid>("account_id"),
                row.Get<string>("account_name"),
                row.Get<string>("name"),
                row.Code<PracticeSaid>("said"),
                row.Get<string>("line"),
                row.OrNull<string>("reference"),
                row.Get<DateOnly>("said_on"),
                row.Get<int>("version")
            ),
            cancel,
            recordId,
            Most
        );

        return new(
            uses,
            await work.Scalar<int>("select coalesce((select times from times_taken_over($1)), 0)", cancel, (object)new[] { recordId })
        );
    }
}
