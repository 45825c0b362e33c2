using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Search;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Search;

/// <summary>What kind of problem is each? Many confirmed at once, the surest first.</summary>
[Needs(Act.ConfirmKinds)]
public sealed class KindsModel(ListKinds list, ConfirmKinds confirm) : WardPage
{
    /// <summary>Suggested with less confidence, in a hundred, a kind is said and not chosen beforehand.</summary>
    private const int ChosenFrom = 50;

    /// <summary>From so much confidence on a line is ticked with the others.</summary>
    public const int TickedFrom = 75;

    private static readonly int[] Steps = [90, TickedFrom, ChosenFrom, 25];

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public int AtLeast { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Confirmed { get; set; }

    /// <summary>Those that are sure enough are ticked to begin with.</summary>
    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    [FromQuery(Name = "page")]
    public int PageNo { get; set; } = 1;

    [BindProperty]
    public IReadOnlyList<string> Ticked { get; set; } = [];

    [BindProperty]
    public Dictionary<string, string?> KindOf { get; set; } = [];

    public ListKinds.Listed Listed { get; private set; } = null!;

    public IEnumerable<Choice> KindItems => Listed.Kinds.Kinds.Select(k => new Choice { Value = k.Code, Text = k.Name });

    public IEnumerable<Choice> ConfidenceItems =>
        Steps.Select(s => s.ToString(CultureInfo.InvariantCulture)).Select(s => new Choice { Value = s, Text = $"At least {s} in 100" });

    public string? ChosenFor(ListKinds.Line line) =>
        KindOf.TryGetValue(line.Reference, out var typed)
            ? typed
            : line.Confirmed ?? (line.Confidence >= ChosenFrom ? line.Suggested : null);

    public bool IsTicked(ListKinds.Line line) => HttpMethods.IsPost(Request.Method) ? Ticked.Contains(line.Reference) : All && IsSure(line);

    public bool OffersToTick => !All && !Confirmed && Listed.Lines.Any(IsSure);

    /// <summary>"30 in 100 sure", with the kind where it is not chosen beforehand.</summary>
    public string Says(ListKinds.Line line) =>
        line.Suggested is null
            ? "Its words suggest none"
            : (line.Confidence < ChosenFrom && Listed.Kinds.Find(line.Suggested) is { } kind ? $"Perhaps {kind.Name}: " : "")
                + $"{line.Confidence} in 100 sure";

    private static bool IsSure(ListKinds.Line line) => line.Suggested is not null && line.Confidence >= TickedFrom;

    public string AllHref => GovUk.Tags.Addresses.With(Request, ("all", "true"));

    public async Task<IActionResult> OnGetAsync() => await Load() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var done = await confirm.Run(
            Actor,
            new() { Choices = [.. Ticked.Select(r => new ConfirmKinds.Choice(r, KindOf.GetValueOrDefault(r) ?? ""))] },
            Cancel
        );
        if (!done.Done)
        {
            return await Load() ?? Refused(done, "");
        }

        TempData.Say($"{Words.Of(done.Value, "kind")} confirmed.");
        return Redirect(GovUk.Tags.Addresses.With(Request, ("all", null)));
    }

    private async Task<IActionResult?> Load()
    {
        var listed = await list.Run(
            Actor,
            new()
            {
                Kind = Kind,
                AtLeast = AtLeast,
                Confirmed = Confirmed,
                Page = PageNo,
            },
            Cancel
        );
        if (!listed.Done)
        {
            return Refused(listed);
        }

        Listed = listed.Value;
        return null;
    }
}
