using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>A juror's scores for a nomination: the jury are the force's coordinators, none for a record of their own. They can be changed
/// until a winner is named.</summary>
public sealed class ScoreNomination(Database database)
{
    public sealed record Input
    {
        public required Guid Id { get; init; }
        public int? Understanding { get; init; }
        public int? Response { get; init; }
        public int? Result { get; init; }

        [AtMost(NominationScore.LineLength, "The line")]
        public string? Line { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.EditLibrary) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        await using var work = await database.Begin(actor, cancel);
        var found = await Jury.Find(work, input.Id, cancel);
        if (!found.Done)
        {
            return found.Refusals.ToList();
        }

        if (
            await work
                .Db.Set<Nomination>()
                .AnyAsync(n => n.ForceId == found.Value.ForceId && n.Year == found.Value.Year && n.WonAt != null, cancel)
        )
        {
            return new Refusal("A winner is named for this year. Take that back to change a score.");
        }

        (string Field, int? Given)[] given =
        [
            (nameof(Input.Understanding), input.Understanding),
            (nameof(Input.Response), input.Response),
            (nameof(Input.Result), input.Result),
        ];
        List<Refusal> unfit =
        [
            .. given.Where(g => !NominationScore.IsPossible(g.Given)).Select(g => new Refusal("Give 0 to 10.", g.Field)),
        ];
        var line = input.Line.Tidy();
        if (line.Length == 0)
        {
            unfit.Add(new("Say why in a line.", nameof(Input.Line)));
        }

        if (unfit.Count > 0)
        {
            return unfit;
        }

        if (
            await work.Db.Set<NominationScore>().SingleOrDefaultAsync(s => s.NominationId == input.Id && s.JurorId == actor.Id, cancel) is
            { } score
        )
        {
            (score.Understanding, score.Response, score.Result, score.Line) = (
                input.Understanding!.Value,
                input.Response!.Value,
                input.Result!.Value,
                line
            );
        }
        else
        {
            work.Db.Add(
                new NominationScore
                {
                    Id = Guid.CreateVersion7(work.Now),
                    NominationId = input.Id,
                    JurorId = actor.Id,
                    JurorName = actor.Name,
                    Understanding = input.Understanding!.Value,
                    Response = input.Response!.Value,
                    Result = input.Result!.Value,
                    Line = line,
                }
            );
        }

        return await work.Commit("scored a nomination", cancel) is { } stale ? stale : default(Nothing);
    }
}

/// <summary>Names the winner of a year, with the reason; or takes that back.</summary>
public sealed class NameWinner(Database database)
{
    public sealed record Input
    {
        public required Guid Id { get; init; }

        [AtMost(Nomination.WhyLength, "The reason")]
        public string? Because { get; init; }
        public bool TakeBack { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.EditLibrary) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        await using var work = await database.Begin(actor, cancel);
        await using (var queue = work.Command("select pg_advisory_xact_lock(7427016)"))
        {
            await queue.ExecuteNonQueryAsync(cancel);
        }

        var found = await Jury.Find(work, input.Id, cancel);
        if (!found.Done)
        {
            return found.Refusals.ToList();
        }

        var nomination = found.Value;
        if (input.TakeBack)
        {
            (nomination.WonBecause, nomination.WonAt, nomination.WonByName) = (null, null, null);
            return await work.Commit("took the award back", cancel) is { } old ? old : default(Nothing);
        }

        if (
            await work
                .Db.Set<Nomination>()
                .AnyAsync(n => n.ForceId == nomination.ForceId && n.Year == nomination.Year && n.WonAt != null, cancel)
        )
        {
            return new Refusal("A winner is named for this year. Take that back first.");
        }

        if (!await work.Db.Set<NominationScore>().AnyAsync(s => s.NominationId == nomination.Id, cancel))
        {
            return new Refusal("No juror has scored it yet.");
        }

        if (input.Because.Tidy() is not { Length: > 0 } because)
        {
            return new Refusal("Say why it wins.", nameof(Input.Because));
        }

        (nomination.WonBecause, nomination.WonAt, nomination.WonByName) = (because, work.Now, actor.Name);
        return await work.Commit($"won the award of {nomination.Year}", cancel) is { } stale ? stale : default(Nothing);
    }
}

internal static class Jury
{
    /// <summary>The nomination, for a juror of its force whose own it is not.</summary>
    public static async Task<Outcome<Nomination>> Find(Work work, Guid id, CancellationToken cancel)
    {
        if (
            await work.Db.Set<Nomination>().SingleOrDefaultAsync(n => n.Id == id, cancel) is not { } nomination
            || nomination.ForceId != work.Actor.ForceId
            || await work.Db.Set<Problem>().AsNoTracking().SingleOrDefaultAsync(p => p.RecordId == nomination.RecordId, cancel)
                is not { } problem
        )
        {
            return Refusal.NotThere;
        }

        return await Nominate.IsOwn(work, problem, cancel)
            ? Refusal.Forbidden("A juror does not judge a record of their own.")
            : nomination;
    }
}
