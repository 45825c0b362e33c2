using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Admin.Rules;

/// <summary>A new version of a rule set: the form, drawn from what the kind asks; then what it changes; then saved.</summary>
[Needs(Act.ManageRules)]
public sealed class NewModel(ListRuleSets list, NewRuleVersion enter) : WardPage
{
    public override bool HearsUnread(string? handler) => true;

    /// <summary>The names of the form's parts begin so.</summary>
    public const string Prefix = "Input.Rules.";

    [LimitsOf(typeof(NewRuleVersion.Input))]
    public sealed record Typed
    {
        public DateOnly? StartsOn { get; init; }
        public string? Note { get; init; }

        /// <summary>The checked rules as JSON, on the page that shows what changes; of a rule set in parts, the draft so far.</summary>
        public string? Content { get; init; }

        /// <summary>Of a rule set in parts: the one that is open.</summary>
        public string? Part { get; init; }
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

    /// <summary>The part that is open; null on the page where one is chosen, and for rule sets that are one form.</summary>
    public RuleSection? Open { get; private set; }

    public IEnumerable<Choice> Sections =>
        RuleSection
            .Of(Rules.Kind.Fields, Draft)
            .Select(s => new Choice
            {
                Value = s.Path,
                Text = s.Name,
                Selected = s.Path == Input.Part,
            });

    public async Task<IActionResult> OnGet()
    {
        if (!await Found())
        {
            return NotFound();
        }

        Draft = (JsonObject)JsonNode.Parse(Rules.Latest)!;
        return Page();
    }

    /// <summary>From the form: to the page that shows what changes; or, when more was asked for, the form again with an empty
    /// item.</summary>
    public async Task<IActionResult> OnPost(string? add)
    {
        if (!await Found())
        {
            return NotFound();
        }

        if (!Read())
        {
            return NotFound();
        }

        if (add is not null)
        {
            ModelState.Clear();
            RuleForm.Add(Draft, add);
            Added = add;
            return Page();
        }

        // A day that is none has its sentence already.
        return ModelState.IsValid ? await Checked(RuleForm.Json(Draft)) : Page();
    }

    /// <summary>Back from the check to the form, with what was typed; of rules in parts, to the part that was chosen.</summary>
    public async Task<IActionResult> OnPostChange()
    {
        if (!await Found() || SoFar() is not { } draft)
        {
            return NotFound();
        }

        Draft = draft;
        if (Rules.Kind.InParts && RuleSection.Find(Rules.Kind.Fields, Draft, Input.Part) is { } section)
        {
            Show(section);
        }

        return Page();
    }

    /// <summary>Keeps what was typed in this part and goes to choose another.</summary>
    public async Task<IActionResult> OnPostAnother()
    {
        if (!await Found() || !Read())
        {
            return NotFound();
        }

        ModelState.Clear();
        Input = Input with { Content = RuleForm.Json(Draft), Part = null };
        Open = null;
        return Page();
    }

    public async Task<IActionResult> OnPostSave()
    {
        if (!await Found() || RuleForm.Parsed(Input.Content) is not { } draft)
        {
            return NotFound();
        }

        Draft = draft;
        var outcome = await enter.Run(Actor, Asked(RuleForm.Json(draft)), Cancel);
        if (!outcome.Done)
        {
            return Refused(outcome);
        }

        TempData.Say($"The new version is saved and holds from {Input.StartsOn!.Value.InWords()}.");
        return Redirect($"/admin/rules/{Kind}");
    }

    /// <summary>What the form sent, as the draft. False when its part is none of these rules.</summary>
    private bool Read()
    {
        var sent = Request
            .Form.Where(f => f.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(f => f.Key[Prefix.Length..], f => f.Value.ToString());
        if (!Rules.Kind.InParts)
        {
            Draft = RuleForm.Read(Rules.Kind.Fields, sent);
            return true;
        }

        if (SoFar() is not { } draft || RuleSection.Find(Rules.Kind.Fields, draft, Input.Part) is not { } section)
        {
            return false;
        }

        Draft = draft;
        if (RuleForm.Put(Draft, section, sent))
        {
            Show(section);
        }
        else
        {
            Input = Input with { Content = RuleForm.Json(Draft), Part = null };
        }

        return true;
    }

    /// <summary>Opens a part, a new item with an empty one.</summary>
    private void Show(RuleSection section)
    {
        Open = section;
        if (section.Item is { } position && Draft[section.Field.Name] is JsonArray items && position >= items.Count)
        {
            RuleForm.Add(Draft, section.Field.Name);
        }
    }

    private JsonObject? SoFar() =>
        Rules.Kind.InParts && string.IsNullOrEmpty(Input.Content)
            ? (JsonObject)JsonNode.Parse(Rules.Latest)!
            : RuleForm.Parsed(Input.Content);

    private async Task<IActionResult> Checked(string content)
    {
        var outcome = await enter.Check(Actor, Asked(content), Cancel);
        if (!outcome.Done)
        {
            return Refused(outcome);
        }

        Changes = outcome.Value;
        Open = null;
        Input = Input with { Content = content };
        return Page();
    }

    private NewRuleVersion.Input Asked(string content) =>
        new()
        {
            Kind = Kind,
            Content = content,
            StartsOn = Input.StartsOn,
            Note = Input.Note,
        };

    private async Task<bool> Found()
    {
        var all = await list.Run(Actor, Cancel);
        var found = all.Done ? all.Value.FirstOrDefault(r => r.Kind.Kind == Kind) : null;
        Rules = found!;
        return found is not null;
    }
}
