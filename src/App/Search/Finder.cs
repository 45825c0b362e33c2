using Npgsql;
using NpgsqlTypes;
using Wardwise.App.Data;
using Wardwise.App.Places;
using Wardwise.Domain.Places;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Statistics.Retrieval;

namespace Wardwise.App.Search;

/// <summary>Which records are looked through. Nothing named is no limit.</summary>
public sealed record FindFilter
{
    public Guid? ForceId { get; init; }
    public IReadOnlyList<int>? PlaceNos { get; init; }
    public ProblemCategory? Category { get; init; }
    public ProblemState? State { get; init; }
    public int? Grade { get; init; }
    public string? Technique { get; init; }
    public IReadOnlyList<string>? Results { get; init; }

    /// <summary>Of the thesaurus.</summary>
    public string? Kind { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }

    /// <summary>What is no problem, such as a lesson or a guide, is left out.</summary>
    public bool ProblemsOnly { get; init; }
    public IReadOnlyList<Guid>? Apart { get; init; }

    /// <summary>Whether it leaves out much of what a question would find.</summary>
    internal bool IsNarrow =>
        PlaceNos is not null
        || Category is not null
        || State is not null
        || Grade is not null
        || !string.IsNullOrEmpty(Technique)
        || Results is not null
        || !string.IsNullOrEmpty(Kind)
        || From is not null
        || To is not null
        || ForceId is not null;
}

/// <summary>A record found, and how it stands.</summary>
internal sealed record FoundRecord(
    Guid Id,
    string RecordKind,
    Standing Standing,
    byte[] Weights,
    double Evidence,
    DateTimeOffset OpenedAt,
    int? PlaceNo,
    string State
);

/// <summary>A question as it was understood, with what answers it, best first.</summary>
internal sealed record FoundRecords(Question Question, FieldLexicon Field, IReadOnlyList<FoundRecord> Records)
{
    /// <summary>What came nearest where nothing came near enough to be called an answer.</summary>
    public IReadOnlyList<FoundRecord> Nearest { get; init; } = [];

    /// <summary>Neighbourhoods and agencies that the question names: as concepts, and by name.</summary>
    public IReadOnlyList<(string Concept, string Name)> Named { get; init; } = [];
}

/// <summary>Finds records for a question: candidates by the database's index within the actor's scope, ranked by the words, the kind and
/// what can be learned.</summary>
public sealed class Finder(Lexicons lexicons, Vocabularies vocabularies, PlaceIndexes places)
{
    /// <summary>The most records that are ranked for a question.</summary>
    public const int MostRead = 800;

    /// <summary>Who reads no more records than these, by their agency's count, has them all ranked: the index is asked for those of
    /// everybody, of which nearly all would be taken away again.</summary>
    private const int FewToRead = MostRead / 2;

    /// <summary>Where fewer pass the filters and the reader's scope, the question is asked once more, of more records.</summary>
    private const int FewRead = 50;

    /// <summary>What stands lower is not about what was asked.</summary>
    public const double LeastRelevance = 0.05;

    /// <summary>Where even the best stands lower, nobody has solved what was asked.</summary>
    private const double NearEnough = 0.2;

    /// <summary>A record of a place, or with a step of an agency, that is named counts for so much more; practice from elsewhere is not
    /// hidden.</summary>
    private const double AsNamed = 1.25;

    /// <summary>What has less than this share of the best one's relevance has a word in common, and no more.</summary>
    private const double NearTheBest = 0.25;

