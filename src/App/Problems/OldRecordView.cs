using Microsoft.EntityFrameworkCore;
using Wardwise.App.Data;
using Wardwise.Domain.Problems;

namespace Wardwise.App.Problems;

/// <summary>What the record's page shows of the old record that it came from.</summary>
/// <param name="Record">The row as it stood.</param>
/// <param name="Import">The import's reference.</param>
/// <param name="At">When it came in.</param>
/// <param name="Techniques">Those that it names, by our names, else as written.</param>
/// <param name="Partners">As written.</param>
/// <param name="Doubts">What is doubtful about the row.</param>
public sealed record OldRecordView(
    OldRecord Record,
    string Import,
    DateTimeOffset At,
    IReadOnlyList<string> Techniques,
    IReadOnlyList<string> Partners,
    IReadOnlyList<string> Doubts
)
{
    internal static async Task<OldRecordView?> Of(Work work, Guid record, Techniques techniques, CancellationToken cancel)
    {
        if (await work.Db.Set<OldRecord>().AsNoTracking().SingleOrDefaultAsync(o => o.RecordId == record, cancel) is not { } old)
        {
            return null;
        }

        var named = OldColumns.List(old.Written(OldColumns.Techniques));
        return await work.OneRow(
            """
            select m.reference, m.at, array(select w.reason from import_warning w where w.import_no = m.no and w.file = $2 and w.line = $3
                order by w.reason) as doubts from import m where m.no = $1
            """,
            row => new OldRecordView(
                old,
                row.Get<string>("reference"),
                row.Get<DateTimeOffset>("at"),
                [.. named.Select(n => techniques.Find(techniques.CodeOf(n))?.Name ?? n)],
                OldColumns.List(old.Written(OldColumns.Partners)),
                row.Get<string[]>("doubts")
            ),
            cancel,
            old.ImportNo,
            old.File,
            old.Line
        );
    }
}
