using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Problems;
using Wardwise.Domain.Library;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>Changes a lesson and its action. An action that has been carried out stays as it was done.</summary>
public sealed class SaveLesson(Database database, Lexicons lexicons)
{
    internal const string Why = "changed the lesson";

    public sealed record Input
    {
        public required string Reference { get; init; }

        /// <summary>Of the lesson, when the form was opened.</summary>
        public required int Version { get; init; }
        public required RecordLesson.Input Lesson { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.RecordLesson) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        await using var work = await database.Begin(actor, cancel);
        var taken = await work.TakeOutLesson(input.Reference, cancel);
        if (!taken.Done)
        {
            return taken.Refusals.ToList();
        }

        var (lesson, typed) = (taken.Value, input.Lesson);
        if ((lesson.RefusesWriting ?? await work.RefusesStale(lesson.RecordId, lesson.Version, input.Version, Why, cancel)) is { } refusal)
        {
            return refusal;
        }

        typed = typed with { OwnerId = typed.OwnerId ?? lesson.Record.OwnerAccountId };
        var unfit = await RecordLesson.Unfit(work, lexicons, typed, lesson.Record.ForceId, lesson.Record.OwnerAgencyId, cancel);
        // Somebody who has left may stay the owner of what is changed for another reason.
        unfit.RemoveAll(u => u.Field == nameof(RecordLesson.Input.OwnerId) && typed.OwnerId == lesson.Record.OwnerAccountId);
        if (unfit.Count > 0)
        {
            return unfit;
        }

        lesson.Record.Title = typed.Title.Tidy();
        lesson.Record.OwnerAccountId = typed.OwnerId;
        lesson.Source = typed.Source!.Value;
        lesson.WhatHappened = typed.WhatHappened.Tidy();
        lesson.WhatWasLearned = typed.WhatWasLearned.Tidy();
        lesson.KindCodes = lesson.KindCodes.SequenceEqual(RecordLesson.KindsOf(typed)) ? lesson.KindCodes : RecordLesson.KindsOf(typed);
        lesson.Technique = RecordLesson.TechniqueOf(typed);
        // The form is one: whoever changes only the action meets the same check of versions.
        work.Db.Entry(lesson).Property(l => l.WhatHappened).IsModified = true;
        if (await work.ActionOf(lesson.RecordId, cancel) is { IsOpen: true } action)
        {
            (action.What, action.AccountId, action.DueOn) = (typed.Action.Tidy(), typed.OwnerId, typed.DueOn);
        }

        return await work.Commit(Why, cancel) is { } stale ? stale : default(Nothing);
    }
}

/// <summary>Says that a lesson's action was carried out, with its evidence.</summary>
public sealed class ActOnLesson(Database database)
{
    public sealed record Input
    {
        public required string Reference { get; init; }

        /// <summary>Left out, today.</summary>
        public DateOnly? DoneOn { get; init; }

        /// <summary>What was done, and how one can see that it was.</summary>
        [AtMost(Lesson.TextLength, "The evidence")]
        public string? Evidence { get; init; }

        /// <summary>Of the action, when the page was opened.</summary>
        public required int Version { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.RecordLesson) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        await using var work = await database.Begin(actor, cancel);
        var taken = await work.TakeOutLesson(input.Reference, cancel);
        if (!taken.Done)
        {
            return taken.Refusals.ToList();
        }

        var lesson = taken.Value;
        if (lesson.RefusesWriting is { } locked)
        {
            return locked;
        }

        if (await work.ActionOf(lesson.RecordId, cancel) is not { IsOpen: true } action)
        {
            return new Refusal("The action is settled already.");
        }

        if (await ChangeStep.RefusesStale(work, action, input.Version, cancel) is { } stale)
        {
            return stale;
        }

        if (input.Evidence.Tidy() is not { Length: > 0 and <= Lesson.TextLength } evidence)
        {
            return new Refusal(
                string.IsNullOrWhiteSpace(input.Evidence)
                    ? "Say what was done, and how one can see it."
                    : $"The evidence must be {Lesson.TextLength:N0} characters or fewer.",
                nameof(Input.Evidence)
            );
        }

        if (input.DoneOn is { } on && (on > work.Today || !on.IsLikely()))
        {
            return new Refusal("The date it was done must be today or in the past.", nameof(Input.DoneOn));
        }

        (action.Status, action.DoneOn, action.Evidence) = (TaskingStatus.Done, input.DoneOn ?? work.Today, evidence);
        lesson.State = LessonState.ActedOn;
        return await work.Commit("acted on the lesson", cancel) is { } refused ? refused : default(Nothing);
    }
}
