using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>The guides that the actor reads, by step and title, and which modules the actor has done.</summary>
public sealed class ListGuides(Database database)
{
    private const int Most = 500;

    public sealed record Input
    {
        /// <summary>Null is every step.</summary>
        public SaraStep? Step { get; init; }

        /// <summary>With the drafts of the own agency, for whoever edits the library.</summary>
        public bool WithDrafts { get; init; }
    }

    public sealed record Row(
        Guid Id,
        string Reference,
        string Title,
        SaraStep Step,
        GuideForm Form,
        bool IsDraft,
        DateOnly ReviewedOn,
        DateOnly? DoneOn
    );

    public async Task<Outcome<IReadOnlyList<Row>>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var guides = await (
            from g in work.Db.Set<Guide>().AsNoTracking()
            where (input.Step == null || g.Step == input.Step) && (input.WithDrafts || g.Record.State == Guide.Live)
            join d in work.Db.Set<ModuleDone>().Where(d => d.AccountId == actor.Id) on g.RecordId equals d.GuideId into done
            from d in done.DefaultIfEmpty()
            select new
            {
                g.RecordId,
                g.Record.Reference,
                g.Record.Title,
                g.Step,
                g.Form,
                g.Record.State,
                g.ReviewedOn,
                DoneOn = d == null ? (DateOnly?)null : d.DoneOn,
            }
        )
            .Take(Most)
            .ToListAsync(cancel);
        return guides
            .OrderBy(g => g.Step)
            .ThenBy(g => g.Form)
            .ThenBy(g => g.Title, StringComparer.Ordinal)
            .Select(g => new Row(g.RecordId, g.Reference, g.Title, g.Step, g.Form, g.State == Guide.Draft, g.ReviewedOn, g.DoneOn))
            .ToList();
    }
}

/// <summary>One guide, and whether the actor has done it.</summary>
public sealed class ShowGuide(Database database)
{
    public sealed record Shown(Guide Guide, ModuleDone? Done, bool MayEdit)
    {
        public Record Record => Guide.Record;
    }

    public async Task<Outcome<Shown>> Run(Actor actor, string reference, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        return await work.Db.Set<Guide>().AsNoTracking().SingleOrDefaultAsync(g => g.Record.Reference == reference, cancel) is not { } guide
            ? Refusal.NotThere
            : new Shown(
                guide,
                await work
                    .Db.Set<ModuleDone>()
                    .AsNoTracking()
                    .SingleOrDefaultAsync(d => d.GuideId == guide.RecordId && d.AccountId == actor.Id, cancel),
                Policy.Allows(actor, Act.EditLibrary) && actor.Agencies.Contains(guide.Record.OwnerAgencyId)
            );
    }
}

/// <summary>"I have done this module": by whom, on which day, which version of it, and their answer. Done again, the later day
/// counts.</summary>
public sealed class DoModule(Database database)
{
    public sealed record Input
    {
        public required string Reference { get; init; }

        /// <summary>To the module's question.</summary>
        [AtMost(TextLimits.Answer, "Your answer")]
        public string? Answer { get; init; }
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

        if (actor.Home is not { } home)
        {
            return Refusal.Forbidden("Only somebody posted to an agency can do a module.");
        }

        await using var work = await database.Begin(actor, cancel);
        if (
            await work
                .Db.Set<Guide>()
                .AsNoTracking()
                .SingleOrDefaultAsync(g => g.Record.Reference == input.Reference && g.Form == GuideForm.Module, cancel)
            is not { } guide
        )
        {
            return Refusal.NotThere;
        }

        if ((input.Answer ?? "").Trim() is not { Length: > 0 and <= Guide.TextLength } answer)
        {
            return new Refusal("Answer the question in a line or two. Nobody marks it.", nameof(Input.Answer));
        }

        if (
            await work.Db.Set<ModuleDone>().SingleOrDefaultAsync(d => d.GuideId == guide.RecordId && d.AccountId == actor.Id, cancel) is
            { } again
        )
        {
            (again.DoneOn, again.GuideVersion, again.Answer) = (work.Today, guide.Version, answer);
        }
        else
        {
            work.Db.Add(
                new ModuleDone
                {
                    Id = Guid.CreateVersion7(work.Now),
                    GuideId = guide.RecordId,
                    AccountId = actor.Id,
                    AgencyId = home.AgencyId,
                    DoneOn = work.Today,
                    GuideVersion = guide.Version,
                    Answer = answer,
                }
            );
        }

        return await work.Commit($"did the module {input.Reference}", cancel) is { } stale ? stale : default(Nothing);
    }
}
