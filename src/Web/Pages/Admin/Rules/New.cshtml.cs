using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Shared;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Admin.Rules;

/// <summary>A new version of a rule set: the form, drawn from what the kind asks; then what it changes; then saved.</summary>
[Needs(Act.ManageRules)]
public sealed class NewModel(ListRuleSets list, NewRuleVersion enter) : WardPage
{
    /// <summary>The names of the form's parts begin so.</summary>
    public const string Prefix = "Input.Rules.";

    public sealed record Typed
    {
        public DateOnly? StartsOn { get; init; }
        public string? Note { get; init; }

        /// <summary>The checked rules as JSON, on the page that shows what changes.</summary>
        public string? Content { get; init; }
    }

    [BindProperty(SupportsGet = true)]
    public string Kind { get; set; } = "";

    [BindProperty]
    public Typed Input { get; set; } = new();

    public ListRuleSets.Rules Rules { get; private set; } = null!;

    public JsonObject Draft { get; private set; } = [];

    /// <summary>What the version changes, once it has been checked; null while it is being filled in.</summary>
    public IReadOnlyList<RuleChange>? Changes { get; private set; }

    /// <summary>The list that has just been given an empty item.</summary>
    public string? Added { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        if (!await Found())
        {
            return NotFound();
        }

        Draft = (JsonObject)JsonNode.Parse(Rules.Latest)!;
        return Page();
    }

    /// <summary>From the form: to the page that shows what changes; or, when more was asked for, the form again with an empty item.</summary>
    public async Task<IActionResult> OnPost(string? add)
    {
        if (!await Found())
        {
            return NotFound();
        }

        Draft = RuleForm.Read(Rules.Kind.Fields, Request.Form.Where(f => f.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(f => f.Key[Prefix.Length..], f => f.Value.ToString()));
        if (add is not null)
        {
            ModelState.Clear();
            RuleForm.Add(Draft, add);
            Added = add;
            return Page();
        }

        // A day that is none has its sentence already.
        return ModelState.IsValid ? await Checked(Draft.ToJsonString()) : Page();
    }

    /// <summary>Back from the check to the form, with what was typed.</summary>
    public async Task<IActionResult> OnPostChange()
    {
        if (!await Found() || Parsed(Input.Content) is not { } draft)
        {
            return NotFound();
        }

        Draft = draft;
        return Page();
    }

    public async Task<IActionResult> OnPostSave()
    {
        if (!await Found() || Parsed(Input.Content) is not { } draft)
        {
            return NotFound();
        }

        Draft = draft;
        var outcome = await enter.Run(Actor, Asked(draft.ToJsonString()), Cancel);
        if (!outcome.Done)
        {
            return Refused(outcome);
        }

        TempData.Say($"The new version is saved and holds from {Input.StartsOn!.Value.InWords()}.");
        return Redirect($"/admin/rules/{Kind}");
    }

    private async Task<IActionResult> Checked(string content)
    {
        var outcome = await enter.Check(Actor, Asked(content), Cancel);
        if (!outcome.Done)
        {
            return Refused(outcome);
        }

        Changes = outcome.Value;
        Input = Input with { Content = content };
        return Page();
    }

    private NewRuleVersion.Input Asked(string content) => new() { Kind = Kind, Content = content, StartsOn = Input.StartsOn, Note = Input.Note };

    private static JsonObject? Parsed(string? content)
    {
        try
        {
            return JsonNode.Parse(content ?? "") as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private async Task<bool> Found()
    {
        var all = await list.Run(Actor, Cancel);
        var found = all.Done ? all.Value.FirstOrDefault(r => r.Kind.Kind == Kind) : null;
        Rules = found!;
        return found is not null;
    }
}
