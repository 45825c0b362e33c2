using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Imports;

/// <summary>Which months have been imported. A month that is not here is missing: its count is not zero, it is not known.</summary>
internal static class ImportedMonths
{
    /// <summary>Of the incidents that the actor may see, of one force where given.</summary>
    public static async Task<IReadOnlySet<YearMonth>> Of(Work work, string? forceCode, CancellationToken cancel)
    {
        var months = new HashSet<YearMonth>();
        await foreach (
            var row in work.EachRow(
                """
                select distinct im.month from import_month im join import m on m.no = im.import_no
                where m.undone_at is null and im.rows > 0 and im.scope = any (my_scopes()) and ($1::text is null or m.force_code = $1)
                """,
                cancel,
                forceCode
            )
        )
        {
            months.Add(row.Month("month"));
        }

        return months;
    }
}
