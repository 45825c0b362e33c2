using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Places;

/// <summary>One place with every version of its boundary.</summary>
public sealed class ShowPlace(Database database)
{
    public sealed record Input
    {
        public required int No { get; init; }
    }

    public sealed record VersionLine(
        Guid Id,
        DateOnly? From,
        DateOnly? To,
        string Source,
        string AgreedWith,
        DateOnly? ReviewDue,
        string? Import,
        DateTimeOffset AddedAt,
        DateTimeOffset? WithdrawnAt,
        double Km2,
        int Version
    );

    public sealed record TeamLine(Guid Id, string Name, string Agency);

    public sealed record Shown(
        int No,
        string Code,
        string Name,
        PlaceLevel Level,
        string ForceCode,
        string Boundary,
        IReadOnlyList<VersionLine> Versions,
        IReadOnlyList<TeamLine> Teams
    );

    public async Task<Outcome<Shown>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeePlaces) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var shown = await work.FirstRow(
            "select code, name, level, force_code from place where no = $1",
            row => new Shown(
                input.No,
                row.Get<string>("code"),
                row.Get<string>("name"),
                (PlaceLevel)row.Get<short>("level"),
                row.Get<string>("force_code"),
                "",
                [],
                []
            ),
            cancel,
            input.No
        );
        if (shown is null || (actor.ForceCode is { } own && own != shown.ForceCode))
        {
            return new Refusal("There is no such place.", null, RefusalKind.NotFound);
        }

        var (versions, boundary) = await Versions(work, input.No, cancel);
        shown = shown with { Boundary = boundary, Versions = versions, Teams = await Teams(work, input.No, cancel) };
        await work.Finish(cancel);
        return shown;
    }

    private static async Task<(IReadOnlyList<VersionLine> Versions, string Boundary)> Versions(Work work, int no, CancellationToken cancel)
    {
        var (lines, latest) = (new List<VersionLine>(), "");
        await foreach (
            var row in work.EachRow(
                """
                select v.id, v.valid_from, v.valid_to, v.source, v.agreed_with, v.review_due, m.reference, v.added_at, v.withdrawn_at,
                    v.boundary, v.version
                from place_version v left join import m on m.no = v.import_no where v.place_no = $1 order by v.withdrawn_at is not null,
                    v.valid_from desc nulls last, v.added_at desc
                """,
                cancel,
                no
            )
        )
        {
            latest = latest.Length == 0 ? row.Get<string>("boundary") : latest;
            lines.Add(
                new(
                    row.Get<Guid>("id"),
                    row.Get<DateOnly?>("valid_from"),
                    row.Get<DateOnly?>("valid_to"),
                    row.Get<string>("source"),
                    row.Get<string>("agreed_with"),
                    row.Get<DateOnly?>("review_due"),
                    row.OrNull<string>("reference"),
                    row.Get<DateTimeOffset>("added_at"),
                    row.Get<DateTimeOffset?>("withdrawn_at"),
                    Boundaries.SquareKilometres(Boundaries.Read(row.Get<string>("boundary")).Value),
                    row.Get<int>("version")
                )
            );
        }

        return (lines, latest);
    }

    private static async Task<IReadOnlyList<TeamLine>> Teams(Work work, int no, CancellationToken cancel)
    {
        return await work.Rows(
            """
            select t.id, t.name as team, a.name as agency from team t join agency a on a.id = t.agency_id
            where t.place_no = $1 and t.closed_on is null order by t.name collate "C"
            """,
            row => new TeamLine(row.Get<Guid>("id"), row.Get<string>("team"), row.Get<string>("agency")),
            cancel,
            no
        );
    }
}
