using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Search;

/// <summary>Has anybody solved this? The records that the actor sees, ranked by relevance and then by what they teach. Any input is
/// safe.</summary>
public sealed class SearchProblems(Database database, Finder finder, Lexicons lexicons, Indexer indexer)
{
    public const int PageSize = 10;
    public const int Most = 500;
    private const int LongestQuestion = 2_000;

    /// <summary>What waits to be read is read before the search, so that what was saved a moment ago is found; no more than this, so that
    /// nobody waits.</summary>
    private const int ReadFirst = 200;
    private const int MostNearest = 3;
    private const int MostMeant = 6;

    /// <summary>A kind that has less of the question is not told to the reader as the one that was meant.</summary>
    private const double SureKind = 0.35;

    public sealed record Input
    {
        public string? Text { get; init; }
        public string? ForceCode { get; init; }
        public FindFilter Filter { get; init; } = new();

        /// <summary>Concepts that were recognised and that the reader took off.</summary>
        public IReadOnlyList<string> Without { get; init; } = [];
        public int Page { get; init; } = 1;

        /// <summary>How many hits a page.</summary>
        public int Top { get; init; } = PageSize;

        /// <summary>For a file, which leaves the building.</summary>
        public bool IsFile { get; init; }
    }

    public sealed record Found
    {
        public required IReadOnlyList<Hit> Hits { get; init; }
        public required int Total { get; init; }
        public required int Page { get; init; }
        public required int Pages { get; init; }

        /// <summary>A few that come nearest, where nothing is near enough to be an answer.</summary>
        public IReadOnlyList<Hit> Nearest { get; init; } = [];

        /// <summary>The thesaurus that it was read with.</summary>
        public required ProblemKinds Kinds { get; init; }

        /// <summary>What a concept is called; null for what is not shown.</summary>
        public string? NameOf(string concept) => FieldLexicon.NameOf(Kinds, concept);

        /// <summary>What was recognised in the question, to be taken off: the concept and its name.</summary>
        public IReadOnlyList<(string Concept, string Name)> Recognised { get; init; } = [];

        /// <summary>Words that were not known, and what was looked for instead.</summary>
        public IReadOnlyList<(string Typed, string Meant)> Corrected { get; init; } = [];

        /// <summary>The kind that the question is most of.</summary>
        public ProblemKind? Kind { get; init; }

        /// <summary>The kinds that it may mean, where its words are too broad to tell one.</summary>
        public IReadOnlyList<ProblemKind> MayMean { get; init; } = [];
    }

    public sealed record Hit
    {
        public required string Reference { get; init; }

        /// <summary>What sort of record: a problem, or one of the library.</summary>
        public required string RecordKind { get; init; }

        /// <summary>In the system that it came from; null for our own.</summary>
        public string? OldReference { get; init; }
        public required IReadOnlyList<Piece> Title { get; init; }
        public required string TitleText { get; init; }
        public required int Year { get; init; }
        public string? Place { get; init; }
        public required int Grade { get; init; }
        public required string Result { get; init; }
        public required string ResultInWords { get; init; }

        /// <summary>What was done, in a line.</summary>
        public required string Response { get; init; }
        public required IReadOnlyList<Piece> Excerpt { get; init; }
        public required string Why { get; init; }
        public required double Score { get; init; }
    }

    public async Task<Outcome<Found>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, input.IsFile ? Act.ExportData : Act.SeeRecords) is { } no)
        {
            return no;
        }

        await indexer.Drain(ReadFirst, null, cancel);
        var top = Math.Clamp(input.Top, 1, input.IsFile ? Finder.MostRead : Most);
        var page = Math.Clamp(input.Page, 1, 1_000);
        var asked = (input.Text ?? "").Replace('\0', ' ').Trim();
        asked = Words.Beginning(asked, LongestQuestion);
        await using var work = await database.Begin(actor, cancel);
        var filter = input.Filter;
        if (input.ForceCode is { } code)
        {
            if (await work.Db.Set<Force>().FirstOrDefaultAsync(f => f.Code == code, cancel) is not { } force)
            {
                return new Refusal(
                    $"There is no force {code} here. Give its police.uk id, such as hertfordshire.",
                    nameof(Input.ForceCode)
                );
            }

            filter = filter with { ForceId = force.Id };
        }

        if (asked.Length == 0)
        {
            var newest = await Finder.Newest(work, filter, Most, cancel);
            page = Math.Min(page, PagesOf(newest.Count, top));
            var shown = newest.Skip((page - 1) * top).Take(top).ToList();
            var all = new Found
            {
                Kinds = (await lexicons.Of(work, actor.ForceId, cancel)).Kinds,
                Hits = await Hits.Of(work, shown, null, cancel),
                Total = newest.Count,
                Page = page,
                Pages = PagesOf(newest.Count, top),
            };
            Note(work, input, shown);
            await work.Finish(cancel);
            return all;
        }

        var found = await finder.Find(work, asked, filter, input.Without, cancel);
        page = Math.Min(page, PagesOf(found.Records.Count, top));
        var hits = await Hits.Of(work, [.. found.Records.Skip((page - 1) * top).Take(top)], found, cancel);
        var kind = found.Question.Kinds.OrderByDescending(k => k.Value).FirstOrDefault();
        // Where the question says its kind, what is of quite another is not near to it, whatever word they share.
        List<FoundRecord> near =
        [
            .. found.Nearest.Where(n => kind.Value <= SureKind || found.Field.IsOfOrNear(kind.Key, n.Weights)).Take(MostNearest),
        ];
        var nearest = await Hits.Of(work, near, found, cancel);
        Note(work, input, found.Records.Skip((page - 1) * top).Take(top).Concat(input.IsFile ? [] : near));
        await work.Finish(cancel);
        return new Found
        {
            Kinds = found.Field.Kinds,
            Hits = hits,
            Total = found.Records.Count,
            Page = page,
            Pages = PagesOf(found.Records.Count, top),
            Recognised =
            [
                .. found
                    .Question.Concepts.Where(c => FieldLexicon.CodeOf(c) is null || found.Question.Kinds.GetValueOrDefault(c) > 0.1)
                    .Concat(found.Question.Kinds.Where(k => k.Value > SureKind).Select(k => k.Key))
                    .Distinct()
                    .Select(c => (c, FieldLexicon.NameOf(found.Field.Kinds, c)))
                    .Where(c => c.Item2 is not null)
                    .Select(c => (c.c, c.Item2!))
                    .Concat(found.Named),
            ],
            MayMean = found.Question.IsBroad
                ?
                [
                    .. found
                        .Field.Called(found.Question.Stems)
                        .Concat(found.Question.MayMean.Select(k => found.Field.Kinds.Find(FieldLexicon.CodeOf(k))!))
                        .Distinct()
                        .Take(MostMeant),
                ]
                : [],
            Nearest = nearest,
            Corrected = found.Question.Corrected,
            Kind = kind.Value > SureKind ? found.Field.Kinds.Find(FieldLexicon.CodeOf(kind.Key)!) : null,
        };
    }

    private static void Note(Work work, Input input, IEnumerable<FoundRecord> shown)
    {
        if (input.IsFile)
        {
            work.Noted(
                new TrailEntry(
                    TrailKind.Disclosure,
                    null,
                    null,
                    "a search as a file",
                    work.Actor.Purpose ?? "",
                    "{}",
                    [.. shown.Select(r => r.Id)]
                )
            );
        }
        else
        {
            work.Looked("search", shown.Select(r => r.Id));
        }
    }

    private static int PagesOf(int total, int top) => Math.Max(1, (total + top - 1) / top);
}
