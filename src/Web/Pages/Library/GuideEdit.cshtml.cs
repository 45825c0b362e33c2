using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.App.Records;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;
using Difference = Wardwise.Web.Records.Difference;

namespace Wardwise.Web.Pages.Library;

/// <summary>Writes a guide, new or changed.</summary>
[Needs(Act.EditLibrary)]
public sealed class GuideEditModel : WardPage
{
    public override bool HearsUnread(string? handler) => true;

    [FromRoute]
    public string? Reference
    {
        get;
        set => field = value?.ToUpperInvariant();
    }

    [BindProperty]
    public Answers Input { get; set; } = new();

    public IReadOnlyList<Difference> Differences { get; private set; } = [];

    public bool IsNew => Reference is null;

    public string BackHref => Reference is { } reference ? Addresses.Record(reference) : "/library/guides";

    public async Task<IActionResult> OnGetAsync()
    {
        if (IsNew)
        {
            return Page();
        }

        var held = await Held();
        if (!held.Done)
        {
            return Refused(held);
        }

        Input = held.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var saved = await WhenRead(() =>
            Get<SaveGuide>()
                .Run(
                    Actor,
                    new()
                    {
                        Reference = Reference,
                        Version = Input.Version,
                        Title = Input.Title,
                        Step = Input.Step,
                        Form = Input.Form,
                        Text = Input.Text,
                        Question = Input.Question,
                        AsDraft = Input.AsDraft,
                    },
                    Cancel
                )
        );
        if (saved.Done)
        {
            TempData.Say(Input.AsDraft ? "Saved as a draft." : "The guide is saved, and everybody of the force can read it.");
            return Redirect(Addresses.Record(saved.Value));
        }

        if (saved.Refusals.Any(r => r.Kind is RefusalKind.Stale) && await Held() is { Done: true, Value: var held })
        {
            ModelState.Remove("Input.Version");
            Differences = Difference.Between(InWords(held), InWords(Input));
            Input = Input with { Version = held.Version };
        }

        return Refused(saved);
    }

    private async Task<Outcome<Answers>> Held()
    {
        var shown = await Get<ShowGuide>().Run(Actor, Reference!, Cancel);
        if (!shown.Done)
        {
            return shown.Refusals.ToList();
        }

        var guide = shown.Value.Guide;
        return new Answers
        {
            Title = guide.Record.Title,
            Step = guide.Step,
            Form = guide.Form,
            Text = guide.Text,
            Question = guide.Question,
            AsDraft = guide.Record.State == Guide.Draft,
            Version = guide.Version,
        };
    }

    private static IEnumerable<(string Label, string? Answer)> InWords(Answers a) =>
        [
            ("Title", a.Title),
            ("Step", a.Step?.InWords()),
            ("What it is", a.Form?.InWords()),
            ("Text", a.Text),
            ("Question", a.Question),
            ("Draft", a.AsDraft ? "Yes" : "No"),
        ];

    [LimitsOf(typeof(SaveGuide.Input))]
    public sealed record Answers
    {
        public string? Title { get; init; }
        public SaraStep? Step { get; init; }
        public GuideForm? Form { get; init; }
        public string? Text { get; init; }
        public string? Question { get; init; }
        public bool AsDraft { get; init; }
        public int Version { get; init; }
    }
}
