using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Domain.Problems;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

/// <summary>The list as a file, every row of it.</summary>
[Needs(Act.ExportData)]
public sealed class CsvModel(ListProblems list) : WardPage
{
    public async Task<IActionResult> OnGetAsync(string? state, ProblemCategory? category, int? grade, int? place, bool mine, string? sort)
    {
        var listed = await list.Run(Actor, IndexModel.InputOf(state, category, grade, place, mine, sort) with { Everything = true }, Cancel);
        if (!listed.Done)
        {
            return Refused(listed);
        }

        var csv = new StringBuilder("reference,title,place,state,category,kind,grade,result,owner,agency,opened,steps done,steps in all\r\n");
        foreach (var row in listed.Value.Rows)
        {
            csv.AppendJoin(',', new[]
            {
                row.Reference, row.Title, row.Place, row.State.InWords(), row.Category?.ToString(), row.Kind, row.Grade.ToString(CultureInfo.InvariantCulture), row.Result,
                row.Owner, row.Agency, row.OpenedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                row.StepsDone.ToString(CultureInfo.InvariantCulture), row.StepsInAll.ToString(CultureInfo.InvariantCulture),
            }.Select(Cell)).Append("\r\n");
        }

        return File(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(csv.ToString())).ToArray(), "text/csv", "problems.csv");
    }

    /// <summary>Quoted; what a spreadsheet would run as a formula is made text.</summary>
    private static string Cell(string? text)
    {
        var safe = text is { Length: > 0 } && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text ?? "";
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
