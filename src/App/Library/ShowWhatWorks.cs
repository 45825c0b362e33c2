using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Problems;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>What the records that the actor sees say of one kind of problem or one technique, worked out anew at each view, with an editor's words.</summary>
public sealed class ShowWhatWorks(Database database)
{
    private const int MostQuotes = 6;
    private const int MostPeople = 5;
    private const int MostReasons = 3;

    public sealed record Input
    {
        public required LibrarySubject Subject { get; init; }
        public required string Code { get; init; }
    }

    public sealed record Shown
    {
        public required LibraryKind About { get; init; }
        public required LibraryCounts Counts { get; init; }
        public required Evidence Evidence { get; init; }

        /// <summary>A page of a kind: by technique. A page of a technique: by kind.</summary>
        public required IReadOnlyList<EvidenceGroup> Groups { get; init; }
        public required IReadOnlyList<EvidenceGroup> Places { get; init; }
        public required IReadOnlyList<EvidenceRow> WhenItFell { get; init; }
        public required IReadOnlyList<EvidenceRow> WhenItDidNot { get; init; }

        /// <summary>Assessed records that say why it should work.</summary>
        public required int Hypotheses { get; init; }

        /// <summary>A few of these, those where it clearly fell first.</summary>
        public required IReadOnlyList<EvidenceRow> Reasons { get; init; }
        public required IReadOnlyDictionary<CarriedOut, int> Process { get; init; }
        public required CostNumbers? Cost { get; init; }
        public required IReadOnlyList<EvidenceRow> People { get; init; }
        public required IReadOnlyList<RelatedKind> Related { get; init; }
        public required LibraryWords? Words { get; init; }
        public required string? WordsAreStale { get; init; }

        /// <summary>Tried, and not in one place measured.</summary>
        public IEnumerable<EvidenceGroup> NeverMeasured => Groups.Where(g => g.Assessed == 0);
    }

    /// <param name="Kind">Like this one.</param>
    /// <param name="Tried">Responses.</param>
    /// <param name="Assessed">Of them, measured.</param>
    public sealed record RelatedKind(LibraryKind Kind, int Tried, int Assessed);

    public async Task<Outcome<Shown>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var subjects = await ListWhatWorks.Subjects(work, input.Subject, cancel);
        if (subjects.FirstOrDefault(s => s.Code == input.Code) is not { } about)
        {
            return Refusal.NotThere;
        }

        var isKind = input.Subject is LibrarySubject.Kind;
        var counts = (await LibrarySum.OfOne(work, input.Subject, input.Code, cancel)).Counts;
        var rows = await EvidenceRow.Of(work, input.Subject, input.Code, cancel);
        var techniques = await work.Techniques(actor.ForceId ?? Guid.Empty, cancel);
        var names = isKind ? null : (await work.Kinds(cancel)).ToDictionary(k => k.Code, k => k.Name, StringComparer.Ordinal);
        var evidence = Evidence.Of(rows);
        var words = await Words(work, input.Subject, input.Code, cancel);
        var assessed = rows.Where(r => r.IsAssessed).OrderBy(r => r.Verdict is Verdict.TooFew).ThenByDescending(r => r.Grade).ThenByDescending(r => r.Year).ThenBy(r => r.Reference, StringComparer.Ordinal).ToList();
        var quoted = assessed.Where(r => r.Conditions.Length > 0 && r.Verdict is not Verdict.TooFew).ToList();
        return new Shown
        {
            About = about,
            Counts = counts,
            Evidence = evidence,
            Groups = isKind
                ? EvidenceGroups.By(rows, r => r.Techniques, techniques.Name)
                : EvidenceGroups.By(rows, r => r.Kind is { } kind ? [kind] : [], k => names!.GetValueOrDefault(k, k)),
            Places = [.. EvidenceGroups.By([.. rows.Where(r => r.Size is not null)], r => [EnumCode.Of(r.Size!.Value)], c => EnumCode.Parse<PlaceSize>(c).InWords()).OrderBy(g => EnumCode.Parse<PlaceSize>(g.Code))],
            WhenItFell = [.. quoted.Where(r => r.Verdict is Verdict.ClearFall).Take(MostQuotes)],
            WhenItDidNot = [.. quoted.Where(r => r.Verdict is not Verdict.ClearFall).Take(MostQuotes)],
            Hypotheses = assessed.Count(r => r.Hypothesis.Length > 0),
            Reasons = [.. assessed.Where(r => r.Hypothesis.Length > 0).OrderBy(r => r.Verdict is not Verdict.ClearFall).DistinctBy(r => r.Hypothesis).Take(MostReasons)],
            Process = assessed.Where(r => r.Process is not null).GroupBy(r => r.Process!.Value).ToDictionary(g => g.Key, g => g.Count()),
            Cost = CostNumbers.Of(rows),
            People = [.. assessed.Where(r => r.Owner is not null).DistinctBy(r => r.Owner).Take(MostPeople)],
            Related = await Related(work, subjects, about, cancel),
            Words = words,
            WordsAreStale = words?.Stale(work.Today, evidence.Label),
        };
    }

    /// <summary>The words of the actor's own force. Row-level security shows no other's.</summary>
    internal static Task<LibraryWords?> Words(Work work, LibrarySubject subject, string code, CancellationToken cancel) =>
        work.Db.Set<LibraryWords>().FirstOrDefaultAsync(w => w.ForceId == work.Actor.ForceId && w.Subject == subject && w.Code == code, cancel);

    private static async Task<IReadOnlyList<RelatedKind>> Related(Work work, IReadOnlyList<LibraryKind> kinds, LibraryKind about, CancellationToken cancel)
    {
        if (about.Related.Count == 0)
        {
            return [];
        }

        var held = new Dictionary<string, (int Tried, int Assessed)>(StringComparer.Ordinal);
        await using var read = work.Command("""
            select k.code, s.tried, s.assessed from unnest($1::text[]) k (code) cross join lateral library_sums('kind', k.code, null) s
            """, (object)about.Related.ToArray());
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            held[row.GetString(0)] = (row.GetInt32(1), row.GetInt32(2));
        }

        return [.. about.Related.Select(code => kinds.FirstOrDefault(k => k.Code == code)).OfType<LibraryKind>().Select(k => new RelatedKind(k, held.GetValueOrDefault(k.Code).Tried, held.GetValueOrDefault(k.Code).Assessed))];
    }
}
