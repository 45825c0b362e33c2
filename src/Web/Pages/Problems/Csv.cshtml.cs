using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Domain.Problems;
using Wardwise.Web.Records;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

/// <summary>The list as a file, every row of it.</summary>
[Needs(Act.ExportData)]
public sealed class CsvModel(ListProblems list) : WardPage
{
    private static readonly string[] Columns =
    [
        "reference",
        "title",
        "place",
        "state",
        "category",
        "kind",
        "grade",
        "result",
        "owner",
        "agency",
        "opened",
        "steps done",
        "steps in all",
    ];

    public async Task<IActionResult> OnGetAsync(string? state, ProblemCategory? category, int? grade, int? place, bool mine, string? sort)
    {
        var listed = await list.Run(
            Actor,
            IndexModel.InputOf(state, category, grade, place, mine, sort) with
            {
                Everything = true,
            },
            Cancel
        );
        if (!listed.Done)
        {
            return Refused(listed);
        }

        return CsvFile(
            "problems.csv",
            Columns,
            listed.Value.Rows.Select(row =>
                (IReadOnlyList<object?>)
                    [
                        row.Reference,
                        row.Title,
                        row.Place,
                        row.State.InWords(),
                        row.Category?.ToString(),
                        row.Kind,
                        row.Grade.ToString(CultureInfo.InvariantCulture),
                        row.Result,
                        row.Owner,
                        row.Agency,
                        row.OpenedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                        row.StepsDone.ToString(CultureInfo.InvariantCulture),
                        row.StepsInAll.ToString(CultureInfo.InvariantCulture),
                    ]
            )
        );
    }
}
