using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Search;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Search;

/// <summary>What a search finds, as a file, best first.</summary>
[Needs(Act.ExportData)]
public sealed class CsvModel(SearchProblems search) : SearchAsked
{
    private static readonly string[] Columns =
    [
        "reference",
        "old reference",
        "title",
        "place",
        "opened",
        "grade",
        "result",
        "response",
        "why it is here",
    ];

    public async Task<IActionResult> OnGetAsync()
    {
        var found = await search.Run(Actor, Read() with { IsFile = true, Top = Finder.MostRead }, Cancel);
        return !found.Done
            ? Refused(found)
            : CsvFile(
                "search.csv",
                Columns,
                found.Value.Hits.Select(h =>
                    (IReadOnlyList<object?>)
                        [
                            h.Reference,
                            h.OldReference,
                            h.TitleText,
                            h.Place,
                            h.Year.ToString(CultureInfo.InvariantCulture),
                            h.Grade.ToString(CultureInfo.InvariantCulture),
                            h.ResultInWords,
                            h.Response,
                            h.Why,
                        ]
                )
            );
    }
}
