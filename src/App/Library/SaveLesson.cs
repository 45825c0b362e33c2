using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.App.Search;
using Wardwise.Domain.Library;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>Changes a lesson and its action. An action that has been carried out stays as it was done.</summary>
public sealed class SaveLesson(RecordDesk desk, Lexicons lexicons)
{
    internal const string Why = "changed the lesson";

    public sealed record Input
    {
        public required string Reference { get; init; }

        /// <summary>Of the lesson, when the form was opened.</summary>
        public required int Version { get; init; }
        public required RecordLesson.Input Lesson { get; init; }
    }

    public Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.Change<Lesson, Nothing>(
            actor,
            new(input.Reference, Why, input) { Version = (input.Version, l => l) },
            taken => Save(taken, input.Lesson, cancel),
            cancel
        );

    private async Task<Outcome<Nothing>> Save(Taken<Lesson> taken, RecordLesson.Input typed, CancellationToken cancel)
    {
        var (work, lesson) = (taken.Work, taken.File);
        typed = typed with { OwnerId = typed.OwnerId ?? lesson.Record.OwnerAccountId };
        var unfit = await RecordLesson.Unfit(work, lexicons, typed, lesson.Record.ForceId, lesson.Record.OwnerAgencyId, cancel);
        // Somebody who has left may stay the owner of what is changed for another reason.
        unfit.RemoveAll(u => u.Field == nameof(RecordLesson.Input.OwnerId) && typed.OwnerId == lesson.Record.OwnerAccountId);
        if (unfit.Count > 0)
        {
            return unfit;
        }

        lesson.Record.Title = typed.Title.OnOneLine();
        lesson.Record.OwnerAccountId = typed.OwnerId;
        lesson.Source = typed.Source!.Value;
        lesson.WhatHappened = typed.WhatHappened.Tidy();
        lesson.WhatWasLearned = typed.WhatWasLearned.Tidy();
        lesson.KindCodes = lesson.KindCodes.SequenceEqual(RecordLesson.KindsOf(typed)) ? lesson.KindCodes : RecordLesson.KindsOf(typed);
        lesson.Technique = RecordLesson.TechniqueOf(typed);
        if (await work.ActionOf(lesson.RecordId, cancel) is { IsOpen: true } action)
        {
            (action.What, action.AccountId, action.DueOn) = (typed.Action.Tidy(), typed.OwnerId, typed.DueOn);
        }

        return default(Nothing);
    }
}