    /// <param name="work">Of the actor: nothing else is found than what they may read.</param>
    /// <param name="typed">Anything.</param>
    /// <param name="filter">What to look through.</param>
    /// <param name="without">Concepts that the reader took off.</param>
    /// <param name="cancel">Stops.</param>
    /// <param name="isText">What somebody wrote of a problem, rather than a question.</param>
    internal async Task<FoundRecords> Find(
        Work work,
        string typed,
        FindFilter filter,
        IReadOnlyList<string> without,
        CancellationToken cancel,
        bool isText = false
    )
    {
        var field = await lexicons.Of(work, work.Actor.ForceId, cancel);
        var vocabulary = await vocabularies.Of(work, field, cancel);
        var question = Question
            .Read(typed, field.Lexicon, vocabulary, field.Meanings, signs: !isText)
            .Without([.. without.SelectMany(field.With)]);
        if (CandidateQuery.Of(question, vocabulary, field, wide: filter.IsNarrow) is not { } query)
        {
            return new(question, field, []);
        }

        var words = isText ? [] : Tokens.Of(typed).Select(t => t.Word).ToList();
        var here = isText
            ? []
            : (await PlacesOf(work, cancel)).Where(p => !without.Contains(ConceptOfPlace(p.No)) && Stands(p.Name, words)).ToList();
        var agencies = isText
            ? []
            : (await AgenciesOf(work, cancel)).Where(a => !without.Contains(ConceptOfAgency(a.Id)) && Stands(a.Name, words)).ToList();
        var nos = here.Select(n => n.No).ToHashSet();
        var ranking = new Ranking(question, vocabulary, field.Near);
        var all =
            vocabulary.Texts <= FewToRead
            && await work.Scalar<long>("select count(*) from (select from record limit $1) r", cancel, MostRead + 1) <= MostRead;
        var (found, read) = await Ranked(query);
        if (
            !all
            && read < FewRead
            && !filter.IsNarrow
            && CandidateQuery.Of(question, vocabulary, field, wide: true) is { } wider
            && !wider.AnyOf.SequenceEqual(query.AnyOf)
        )
        {
            // Who sees few of the records is asked about more of them.
            (found, _) = await Ranked(wider);
        }

        async Task<(List<FoundRecord> Found, int Read)> Ranked(CandidateQuery asked)
        {
            var (kept, many) = (new List<FoundRecord>(), 0);
            await foreach (var (record, candidate) in Candidates(work, asked, all, filter, MostRead, cancel))
            {
                many++;
                if (ranking.Of(candidate) is { } standing && standing.Relevance >= LeastRelevance)
                {
                    kept.Add(record with { Standing = record.PlaceNo is { } no && nos.Contains(no) ? Raised(standing) : standing });
                }
            }

            return (kept, many);
        }

        if (agencies.Count > 0)
        {
            var theirs = await WithStepsOf(work, agencies.Select(a => a.Id), found, cancel);
            found = [.. found.Select(f => theirs.Contains(f.Id) ? f with { Standing = Raised(f.Standing) } : f)];
        }

        IReadOnlyList<(string, string)> named =
        [
            .. here.Select(p => (ConceptOfPlace(p.No), p.Name)),
            .. agencies.Select(a => (ConceptOfAgency(a.Id), a.Name)),
        ];
        var ordered = found.OrderByDescending(f => f.Standing.Score).ThenByDescending(f => f.OpenedAt).ThenBy(f => f.Id).ToList();
        if (question.Phrases.Count > 0)
        {
            ordered = await WithPhrases(work, question.Phrases, ordered, cancel);
        }

        var best = ordered.Count == 0 ? 0 : ordered.Max(o => o.Standing.Relevance);
        return best < NearEnough
            ? new(question, field, []) { Nearest = ordered, Named = named }
            : new(question, field, [.. ordered.Where(o => o.Standing.Relevance >= best * NearTheBest)]) { Named = named };
    }

    private async Task<IEnumerable<(int No, string Name)>> PlacesOf(Work work, CancellationToken cancel) =>
        work.Actor.ForceCode is not { } force
            ? []
            : (await places.Current(work, cancel))
                .Boundaries.Where(b => b.Level is PlaceLevel.Neighbourhood && b.ForceCode == force)
                .Select(b => (No: b.PlaceNo, b.Name))
                .Distinct();

    private static async Task<List<(Guid Id, string Name)>> AgenciesOf(Work work, CancellationToken cancel)
    {
        return await work.Rows<(Guid, string)>(
            "select id, name from agency where force_id = $1",
            row => (row.Get<Guid>("id"), row.Get<string>("name")),
            cancel,
            work.Actor.ForceId
        );
    }

    private static async Task<HashSet<Guid>> WithStepsOf(
        Work work,
        IEnumerable<Guid> agencies,
        List<FoundRecord> found,
        CancellationToken cancel
    ) =>
        [
            .. await work.Scalar<Guid[]>(
                """
                select coalesce(array_agg(distinct record_id), '{}') from tasking
                where record_id = any ($1) and agency_id = any ($2) and source = 'plan' and status <> 'withdrawn'
                """,
                cancel,
                found.Select(f => f.Id).ToArray(),
                agencies.ToArray()
            ),
        ];

    private static Standing Raised(Standing standing) => standing with { Score = Math.Min(1, standing.Score * AsNamed) };

