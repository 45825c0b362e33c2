using Wardwise.App.Library;
using Wardwise.Domain.Library;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;

namespace Wardwise.Web.Pages.Library;

/// <summary>What the page of a new lesson and the page that changes one share: the partial <c>_LessonForm</c>.</summary>
public interface ILessonForm
{
    LessonAnswers Input { get; }

    LessonOffer Offer { get; }
}

/// <summary>What the form offers to choose from.</summary>
public sealed record LessonOffer
{
    public IReadOnlyList<Choice> Sources { get; } = [.. Choice.Of<LessonSource>(s => s.InWords())];

    public IReadOnlyList<Choice> Kinds { get; init; } = [];

    public IReadOnlyList<Choice> Techniques { get; init; } = [];

    public IReadOnlyList<Choice> People { get; init; } = [];

    /// <param name="offered">What there is to choose from.</param>
    /// <param name="owner">Whoever owns the lesson is offered too, though they may have left.</param>
    /// <param name="ownerName">What they are called.</param>
    public static LessonOffer Of(LessonChoices.Choices offered, Guid? owner = null, string? ownerName = null)
    {
        IReadOnlyList<Choice> people = [.. offered.People.Select(p => new Choice { Value = p.Id.ToString(), Text = p.Name })];
        return new()
        {
            Kinds = [.. offered.Kinds.Select(k => new Choice { Value = k.Code, Text = k.Name })],
            Techniques = [.. offered.Techniques.Select(t => new Choice { Value = t.Code, Text = t.Name })],
            People =
                owner is { } id && offered.People.All(p => p.Id != id)
                    ? [new() { Value = id.ToString(), Text = ownerName ?? "Somebody who has left" }, .. people]
                    : people,
        };
    }
}

[LimitsOf(typeof(RecordLesson.Input))]
public sealed record LessonAnswers
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

    public RecordLesson.Input Typed =>
        new()
        {
            Title = Title,
            Source = Source,
            WhatHappened = WhatHappened,
            WhatWasLearned = WhatWasLearned,
            Kinds = [Kind, SecondKind],
            Technique = Technique,
            Action = Action,
            OwnerId = OwnerId,
            DueOn = DueOn,
        };
}
