using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Home;

/// <summary>What did I say I would do?</summary>
[Needs(Act.UseOwnPages)]
public sealed class MyDayModel(MyDay day) : WardPage
{
    public IReadOnlyList<MyDay.Due> Due { get; private set; } = [];

    public string Lead => Due.Count == 0 ? "Nothing waits for you." : Words.Of(Due.Count, "thing") + " to do, soonest first.";

    public IEnumerable<(string Id, string Heading, IReadOnlyList<MyDay.Due> Due)> Parts =>
        Due.GroupBy(d => d.When).OrderBy(g => g.Key).Select(g => ($"part-{(int)g.Key}", Heading(g.Key), (IReadOnlyList<MyDay.Due>)[.. g]));

    public async Task<IActionResult> OnGetAsync()
    {
        var due = await day.Run(Actor, Cancel);
        if (!due.Done)
        {
            return Refused(due);
        }

        Due = due.Value;
        return Page();
    }

    private static string Heading(MyDay.When when) => when switch
    {
        MyDay.When.Overdue => "Overdue",
        MyDay.When.Today => "Today",
        MyDay.When.ThisWeek => "This week",
        _ => "Later",
    };
}
