using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Library;
using Wardwise.Domain.Library;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.Pages.Problems;

namespace Wardwise.Web.Pages.Library;

/// <summary>What the page of a new lesson and the page that changes one share.</summary>
public abstract class LessonFormPage : WardPage
{
    [BindProperty]
    public Answers Input { get; set; } = new();

    public IReadOnlyList<Choice> Sources { get; } = [.. ProblemWords.Choices<LessonSource>(s => s.InWords())];

    public IReadOnlyList<Choice> Kinds { get; private set; } = [];

    public IReadOnlyList<Choice> Techniques { get; private set; } = [];

    public IReadOnlyList<Choice> People { get; private set; } = [];

    protected async Task Fill(Guid? owner = null, string? ownerName = null)
    {
        var offered = await Get<LessonChoices>().Run(Actor, Cancel);
        if (!offered.Done)
        {
            return;
        }

        Kinds = [.. offered.Value.Kinds.Select(k => new Choice { Value = k.Code, Text = k.Name })];
        Techniques = [.. offered.Value.Techniques.Select(t => new Choice { Value = t.Code, Text = t.Name })];
        People = [.. offered.Value.People.Select(p => new Choice { Value = p.Id.ToString(), Text = p.Name })];
        if (owner is { } id && offered.Value.People.All(p => p.Id != id))
        {
            People = [new() { Value = id.ToString(), Text = ownerName ?? "Somebody who has left" }, .. People];
        }
    }

    protected RecordLesson.Input Typed =>
        new()
        {
            Title = Input.Title,
            Source = Input.Source,
            WhatHappened = Input.WhatHappened,
            WhatWasLearned = Input.WhatWasLearned,
            Kinds = [Input.Kind, Input.SecondKind],
            Technique = Input.Technique,
            Action = Input.Action,
            OwnerId = Input.OwnerId,
            DueOn = Input.DueOn,
        };

    [LimitsOf(typeof(RecordLesson.Input))]
    public sealed record Answers
    {
        public string? Title { get; init; }
        public LessonSource? Source { get; init; }
        public string? WhatHappened { get; init; }
        public string? WhatWasLearned { get; init; }
        public string? Kind { get; init; }
        public string? SecondKind { get; init; }
        public string? Technique { get; init; }
        public string? Action { get; init; }
        public Guid? OwnerId { get; init; }
        public DateOnly? DueOn { get; init; }
        public int Version { get; init; }
    }
}
