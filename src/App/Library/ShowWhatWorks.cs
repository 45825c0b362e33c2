using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Problems;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>What the records that the actor sees say of one kind of problem or one technique, worked out anew at each view, with an
/// editor's words.</summary>
public sealed class ShowWhatWorks(Database database)
{
    private const int MostQuotes = 6;
    private const int MostPeople = 5;
    private const int MostReasons = 3;
    private const int MostReasonsRead = 30;

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

        /// <summary>The records of the plots.</summary>
        public required IReadOnlyDictionary<Guid, EvidenceCase> Cases { get; init; }

        /// <summary>A page of a kind: by technique. A page of a technique: by kind.</summary>
        public required IReadOnlyList<EvidenceGroup> Groups { get; init; }
        public required IReadOnlyList<EvidenceGroup> Places { get; init; }
        public required IReadOnlyList<EvidenceCase> WhenItFell { get; init; }
        public required IReadOnlyList<EvidenceCase> WhenItDidNot { get; init; }

        /// <summary>Assessed records that say why it should work.</summary>
        public required int Hypotheses { get; init; }

        /// <summary>A few of these, those where it clearly fell first.</summary>
        public required IReadOnlyList<EvidenceCase> Reasons { get; init; }
        public required IReadOnlyDictionary<CarriedOut, int> Process { get; init; }
        public required CostNumbers? Cost { get; init; }
        public required IReadOnlyList<EvidenceCase> People { get; init; }
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
        var rows = await EvidenceRow.Of(work, input.Subject, input.Code, cancel);
        var tried = rows.Where(r => r.Tried).ToList();
        var evidence = Evidence.Of(tried, isKind);
        var words = await Words(work, input.Subject, input.Code, cancel);
        var assessed = tried
            .Where(r => r.IsAssessed)
            .OrderBy(r => r.Verdict is Verdict.TooFew)
            .ThenByDescending(r => r.Grade)
            .ThenByDescending(r => r.Year)
            .ThenBy(r => r.Reference, StringComparer.Ordinal)
            .ToList();
        var quoted = assessed.Where(r => r.SaysWhen && r.Verdict is not Verdict.TooFew).ToList();
        var fell = quoted.Where(r => r.Verdict is Verdict.ClearFall).Take(MostQuotes).ToList();
        var didNot = quoted.Where(r => r.Verdict is not Verdict.ClearFall).Take(MostQuotes).ToList();
        var reasons = assessed.Where(r => r.SaysWhy).OrderBy(r => r.Verdict is not Verdict.ClearFall).Take(MostReasonsRead).ToList();
        var people = assessed.Where(r => r.OwnerId is not null).DistinctBy(r => r.OwnerId).Take(MostPeople).ToList();
        var drawn = new[] { evidence.Controlled, evidence.Uncontrolled }.OfType<Stratum>().SelectMany(s => s.Rows).Select(w => w.Row);
        var cases = await EvidenceCase.Of(work, drawn.Concat(fell).Concat(didNot).Concat(reasons).Concat(people).Select(r => r.Id), cancel);
        IEnumerable<EvidenceCase> Told(IEnumerable<EvidenceRow> some) => some.Where(r => cases.ContainsKey(r.Id)).Select(r => cases[r.Id]);
        return new Shown
        {
            About = about,
            Counts = LibraryCounts.Of(rows),
            Evidence = evidence,
            Cases = cases,
            Groups = await Groups(work, input.Subject, tried, cancel),
            Places =
            [
                .. EvidenceGroups
                    .By(
                        [.. tried.Where(r => r.Size is not null)],
                        r => [EnumCode.Of(r.Size!.Value)],
                        c => EnumCode.Parse<PlaceSize>(c).InWords(),
                        isKind
                    )
                    .OrderBy(g => EnumCode.Parse<PlaceSize>(g.Of[0].Code)),
            ],
            WhenItFell = [.. Told(fell)],
            WhenItDidNot = [.. Told(didNot)],
            Hypotheses = assessed.Count(r => r.SaysWhy),
            Reasons = [.. Told(reasons).DistinctBy(c => c.Hypothesis).Take(MostReasons)],
            Process = assessed.Where(r => r.Process is not null).GroupBy(r => r.Process!.Value).ToDictionary(g => g.Key, g => g.Count()),
            Cost = CostNumbers.Of(tried, evidence.Controlled?.Finding),
            People = [.. Told(people)],
            Related = await Related(work, subjects, about, cancel),
            Words = words,
            WordsAreStale = words?.Stale(work.Today, evidence.Label),
        };
    }

    private static async Task<IReadOnlyList<EvidenceGroup>> Groups(
        Work work,
        LibrarySubject subject,
        List<EvidenceRow> tried,
        CancellationToken cancel
    )
    {
        if (subject is LibrarySubject.Kind)
        {
            var techniques = await work.Techniques(work.Actor.ForceId ?? Guid.Empty, cancel);
            return EvidenceGroups.By(tried, r => r.Techniques, techniques.Name, byKind: true);
        }

        var names = (await work.Kinds(cancel)).ToDictionary(k => k.Code, k => k.Name, StringComparer.Ordinal);
        return EvidenceGroups.By(tried, r => r.Kind is { } kind ? [kind] : [], k => names.GetValueOrDefault(k, k), byKind: true);
    }

    /// <summary>The words of the actor's own force. Row-level security shows no other's.</summary>
    internal static Task<LibraryWords?> Words(Work work, LibrarySubject subject, string code, CancellationToken cancel) =>
        work
            .Db.Set<LibraryWords>()
            .FirstOrDefaultAsync(w => w.ForceId == work.Actor.ForceId && w.Subject == subject && w.Code == code, cancel);

    private static async Task<IReadOnlyList<RelatedKind>> Related(
        Work work,
        IReadOnlyList<LibraryKind> kinds,
        LibraryKind about,
        CancellationToken cancel
    )
    {
        if (about.Related.Count == 0)
        {
            return [];
        }

        var held = new Dictionary<string, (int Tried, int Assessed)>(StringComparer.Ordinal);
        await foreach (
            var row in work.EachRow(
                """
                select v.kind, (count(*) filter (where v.tried))::integer as tried, count(v.verdict)::integer as assessed
                from library_of('kind', $1) v group by v.kind
                """,
                cancel,
                (object)about.Related.ToArray()
            )
        )
        {
            held[row.Get<string>("kind")] = (row.Get<int>("tried"), row.Get<int>("assessed"));
        }

        return
        [
            .. about
                .Related.Select(code => kinds.FirstOrDefault(k => k.Code == code))
                .OfType<LibraryKind>()
                .Select(k => new RelatedKind(k, held.GetValueOrDefault(k.Code).Tried, held.GetValueOrDefault(k.Code).Assessed)),
        ];
    }
}
