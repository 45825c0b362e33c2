using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Notices;
using Wardwise.App.Records;
using Wardwise.Domain.Notices;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Asks the owner of an open problem to be taken in, instead of recording the same trouble twice. It stands on the owner's
/// day.</summary>
public sealed class AskToJoin(RecordDesk desk)
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

    public Task<Outcome<string>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.Change<ProblemFile, string>(
            actor,
            new(input.Reference, "asked to join", input)
            {
                By = Hands.Readers,
                WhenLocked = true,
                IsWork = false,
            },
            taken => Make(taken, input, cancel),
            cancel
        );

    private static async Task<Outcome<string>> Make(Taken<ProblemFile> taken, Input input, CancellationToken cancel)
    {
        var (work, file) = (taken.Work, taken.File);

        var record = file.Problem.Record;
        if (file.Problem.State is ProblemState.Closed or ProblemState.EnteredInError)
        {
            return new Refusal($"{record.Reference} is not open any more. Record the problem, and name it there.");
        }

        if (record.OwnerAccountId == work.Actor.Id)
        {
            return new Refusal($"{record.Reference} is your own.");
        }

        var asks = $"{work.Actor.Name} asks to join.";
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
                    Subject = $"{work.Actor.Name} asks to join {record.Reference}",
                    Text = seen.Length == 0 ? "Answer on your day." : $"They have seen: {Words.Cut(seen, 500)}\nAnswer on your day.",
                    Link = "/my-day",
                },
                cancel
            );
        }

        return record.Reference;
    }
}