    /// <summary>What a place, or an agency, is called among the concepts of a question.</summary>
    internal static string ConceptOfPlace(int no) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"p:{no}");

    internal static string ConceptOfAgency(Guid id) => $"g:{id}";

    private static bool Stands(string named, List<string> words)
    {
        var name = Tokens.Of(named).Select(t => t.Word).ToList();
        return name.Count > 0
            && Enumerable
                .Range(0, Math.Max(0, words.Count - name.Count + 1))
                .Any(at => words.Skip(at).Take(name.Count).SequenceEqual(name));
    }

    /// <summary>The newest, when nothing is asked.</summary>
    internal static async Task<IReadOnlyList<FoundRecord>> Newest(Work work, FindFilter filter, int many, CancellationToken cancel)
    {
        var found = new List<FoundRecord>();
        await foreach (var (record, _) in Candidates(work, null, true, filter, many, cancel))
        {
            found.Add(record);
        }

        return found;
    }

    private static async IAsyncEnumerable<(FoundRecord Record, Candidate Candidate)> Candidates(
        Work work,
        CandidateQuery? query,
        bool all,
        FindFilter filter,
        int many,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
    )
    {
        static NpgsqlParameter Typed(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
        var rows = work.EachRow(
            """
            select record_id, record_kind, weights, evidence, opened_at, place_no, state
            from find_candidates($1::tsquery[], $2, $3::tsquery, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            """,
            cancel,
            Typed(all ? null : query?.AnyOf, NpgsqlDbType.Array | NpgsqlDbType.Text),
            Typed(query?.Telling, NpgsqlDbType.Array | NpgsqlDbType.Real),
            Typed(query?.AllOf, NpgsqlDbType.Text),
            Typed(filter.ProblemsOnly ? new[] { Problem.RecordKind } : null, NpgsqlDbType.Array | NpgsqlDbType.Text),
            Typed(filter.ForceId, NpgsqlDbType.Uuid),
            Typed(filter.PlaceNos?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer),
            Typed(filter.Category is { } category ? EnumCode.Of(category) : null, NpgsqlDbType.Text),
            Typed(filter.State is { } state ? EnumCode.Of(state) : null, NpgsqlDbType.Text),
            Typed(filter.Grade, NpgsqlDbType.Integer),
            Typed(string.IsNullOrEmpty(filter.Technique) ? null : filter.Technique, NpgsqlDbType.Text),
            Typed(filter.Results?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text),
            Typed(string.IsNullOrEmpty(filter.Kind) ? null : filter.Kind, NpgsqlDbType.Text),
            Typed(filter.From is { } from ? LondonTime.StartOf(from) : null, NpgsqlDbType.TimestampTz),
            Typed(filter.To is { } to && to < DateOnly.MaxValue ? LondonTime.StartOf(to.AddDays(1)) : null, NpgsqlDbType.TimestampTz),
            Typed(filter.Apart?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid),
            Typed(many, NpgsqlDbType.Integer)
        );
        await foreach (var row in rows)
        {
            var weights = row.Get<byte[]>("weights");
            var evidence = row.Get<float>("evidence");
            yield return (
                new(
                    row.Get<Guid>("record_id"),
                    row.Get<string>("record_kind"),
                    default,
                    weights,
                    evidence,
                    row.Get<DateTimeOffset>("opened_at"),
                    row.Get<int?>("place_no"),
                    row.Get<string>("state")
                ),
                new(weights, evidence)
            );
        }
    }

    private static async Task<List<FoundRecord>> WithPhrases(
        Work work,
        IReadOnlyList<string[]> phrases,
        List<FoundRecord> ordered,
        CancellationToken cancel
    )
    {
        var having = new HashSet<Guid>();
        await foreach (
            var row in work.EachRow(
                """
                select f.record_id, r.title || E'\n' || f.body as text from findable f join record r on r.id = f.record_id
                where f.record_id = any ($1)
                """,
                cancel,
                (object)ordered.Select(o => o.Id).ToArray()
            )
        )
        {
            var stems = Tokens.Stems(row.Get<string>("text")).ToArray();
            if (
                phrases.All(phrase =>
                    Enumerable
                        .Range(0, Math.Max(0, stems.Length - phrase.Length + 1))
                        .Any(at => stems.AsSpan(at, phrase.Length).SequenceEqual(phrase))
                )
            )
            {
                having.Add(row.Get<Guid>("record_id"));
            }
        }

        return [.. ordered.Where(o => having.Contains(o.Id))];
    }
}
