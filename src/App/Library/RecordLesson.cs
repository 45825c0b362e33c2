using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.App.Search;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Library;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>Records a lesson with its owner and its action; the action stands on the owner's day (F7).</summary>
public sealed class RecordLesson(Database database, Lexicons lexicons)
{
    public sealed record Input
    {
        [AtMost(Lesson.TitleLength, "The title")]
        public required string? Title { get; init; }
        public LessonSource? Source { get; init; }

        [AtMost(Lesson.TextLength, "The answer")]
        public string? WhatHappened { get; init; }

        [AtMost(Lesson.TextLength, "The answer")]
        public string? WhatWasLearned { get; init; }

        /// <summary>Codes of kinds of problem; empty ones are left out.</summary>
        public IReadOnlyList<string?> Kinds { get; init; } = [];
        public string? Technique { get; init; }

        /// <summary>Whose lesson it is; left out, whoever records it.</summary>
        public Guid? OwnerId { get; init; }

        [AtMost(Lesson.TextLength, "The action")]
        public string? Action { get; init; }
        public DateOnly? DueOn { get; init; }
    }

    /// <param name="ActionId">Of the tasking that is its action.</param>
    public sealed record Recorded(Guid Id, string Reference, Guid ActionId);

    public async Task<Outcome<Recorded>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.RecordLesson) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        if (actor.Home is not { } home || actor.ForceId is not { } force)
        {
            return Refusal.Forbidden("Only somebody posted to an agency can record a lesson.");
        }

        await using var work = await database.Begin(actor, cancel);
        input = input with { OwnerId = input.OwnerId ?? actor.Id };
        if (await Unfit(work, lexicons, input, force, home.AgencyId, cancel) is { Count: > 0 } unfit)
        {
            return unfit;
        }

        var record = await RecordDesk.New<Lesson>(
            work,
            input.Title.OnOneLine(),
            EnumCode.Of(LessonState.Open),
            force,
            home.AgencyId,
            cancel
        );
        (record.OwnerTeamId, record.OwnerAccountId) = (home.TeamId, input.OwnerId);
        var lesson = new Lesson
        {
            RecordId = record.Id,
            Source = input.Source!.Value,
            WhatHappened = input.WhatHappened.Tidy(),
            WhatWasLearned = input.WhatWasLearned.Tidy(),
            KindCodes = KindsOf(input),
            Technique = TechniqueOf(input),
            Record = record,
        };
        work.Db.Add(lesson);
        var action = ActionOf(work, lesson, input);
        work.Db.Add(action);
        return await work.Commit("recorded the lesson", cancel) is { } refused
            ? refused
            : new Recorded(record.Id, record.Reference, action.Id);
    }

    internal static Tasking ActionOf(Work work, Lesson lesson, Input input) =>
        new()
        {
            Id = Guid.CreateVersion7(work.Now),
            RecordId = lesson.RecordId,
            Source = Lesson.ActionSource,
            What = input.Action.Tidy(),
            AccountId = input.OwnerId,
            AgencyId = lesson.Record.OwnerAgencyId,
            DueOn = input.DueOn,
        };

    internal static List<string> KindsOf(Input input) => [.. input.Kinds.Where(k => !string.IsNullOrEmpty(k)).Select(k => k!).Distinct()];

    internal static string? TechniqueOf(Input input) => string.IsNullOrEmpty(input.Technique) ? null : input.Technique;

    /// <summary>What is wrong with a lesson, new or changed.</summary>
    internal static async Task<List<Refusal>> Unfit(
        Work work,
        Lexicons lexicons,
        Input input,
        Guid force,
        Guid agency,
        CancellationToken cancel
    )
    {
        var unfit = new List<Refusal>();
        Ask(unfit, input.Title, Lesson.TitleLength, "title", "Enter a title.", nameof(Input.Title));
        if (input.Source is null)
        {
            unfit.Add(new("Choose where it comes from.", nameof(Input.Source)));
        }

        Ask(unfit, input.WhatHappened, Lesson.TextLength, "answer", "Say what happened.", nameof(Input.WhatHappened));
        Ask(unfit, input.WhatWasLearned, Lesson.TextLength, "answer", "Say what was learned.", nameof(Input.WhatWasLearned));
        var kinds = KindsOf(input);
        if (
            kinds.Count > Lesson.MostKinds
            || (kinds.Count > 0 && (await lexicons.Of(work, force, cancel)).Kinds is var known && kinds.Exists(k => known.Find(k) is null))
        )
        {
            unfit.Add(new("Choose a kind of problem from the list.", nameof(Input.Kinds)));
        }

        if (TechniqueOf(input) is { } technique && (await work.Techniques(force, cancel)).Find(technique) is null)
        {
            unfit.Add(new("Choose a technique from the list.", nameof(Input.Technique)));
        }

        if (
            !await work
                .Db.Set<Posting>()
                .AnyAsync(
                    p =>
                        p.AccountId == input.OwnerId
                        && p.AgencyId == agency
                        && p.StartsOn <= work.Today
                        && (p.EndsOn == null || p.EndsOn >= work.Today),
                    cancel
                )
        )
        {
            unfit.Add(new("Choose an owner who works for your agency today.", nameof(Input.OwnerId)));
        }

        Ask(unfit, input.Action, Lesson.TextLength, "action", "Say what is to be done about it.", nameof(Input.Action));
        if (input.DueOn is null || !input.DueOn.Value.IsLikely())
        {
            unfit.Add(new("Enter the date by which it is to be done.", nameof(Input.DueOn)));
        }

        return unfit;
    }

    private static void Ask(List<Refusal> unfit, string? typed, int most, string called, string ask, string field)
    {
        var length = typed.Tidy().Length;
        if (length == 0 || length > most)
        {
            unfit.Add(new(length == 0 ? ask : $"The {called} must be {most:N0} characters or fewer.", field));
        }
    }
}
