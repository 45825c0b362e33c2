using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.Domain.Shared;
using Wardwise.Web.Pages.Problems;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;
using Difference = Wardwise.Web.Pages.Problems.Difference;

namespace Wardwise.Web.Pages.Library;

[Needs(Act.RecordLesson)]
public sealed class LessonEditModel(ShowLesson show, SaveLesson save) : LessonFormPage
{
    [FromRoute]
    public string Reference
    {
        get;
        set => field = value.ToUpperInvariant();
    } = "";

    public ShowLesson.Shown Shown { get; private set; } = null!;

    public IReadOnlyList<Difference> Differences { get; private set; } = [];

    public string Lead =>
        Shown.Action is { IsOpen: true } ? "What is to be done moves with its owner." : "What was done about it stays as it was recorded.";

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
        var saved = ModelState.IsValid
            ? await save.Run(
                Actor,
                new()
                {
                    Reference = Reference,
                    Version = Input.Version,
                    Lesson = Typed,
                },
                Cancel
            )
            : new List<Refusal>();
        if (saved.Done)
        {
            TempData.Say("The lesson is saved.");
            return Redirect("/library/lessons/" + Reference);
        }

        if (await Find() is { } no)
        {
            return no;
        }

        if (saved.Refusals.Any(r => r.Kind is RefusalKind.Stale))
        {
            ModelState.Remove("Input.Version");
            Differences = Difference.Between(InWords(Held()), InWords(Input));
            Input = Input with { Version = Shown.Lesson.Version };
        }

        return Refused(saved);
    }

    private async Task<IActionResult?> Find()
    {
        var shown = await show.Run(Actor, Reference, Cancel);
        if (!shown.Done)
        {
            return Refused(shown);
        }

        Shown = shown.Value;
        if (!Shown.MayWrite)
        {
            TempData.Say(Shown.Lesson.RefusesWriting?.Sentence ?? "Only the agency that recorded a lesson changes it.");
            return Redirect("/library/lessons/" + Reference);
        }

        await Fill(Shown.Record.OwnerAccountId, Shown.Owner);
        return null;
    }

    private Answers Held()
    {
        var lesson = Shown.Lesson;
        return new()
        {
            Title = lesson.Record.Title,
            Source = lesson.Source,
            WhatHappened = lesson.WhatHappened,
            WhatWasLearned = lesson.WhatWasLearned,
            Kind = lesson.KindCodes.ElementAtOrDefault(0),
            SecondKind = lesson.KindCodes.ElementAtOrDefault(1),
            Technique = lesson.Technique,
            Action = Shown.Action?.What,
            OwnerId = lesson.Record.OwnerAccountId,
            DueOn = Shown.Action?.DueOn,
            Version = lesson.Version,
        };
    }

    private IEnumerable<(string Label, string? Answer)> InWords(Answers a) =>
        [
            ("Title", a.Title),
            ("From", a.Source?.InWords()),
            ("What happened", a.WhatHappened),
            ("What was learned", a.WhatWasLearned),
            ("Kind of problem", Kinds.FirstOrDefault(k => k.Value == a.Kind)?.Text?.ToString()),
            ("A second kind", Kinds.FirstOrDefault(k => k.Value == a.SecondKind)?.Text?.ToString()),
            ("Technique", Techniques.FirstOrDefault(t => t.Value == a.Technique)?.Text?.ToString()),
            ("What is to be done", a.Action),
            ("By whom", People.FirstOrDefault(p => p.Value == a.OwnerId?.ToString())?.Text?.ToString()),
            ("By when", a.DueOn?.InWords()),
        ];
}
