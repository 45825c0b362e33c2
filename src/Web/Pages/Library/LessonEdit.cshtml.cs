using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.App.Records;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.Records;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Library;

[Needs(Act.RecordLesson)]
public sealed class LessonEditModel(ShowLesson show, SaveLesson save, LessonChoices choices)
    : SectionPage<ShowLesson.Shown, LessonAnswers>,
        ILessonForm
{
    public LessonOffer Offer { get; private set; } = new();

    public override RecordParts Parts => Shown.Parts;

    public override (string Words, string? Colour) State => (Shown.Lesson.State.InWords(), Shown.Lesson.State.Colour());

    public string Lead =>
        Shown.Action is { IsOpen: true } ? "What is to be done moves with its owner." : "What was done about it stays as it was recorded.";

    protected override string Done => "The lesson is saved.";

    protected override Task<Outcome<ShowLesson.Shown>> Read() => show.Run(Actor, Reference, Cancel);

    protected override Task<Outcome<Nothing>> Save(LessonAnswers typed) =>
        save.Run(
            Actor,
            new()
            {
                Reference = Reference,
                Version = typed.Version,
                Lesson = typed.Typed,
            },
            Cancel
        );

    protected override async Task Fill()
    {
        var offered = await choices.Run(Actor, Cancel);
        Offer = offered.Done ? LessonOffer.Of(offered.Value, Parts.Record.OwnerAccountId, Parts.Owner) : Offer;
    }

    protected override LessonAnswers AsOf(LessonAnswers held, LessonAnswers typed) => typed with { Version = held.Version };

    protected override LessonAnswers Held()
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

    protected override IEnumerable<(string Label, string? Answer)> InWords(LessonAnswers a) =>
        [
            ("Title", a.Title),
            ("From", a.Source?.InWords()),
            ("What happened", a.WhatHappened),
            ("What was learned", a.WhatWasLearned),
            ("Kind of problem", NameOf(Offer.Kinds, a.Kind)),
            ("A second kind", NameOf(Offer.Kinds, a.SecondKind)),
            ("Technique", NameOf(Offer.Techniques, a.Technique)),
            ("What is to be done", a.Action),
            ("By whom", NameOf(Offer.People, a.OwnerId?.ToString())),
            ("By when", a.DueOn?.InWords()),
        ];

    private static string? NameOf(IReadOnlyList<Choice> offered, string? value) =>
        offered.FirstOrDefault(c => c.Value == value)?.Text?.ToString();
}
