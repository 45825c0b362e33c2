using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Home;

/// <summary>What did I say I would do?</summary>
[Needs(Act.UseOwnPages)]
public sealed class MyDayModel(MyDay day, SettleTasking settle) : WardPage
{
    public IReadOnlyList<MyDay.Due> Due { get; private set; } = [];

    public string Lead =>
        Due.Count == 0
            ? "Nothing waits for you."
            : Words.List([.. Due.CountBy(d => d.When).OrderBy(c => c.Key).Select(c => $"{c.Value} {Heading(c.Key).ToLowerInvariant()}")])
                + ", soonest first.";

    /// <summary>The line whose form came back, with what was typed.</summary>
    public (Guid Id, string? Evidence) Typed { get; private set; }

    public static string FieldOf(Guid id) => $"evidence-{id}";

    public IEnumerable<(string Id, string Heading, IReadOnlyList<MyDay.Due> Due)> Parts =>
        Due.GroupBy(d => d.When).OrderBy(g => g.Key).Select(g => ($"part-{(int)g.Key}", Heading(g.Key), (IReadOnlyList<MyDay.Due>)[.. g]));

    public Task<IActionResult> OnGetAsync() => Show();

    /// <summary>Settles a line where it stands: done, with a line on what was done.</summary>
    public async Task<IActionResult> OnPostDoneAsync(string reference, Guid id, int version, string? evidence)
    {
        if (string.IsNullOrWhiteSpace(evidence))
        {
            Typed = (id, evidence);
            ModelState.AddModelError(FieldOf(id), "Say in a line what was done.");
            return await Show();
        }

        var settled = await settle.Run(
            Actor,
            new()
            {
                Reference = reference,
                TaskingId = id,
                Version = version,
                Status = TaskingStatus.Done,
                Evidence = evidence,
            },
            Cancel
        );
        if (!settled.Done)
        {
            return await Again(settled, id, evidence);
        }

        TempData.Say("Done, and on the record.");
        return Redirect("/my-day");
    }

    private async Task<IActionResult> Again(Outcome<Nothing> refused, Guid id, string? evidence)
    {
        Typed = (id, evidence);
        return Refused(refused, _ => FieldOf(id)) is not PageResult and var answer ? answer : await Show();
    }

    private async Task<IActionResult> Show()
    {
        var due = await day.Run(Actor, Cancel);
        if (!due.Done)
        {
            return Refused(due);
        }

        Due = due.Value;
        return Page();
    }

    private static string Heading(MyDay.When when) =>
        when switch
        {
            MyDay.When.Overdue => "Overdue",
            MyDay.When.Today => "Today",
            MyDay.When.ThisWeek => "This week",
            _ => "Later",
        };
}
