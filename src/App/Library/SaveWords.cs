using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Library;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>Saves an editor's words above a page of the library: reviewed today, with every earlier version in the history.</summary>
public sealed class SaveWords(Database database)
{
    internal const string Why = "saved the words above a page of the library";

    /// <summary>Of one section: words above a page, not a page of words.</summary>
    public const int Longest = 2_000;

    public sealed record Input
    {
        public required LibrarySubject Subject { get; init; }
        public required string Code { get; init; }

        /// <summary>Of the words, when the form was opened; 0 when there were none.</summary>
        public required int Version { get; init; }

        [AtMost(SaveWords.Longest, "In short")]
        public string? InShort { get; init; }

        [AtMost(SaveWords.Longest, "The mechanism")]
        public string? Mechanism { get; init; }

        [AtMost(SaveWords.Longest, "The conditions")]
        public string? Conditions { get; init; }

        [AtMost(SaveWords.Longest, "The cost")]
        public string? Cost { get; init; }

        [AtMost(SaveWords.Longest, "Who to ring")]
        public string? WhoToRing { get; init; }
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
        if (actor.ForceId is not { } force || (await ListWhatWorks.Subjects(work, input.Subject, cancel)).All(s => s.Code != input.Code))
        {
            return Refusal.NotThere;
        }

        // There is no row to lock yet when two write the first words at once: the second waits here, and finds what the first saved.
        await work.Scalar<object>(
            "select pg_advisory_xact_lock(hashtextextended($1, 0))::text",
            cancel,
            $"library words {force} {EnumCode.Of(input.Subject)} {input.Code}"
        );
        var words = await ShowWhatWorks.Words(work, input.Subject, input.Code, cancel);
        if ((words?.Version ?? 0) != input.Version)
        {
            return Refusal.Stale(words?.ReviewedByName);
        }

        var label = Evidence
            .Of(await EvidenceRow.Of(work, input.Subject, input.Code, cancel), input.Subject is LibrarySubject.Kind)
            .Label.Code;
        if (words is null)
        {
            words = new()
            {
                Id = Guid.CreateVersion7(work.Now),
                ForceId = force,
                Subject = input.Subject,
                Code = input.Code,
                LabelThen = label,
                ReviewedOn = work.Today,
                ReviewedBy = actor.Id,
                ReviewedByName = actor.Name,
            };
            work.Db.Add(words);
        }

        Apply(input, words);
        (words.LabelThen, words.ReviewedOn, words.ReviewedBy, words.ReviewedByName) = (label, work.Today, actor.Id, actor.Name);
        // Saved as it stands, on the day of its last review: looked at again all the same.
        work.Db.Entry(words).Property(w => w.ReviewedOn).IsModified |=
            work.Db.Entry(words).State is Microsoft.EntityFrameworkCore.EntityState.Unchanged;
        return await work.Commit(Why, cancel) is { } stale ? stale : default(Nothing);
    }

    private static void Apply(Input input, LibraryWords words)
    {
        words.InShort = input.InShort.Tidy();
        words.Mechanism = input.Mechanism.Tidy();
        words.Conditions = input.Conditions.Tidy();
        words.Cost = input.Cost.Tidy();
        words.WhoToRing = input.WhoToRing.Tidy();
    }
}
