using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Places;
using Wardwise.App.Problems;
using Wardwise.Domain.Problems;
using Wardwise.Web.GovUk;
using Wardwise.Web.Records;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

[Needs(Act.SeeRecords)]
public sealed class IndexModel(ListProblems list, PlaceChoices places) : WardPage
{
    [FromQuery]
    public string? State { get; set; }

    [FromQuery]
    public ProblemCategory? Category { get; set; }

    [FromQuery]
    public int? Grade { get; set; }

    [FromQuery]
    public int? Place { get; set; }

    [FromQuery]
    public bool Mine { get; set; }

    [FromQuery]
    public string? Sort { get; set; }

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public ListProblems.Listed Listed { get; private set; } = null!;

    public IReadOnlyList<Choice> Places { get; private set; } = [];

    public IReadOnlyList<Choice> States { get; } = [new() { Value = "all", Text = "All" }, .. Choice.Of<ProblemState>(s => s.InWords())];

    public IReadOnlyList<Choice> Categories { get; } = [.. Choice.Of<ProblemCategory>(c => c.ToString())];

    public IReadOnlyList<Choice> Grades { get; } = [.. Enumerable.Range(0, 7).Select(g => new Choice { Value = $"{g}", Text = $"{g}" })];

    public string Lead => Listed.Total == 0 ? "None match." : "What each lacks stands on its record.";

    public string CsvHref => "/problems.csv" + Request.QueryString;

    public string Ordered =>
        Order switch
        {
            ListProblems.Order.Oldest => "oldest first",
            ListProblems.Order.GradeUp => "lowest grade first",
            ListProblems.Order.GradeDown => "highest grade first",
            ListProblems.Order.Title => "by title",
            _ => "newest first",
        };

    private ListProblems.Order Order => OrderOf(Sort);

    public async Task<IActionResult> OnGetAsync()
    {
        var listed = await list.Run(Actor, InputOf(State, Category, Grade, Place, Mine, Sort) with { Page = PageNumber }, Cancel);
        if (!listed.Done)
        {
            return Refused(listed);
        }

        Listed = listed.Value;
        var choices = await places.Run(Actor, Cancel);
        Places = choices.Done
            ? [.. choices.Value.Select(p => new Choice { Value = p.No.ToString(CultureInfo.InvariantCulture), Text = p.Name })]
            : [];
        return Page();
    }

    internal static ListProblems.Input InputOf(string? state, ProblemCategory? category, int? grade, int? place, bool mine, string? sort) =>
        new()
        {
            AllStates = state == "all",
            State = Enum.TryParse<ProblemState>(state, out var known) && Enum.IsDefined(known) ? known : null,
            Category = category,
            Grade = grade,
            PlaceNo = place,
            MineOnly = mine,
            Order = OrderOf(sort),
        };

    private static ListProblems.Order OrderOf(string? sort) =>
        sort switch
        {
            "opened" => ListProblems.Order.Oldest,
            "grade" => ListProblems.Order.GradeUp,
            "-grade" => ListProblems.Order.GradeDown,
            "title" or "-title" => ListProblems.Order.Title,
            "worked" => ListProblems.Order.LongestUntouched,
            _ => ListProblems.Order.Newest,
        };
}
