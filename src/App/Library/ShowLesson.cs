using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Data;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.App.Search;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Library;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>One lesson, with its action and who may change it. A look at it is noted.</summary>
public sealed class ShowLesson(Database database, Lexicons lexicons)
{
    public sealed record Shown
    {
        public required Lesson Lesson { get; init; }

        /// <summary>What every record has.</summary>
        public required RecordParts Parts { get; init; }

        /// <summary>Null only for a lesson whose action was withdrawn.</summary>
        public Tasking? Action { get; init; }
        public required IReadOnlyList<string> Kinds { get; init; }
        public string? Technique { get; init; }

        /// <summary>Of the own agency: may change, act on, close, publish.</summary>
        public bool MayChange => Parts.RefusesHands is null;
        public Record Record => Lesson.Record;
        public bool MayWrite => Parts.MayWrite;
    }

    public async Task<Outcome<Shown>> Run(Actor actor, string reference, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await work.Lesson(reference, cancel) is not { } lesson)
        {
            return Refusal.NotThere;
        }

        var kinds = (await lexicons.Of(work, lesson.Record.ForceId, cancel)).Kinds;
        var shown = new Shown
        {
            Lesson = lesson,
            Parts = await RecordParts.Of(work, lesson.Record, cancel),
            Action = await work.ActionOf(lesson.RecordId, cancel),
            Kinds = [.. lesson.KindCodes.Select(k => kinds.Find(k)?.Name ?? k)],
            Technique = lesson.Technique is null ? null : (await work.Techniques(lesson.Record.ForceId, cancel)).Name(lesson.Technique),
        };
        work.Looked("lesson", [lesson.RecordId]);
        await work.Finish(cancel);
        return shown;
    }
}

/// <summary>What the form of a lesson offers: kinds of problem, techniques, people of the own agency.</summary>
public sealed class LessonChoices(Database database, Lexicons lexicons)
{
    public sealed record Choices(
        IReadOnlyList<(string Code, string Name)> Kinds,
        IReadOnlyList<(string Code, string Name)> Techniques,
        IReadOnlyList<(Guid Id, string Name)> People
    );

    public async Task<Outcome<Choices>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var kinds = (await lexicons.Of(work, actor.ForceId, cancel)).Kinds;
        var techniques = await work.Techniques(actor.ForceId ?? Guid.Empty, cancel);
        var agency = actor.Home?.AgencyId;
        var people = await (
            from p in work.Db.Set<Posting>()
            join a in work.Db.Set<Account>() on p.AccountId equals a.Id
            where
                p.AgencyId == agency
                && a.ClosedOn == null
                && p.Role != Role.Administrator
                && p.StartsOn <= work.Today
                && (p.EndsOn == null || p.EndsOn >= work.Today)
            select new { a.Id, a.Name }
        )
            .Distinct()
            .ToListAsync(cancel);
        return new Choices(
            [.. kinds.Kinds.OrderBy(k => k.Name, StringComparer.Ordinal).Select(k => (k.Code, k.Name))],
            [.. techniques.All.Select(t => (t.Code, t.Name))],
            [.. people.OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => (p.Id, p.Name))]
        );
    }
}
