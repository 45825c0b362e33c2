using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Shared;
using Wardwise.Web.Charts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

[Needs(Act.SeeIncidents)]
public sealed class IncidentsModel(ShowLinkedIncidents show, LinkIncidents link) : ProblemPage
{
    public override bool HearsUnread(string? handler) => handler is not "Unlink";

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    [BindProperty]
    public Answers Input { get; set; } = new();

    public ShowLinkedIncidents.Linked Linked { get; private set; } = null!;

    public IReadOnlyList<ChartMonth> Months => [.. Linked.ByMonth.Select(m => new ChartMonth(m.Month, m.Count))];

    public string ByTypeInWords => Words.List([.. Linked.ByType.Take(4).Select(t => $"{t.Count} {t.Type.ToLowerInvariant()}")]) + ".";

    /// <summary>As precisely as it is known.</summary>
    public static string When(ShowLinkedIncidents.Line line) => OccurredAt.From(line.At, (TimePrecision)line.Precision).InWords();

    public async Task<IActionResult> OnGetAsync()
    {
        if (await Find() is { } no)
        {
            return no;
        }

        Input = new() { From = Today.AddYears(-1), To = Today };
        return await Fill() ?? Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var linked = await WhenRead(() =>
            link.Run(
                Actor,
                new()
                {
                    Reference = Reference,
                    From = Input.From,
                    To = Input.To,
                },
                Cancel
            )
        );
        return await Answer(linked, "linked");
    }

    public async Task<IActionResult> OnPostUnlinkAsync() =>
        await Answer(
            await link.Run(
                Actor,
                new()
                {
                    Reference = Reference,
                    IncidentIds = Input.IncidentIds ?? [],
                    Unlink = true,
                    Why = Input.Why,
                },
                Cancel
            ),
            "unlinked"
        );

    private async Task<IActionResult> Answer(Outcome<int> outcome, string done)
    {
        var answer = await After(outcome, outcome.Done ? $"{Words.Of(outcome.Value, "incident")} {done}." : "");
        return outcome.Done ? Redirect(Href("incidents")) : await Fill() ?? answer;
    }

    private async Task<IActionResult?> Fill()
    {
        var linked = await show.Run(Actor, new() { Reference = Reference, Page = PageNumber }, Cancel);
        if (!linked.Done)
        {
            return Refused(linked);
        }

        Linked = linked.Value;
        return null;
    }

    [LimitsOf(typeof(LinkIncidents.Input))]
    public sealed record Answers
    {
        public DateOnly? From { get; init; }

        public DateOnly? To { get; init; }

        /// <summary>Those to be unlinked.</summary>
        public IReadOnlyList<Guid>? IncidentIds { get; init; }

        /// <summary>Why they are unlinked.</summary>
        public string? Why { get; init; }
    }
}
