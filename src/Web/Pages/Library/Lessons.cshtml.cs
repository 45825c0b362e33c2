using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.Domain.Library;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Library;

[Needs(Act.SeeRecords)]
public sealed class LessonsModel(ListLessons list, LessonChoices choices) : WardPage
{
    [FromQuery]
    public LessonState? State { get; set; }

    [FromQuery]
    public LessonSource? Source { get; set; }

    [FromQuery]
    public string? Kind { get; set; }

    [FromQuery]
    public bool Mine { get; set; }

    [FromQuery]
    public bool Overdue { get; set; }

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public ListLessons.Listed Listed { get; private set; } = null!;

    public IReadOnlyList<Choice> States { get; } = [.. Choice.Of<LessonState>(s => s.InWords())];

    public IReadOnlyList<Choice> Sources { get; } = [.. Choice.Of<LessonSource>(s => s.InWords())];

    public IReadOnlyList<Choice> Kinds { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        var listed = await list.Run(
            Actor,
            new()
            {
                State = State,
                Source = Source,
                Kind = Kind,
                MineOnly = Mine,
                OverdueOnly = Overdue,
                Page = PageNumber,
            },
            Cancel
        );
        if (!listed.Done)
        {
            return Refused(listed);
        }

        Listed = listed.Value;
        var offered = await choices.Run(Actor, Cancel);
        Kinds = offered.Done ? [.. offered.Value.Kinds.Select(k => new Choice { Value = k.Code, Text = k.Name })] : [];
        return Page();
    }
}

/// <summary>The list as a file, every row of it.</summary>
[Needs(Act.ExportData)]
public sealed class LessonsCsvModel(ListLessons list) : WardPage
{
    private static readonly string[] Columns =
    [
        "reference",
        "title",
        "state",
        "from",
        "kinds",
        "learned",
        "to do",
        "due",
        "done",
        "evidence",
        "owner",
        "agency",
        "published",
    ];

    public async Task<IActionResult> OnGetAsync(LessonState? state, LessonSource? source, string? kind, bool mine, bool overdue)
    {
        var listed = await list.Run(
            Actor,
            new()
            {
                State = state,
                Source = source,
                Kind = kind,
                MineOnly = mine,
                OverdueOnly = overdue,
                Everything = true,
            },
            Cancel
        );
        if (!listed.Done)
        {
            return Refused(listed);
        }

        return CsvFile(
            "lessons.csv",
            Columns,
            listed.Value.Rows.Select(r =>
                (IReadOnlyList<object?>)
                    [
                        r.Reference,
                        r.Title,
                        r.State.InWords(),
                        r.Source.InWords(),
                        Words.List([.. r.Kinds]),
                        r.Learned,
                        r.Action,
                        Day(r.DueOn),
                        Day(r.DoneOn),
                        r.Evidence,
                        r.Owner,
                        r.Agency,
                        r.Published ? "yes" : "no",
                    ]
            )
        );
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
