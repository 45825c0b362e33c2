using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Asks the owner of an open problem to be taken in, instead of recording the same trouble twice. It stands on the owner's
/// day.</summary>
public sealed class AskToJoin(Database database)
{
    public const string Source = "join";
    private const int AnswerInDays = 3;

    public sealed record Input
    {
        public required string Reference { get; init; }

        /// <summary>What the asker has seen, in their own words; may be empty.</summary>
        [AtMost(TextLimits.Answer, "What you have seen")]
        public string? Seen { get; init; }
    }

    public async Task<Outcome<string>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.WorkOnProblem) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await work.TakeOut(input.Reference, cancel) is not { } file)
        {
            return Refusal.NotThere;
        }

        var record = file.Problem.Record;
        if (file.Problem.State is ProblemState.Closed or ProblemState.EnteredInError)
        {
            return new Refusal($"{record.Reference} is not open any more. Record the problem, and name it there.");
        }

        if (record.OwnerAccountId == actor.Id)
        {
            return new Refusal($"{record.Reference} is your own.");
        }

        var asks = $"{actor.Name} asks to join.";
        if (
            await work
                .Db.Set<Tasking>()
                .AnyAsync(
                    t =>
                        t.RecordId == record.Id
                        && t.Source == Source
                        && (t.Status == TaskingStatus.ToDo || t.Status == TaskingStatus.Doing)
                        && t.What.StartsWith(asks),
                    cancel
                )
        )
        {
            return new Refusal($"You have asked already. It stands on the day of the owner of {record.Reference}.");
        }

        var seen = input.Seen.Tidy();
        var id = Guid.CreateVersion7(work.Now);
        work.Db.Add(
            new Tasking
            {
                Id = id,
                RecordId = record.Id,
                Source = Source,
                What = seen.Length == 0 ? asks : $"{asks} They have seen: {Words.Cut(seen, 500)}",
                AccountId = record.OwnerAccountId,
                AgencyId = record.OwnerAgencyId,
                DueOn = WorkingDays.England.Add(work.Today, AnswerInDays),
            }
        );
        if (record.OwnerAccountId is { } owner)
        {
            await work.Notify(
                new()
                {
                    Kind = NoticeKind.AskedToJoin,
                    Key = $"join {id}",
                    AccountId = owner,
                    RecordId = record.Id,
                    Subject = $"{actor.Name} asks to join {record.Reference}",
                    Text = seen.Length == 0 ? "Answer on your day." : $"They have seen: {Words.Cut(seen, 500)}\nAnswer on your day.",
                    Link = "/my-day",
                },
                cancel
            );
        }

        return await work.PutBackUntouched(file, "asked to join", cancel) is { } refused ? refused : record.Reference;
    }
}
