using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Library;
using Wardwise.Domain.Shared;
using Wardwise.Statistics.Pooling;

namespace Wardwise.App.Library;

/// <summary>Every measured result behind a page of the library, paged in the database: those with a comparison first, the surest
/// first.</summary>
public sealed class ListResults(Database database)
{
    public const int PageSize = 50;

    public sealed record Input
    {
        public required LibrarySubject Subject { get; init; }
        public required string Code { get; init; }
        public int Page { get; init; } = 1;
    }

    /// <param name="Case">The record.</param>
    /// <param name="Controlled">Held against places like its own.</param>
    /// <param name="Suggested">Its kind is only what its words suggest.</param>
    /// <param name="Ratio">Below 1 is a fall.</param>
    /// <param name="Low">At 95%.</param>
    /// <param name="High">At 95%.</param>
    public sealed record Row(EvidenceCase Case, bool Controlled, bool Suggested, double Ratio, double Low, double High);

    public sealed record Listed(LibraryKind About, IReadOnlyList<Row> Rows, int Total, int Page);

    public async Task<Outcome<Listed>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if ((await ListWhatWorks.Subjects(work, input.Subject, cancel)).FirstOrDefault(s => s.Code == input.Code) is not { } about)
        {
            return Refusal.NotThere;
        }

        var (found, total) = await Read(work, input, cancel);
        var page = Math.Max(1, input.Page);
        if (found.Count == 0 && page > 1)
        {
            // Beyond the end.
            (found, total) = await Read(work, input with { Page = page = 1 }, cancel);
        }

        var cases = await EvidenceCase.Of(work, found.Select(f => f.Id), cancel);
        return new Listed(
            about,
            [
                .. found
                    .Where(f => cases.ContainsKey(f.Id))
                    .Select(f =>
                    {
                        var (ratio, low, high) = Weighed.Range(f.Effect);
                        return new Row(cases[f.Id], f.Controlled, f.Suggested, ratio, low, high);
                    }),
            ],
            total,
            page
        );
    }

    private static async Task<(List<(Guid Id, bool Controlled, bool Suggested, Effect Effect)> Rows, int Total)> Read(
        Work work,
        Input input,
        CancellationToken cancel
    )
    {
        var (rows, total) = (new List<(Guid, bool, bool, Effect)>(), 0);
        await foreach (
            var row in work.EachRow(
                """
                select v.record_id, v.controlled, v.suggested, v.log_ratio, v.variance, (count(*) over ())::integer as total
                from library_of($1, $2) v where v.log_ratio is not null
                order by v.controlled desc, v.variance, v.reference limit $3 offset $4
                """,
                cancel,
                EnumCode.Of(input.Subject),
                new[] { input.Code },
                PageSize,
                (long)(Math.Max(1, input.Page) - 1) * PageSize
            )
        )
        {
            rows.Add(
                (
                    row.Get<Guid>("record_id"),
                    row.Get<bool>("controlled"),
                    row.Get<bool>("suggested"),
                    new(row.Get<double>("log_ratio"), row.Get<double>("variance"))
                )
            );
            total = row.Get<int>("total");
        }

        return (rows, total);
    }
}
