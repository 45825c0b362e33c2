using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

/// <summary>Which incidents show that this recurs? Chosen by hand, with the reason.</summary>
[Needs(Act.SeeIncidents)]
public sealed class LinkIncidentsModel(ListLinkable list, LinkIncidents link) : ProblemPage
{
    public override bool HearsUnread(string? handler) => true;

    [FromQuery]
    public DateOnly? From { get; set; }

    [FromQuery]
    public DateOnly? To { get; set; }

    [FromQuery]
    public string? Category { get; set; }

    [FromQuery]
    public string? Type { get; set; }

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    [BindProperty]
    public Answers Input { get; set; } = new();

    public ListLinkable.Listed? Listed { get; private set; }

    public IEnumerable<Choice> Categories => IncidentCodes.Categories.Select(c => new Choice { Value = c.Key, Text = c.Name });

    public IEnumerable<Choice> Types =>
        IncidentCodes.AsbTypes.Where(t => t != IncidentCodes.NotKnown).Select(t => new Choice { Value = t.Key, Text = t.Name });

    /// <summary>Kept when the form comes back.</summary>
    public bool IsChosen(Guid id) => Input.IncidentIds?.Contains(id) == true;

    /// <summary>As a date field of the browser takes it.</summary>
    public string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnGetAsync() => await FindToWrite() ?? await Fill() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var linked = await WhenRead(() =>
            link.Run(
                Actor,
                new()
                {
                    Reference = Reference,
                    IncidentIds = Input.IncidentIds ?? [],
                    Why = Input.Why,
                },
                Cancel
            )
        );
        if (linked.Done)
        {
            TempData.Say($"{Words.Of(linked.Value, "incident")} linked.");
            return Redirect(Request.Path + Request.QueryString);
        }

        if (await FindToWrite() is { } no)
        {
            return no;
        }

        var answer = Refused(linked);
        return await Fill() ?? answer;
    }

    private async Task<IActionResult?> Fill()
    {
        var listed = await list.Run(
            Actor,
            new()
            {
                Reference = Reference,
                From = From,
                To = To,
                Category = Category,
                Type = Type,
                Page = PageNumber,
            },
            Cancel
        );
        Listed = listed.Done ? listed.Value : null;
        return listed.Done ? null : Refused(listed, "");
    }

    [LimitsOf(typeof(LinkIncidents.Input))]
    public sealed record Answers
    {
        public IReadOnlyList<Guid>? IncidentIds { get; init; }
        public string? Why { get; init; }
    }
}
