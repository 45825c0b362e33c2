using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.Domain.Library;
using Wardwise.Domain.Shared;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Library;

/// <summary>What have we learned, and what helps me to do it well?</summary>
[Needs(Act.SeeRecords)]
public sealed class IndexModel(ListLessons lessons, ListGuides guides) : WardPage
{
    private const int Most = 5;
    private const int ShortLength = 180;

    public IReadOnlyList<ListLessons.Row> Mine { get; private set; } = [];

    public IReadOnlyList<ListLessons.Row> Newest { get; private set; } = [];

    public int Lessons { get; private set; }

    public IReadOnlyList<ListGuides.Row> Guides { get; private set; } = [];

    /// <summary>Modules that the reader has not done.</summary>
    public int ToDo => Guides.Count(g => g.Form is GuideForm.Module && g.DoneOn is null);

    public async Task<IActionResult> OnGetAsync()
    {
        var mine = await lessons.Run(Actor, new() { State = LessonState.Open, MineOnly = true }, Cancel);
        var all = await lessons.Run(Actor, new(), Cancel);
        var known = await guides.Run(Actor, new(), Cancel);
        if (!all.Done || !mine.Done || !known.Done)
        {
            return Refused(all);
        }

        (Mine, Newest, Lessons, Guides) = (
            [.. mine.Value.Rows.Take(Most)],
            [.. all.Value.Rows.OrderByDescending(r => r.RecordedAt).Take(Most)],
            all.Value.Total,
            known.Value
        );
        return Page();
    }

    /// <summary>The beginning of a text, to its last whole word.</summary>
    public string Short(string text) => Words.Cut(text, ShortLength);
}
