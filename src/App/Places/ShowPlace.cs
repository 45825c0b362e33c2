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
        double Km2
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
        Shown? shown = null;
        await using (var find = work.Command("select code, name, level, force_code from place where no = $1", input.No))
        await using (var row = await find.ExecuteReaderAsync(cancel))
        {
            if (await row.ReadAsync(cancel))
            {
                shown = new(input.No, row.GetString(0), row.GetString(1), (PlaceLevel)row.GetInt16(2), row.GetString(3), "", [], []);
            }
        }

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
        await using var find = work.Command(
            """
            select v.id, v.valid_from, v.valid_to, v.source, v.agreed_with, v.review_due, m.reference, v.added_at, v.withdrawn_at,
                v.boundary
            from place_version v left join import m on m.no = v.import_no where v.place_no = $1 order by v.withdrawn_at is not null,
                v.valid_from desc nulls last, v.added_at desc
            """,
            no
        );
        await using var row = await find.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            DateOnly? Day(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
            latest = latest.Length == 0 ? row.GetString(9) : latest;
            lines.Add(
                new(
                    row.GetGuid(0),
                    Day(1),
                    Day(2),
                    row.GetString(3),
                    row.GetString(4),
                    Day(5),
                    row.IsDBNull(6) ? null : row.GetString(6),
                    row.GetFieldValue<DateTimeOffset>(7),
                    row.IsDBNull(8) ? null : row.GetFieldValue<DateTimeOffset>(8),
                    Boundaries.SquareKilometres(Boundaries.Read(row.GetString(9)).Value)
                )
            );
        }

        return (lines, latest);
    }

    private static async Task<IReadOnlyList<TeamLine>> Teams(Work work, int no, CancellationToken cancel)
    {
        var teams = new List<TeamLine>();
        await using var find = work.Command(
            """
            select t.id, t.name, a.name from team t join agency a on a.id = t.agency_id
            where t.place_no = $1 and t.closed_on is null order by t.name collate "C"
            """,
            no
        );
        await using var row = await find.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            teams.Add(new(row.GetGuid(0), row.GetString(1), row.GetString(2)));
        }

        return teams;
    }
}
