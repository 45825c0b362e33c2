using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.Domain.Library;
using Wardwise.Domain.Shared;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;
using Difference = Wardwise.Web.Records.Difference;

namespace Wardwise.Web.Pages.WhatWorks;

/// <summary>Changes the words above a page of the library; shows both versions when somebody else saved first.</summary>
public abstract class WordsPage(ShowWords show, SaveWords save) : WardPage
{
    public override bool HearsUnread(string? handler) => true;

    public abstract LibrarySubject Subject { get; }

    [FromRoute(Name = "code")]
    public string Code { get; set; } = "";

    [BindProperty]
    public Typed Input { get; set; } = new();

    public ShowWords.Shown Shown { get; private set; } = null!;

    public IReadOnlyList<Difference> Differences { get; private set; } = [];

    public string BackHref => SubjectPage.Href(Subject, Code);

    [LimitsOf(typeof(SaveWords.Input))]
    public sealed record Typed
    {
        public int Version { get; init; }
        public string? InShort { get; init; }
        public string? Mechanism { get; init; }
        public string? Conditions { get; init; }
        public string? Cost { get; init; }
        public string? WhoToRing { get; init; }

        internal IEnumerable<(string Label, string? Answer)> InWords() =>
            [
                ("In short", Tidy(InShort)),
                ("Mechanism", Tidy(Mechanism)),
                ("Conditions", Tidy(Conditions)),
                ("Cost", Tidy(Cost)),
                ("Who to ring", Tidy(WhoToRing)),
            ];

        private static string Tidy(string? text) => (text ?? "").ReplaceLineEndings("\n").Trim();
    }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await Find() is { } no)
        {
            return no;
        }

        Input = Held();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var saved = await WhenRead(() =>
            save.Run(
                Actor,
                new()
                {
                    Subject = Subject,
                    Code = Code,
                    Version = Input.Version,
                    InShort = Input.InShort,
                    Mechanism = Input.Mechanism,
                    Conditions = Input.Conditions,
                    Cost = Input.Cost,
                    WhoToRing = Input.WhoToRing,
                },
                Cancel
            )
        );
        if (saved.Done)
        {
            TempData.Say("The words are saved.");
            return Redirect(BackHref);
        }

        if (await Find() is { } no)
        {
            return no;
        }

        if (saved.Refusals.Any(r => r.Kind is RefusalKind.Stale))
        {
            var held = Held();
            Differences = Difference.Between(held.InWords(), Input.InWords());
            ModelState.Remove("Input.Version");
            Input = Input with { Version = held.Version };
        }

        return Refused(saved);
    }

    private Typed Held() =>
        Shown.Words is not { } w
            ? new()
            : new()
            {
                Version = w.Version,
                InShort = w.InShort,
                Mechanism = w.Mechanism,
                Conditions = w.Conditions,
                Cost = w.Cost,
                WhoToRing = w.WhoToRing,
            };

    private async Task<IActionResult?> Find()
    {
        var shown = await show.Run(Actor, new() { Subject = Subject, Code = Code }, Cancel);
        if (!shown.Done)
        {
            return Refused(shown);
        }

        Shown = shown.Value;
        return null;
    }
}

[Needs(Act.EditLibrary)]
public sealed class KindWordsModel(ShowWords show, SaveWords save) : WordsPage(show, save)
{
    public override LibrarySubject Subject => LibrarySubject.Kind;
}

[Needs(Act.EditLibrary)]
public sealed class TechniqueWordsModel(ShowWords show, SaveWords save) : WordsPage(show, save)
{
    public override LibrarySubject Subject => LibrarySubject.Technique;
}
