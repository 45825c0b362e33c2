using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Imports;

/// <summary>Brings in a list of addresses by UPRN. One without a position takes its postcode's, where that is held.</summary>
public sealed class ImportAddresses(Database database)
{
    private const string Upsert = """
        insert into address as held (force_code, uprn, line, postcode, lat, lon)
        select $1, v.uprn, v.line, v.postcode, coalesce(v.lat, p.lat), coalesce(v.lon, p.lon)
        from unnest($2::bigint[], $3::text[], $4::text[], $5::float8[], $6::float8[]) v(uprn, line, postcode, lat, lon) left join postcode p
            on p.code = v.postcode
        on conflict (uprn) do update set force_code = excluded.force_code, line = excluded.line, postcode = excluded.postcode,
            lat = excluded.lat, lon = excluded.lon
        where (held.force_code, held.line, held.postcode, held.lat, held.lon) is distinct from
            (excluded.force_code, excluded.line, excluded.postcode, excluded.lat, excluded.lon)
        returning xmax = 0 as is_new
        """;

    public sealed record Input
    {
        public required IReadOnlyList<string> Paths { get; init; }
        public required string Force { get; init; }
    }

    public Task<Outcome<GazetteerReport>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        var list = new GazetteerList<AddressDraft>(
            "addresses",
            AddressFileReader.Read,
            a => $"uprn {a.Uprn}",
            Upsert,
            part =>
                [
                    input.Force,
                    part.Select(a => a.Uprn).ToArray(),
                    part.Select(a => a.Line).ToArray(),
                    part.Select(a => a.Postcode.ToString()).ToArray(),
                    part.Select(a => a.Point?.Lat).ToArray(),
                    part.Select(a => a.Point?.Lon).ToArray(),
                ]
        );
        return GazetteerImport.Run(database, actor, input.Paths, input.Force, list, cancel);
    }
}
