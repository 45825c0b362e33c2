using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Places;

/// <summary>The places of a level, by name.</summary>
public sealed class ListPlaces(Database database)
{
    public sealed record Input
    {
        /// <summary>None is all.</summary>
        public IReadOnlyList<PlaceLevel> Levels { get; init; } = [];

        /// <summary>The force by its code; an account sees its own force's.</summary>
        public string? Force { get; init; }
    }

    public sealed record Line(
        int No,
        string Code,
        string Name,
        PlaceLevel Level,
        DateOnly? From,
        int Versions,
        string Source,
        string AgreedWith,
        DateOnly? ReviewDue
    );

    public async Task<Outcome<IReadOnlyList<Line>>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeePlaces) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var lines = await work.Rows(
            """
            select p.no, p.code, p.name, p.level, v.valid_from, (select count(*)::int from place_version a where a.place_no = p.no
                and a.withdrawn_at is null) as versions,
                coalesce(v.source, '') as source, coalesce(v.agreed_with, '') as agreed_with, v.review_due
            from place p left join lateral (select * from place_version v where v.place_no = p.no and v.withdrawn_at is null
                order by v.valid_from desc nulls last limit 1) v on true
            where (cardinality($1) = 0 or p.level = any ($1)) and ($2::text is null or p.force_code = $2) and v.id is not null
            order by p.level, p.name collate "C", p.code collate "C"
            """,
            row => new Line(
                row.Get<int>("no"),
                row.Get<string>("code"),
                row.Get<string>("name"),
                (PlaceLevel)row.Get<short>("level"),
                row.Get<DateOnly?>("valid_from"),
                row.Get<int>("versions"),
                row.Get<string>("source"),
                row.Get<string>("agreed_with"),
                row.Get<DateOnly?>("review_due")
            ),
            cancel,
            input.Levels.Select(l => (short)l).ToArray(),
            actor.ForceCode ?? input.Force
        );

        await work.Finish(cancel);
        return lines;
    }
}
