using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Imports;

/// <summary>Brings in postcodes with their positions.</summary>
public sealed class ImportPostcodes(Database database)
{
    private const string Upsert = """
        insert into postcode as held (code, lat, lon, quality) select * from unnest($1::text[], $2::float8[], $3::float8[], $4::smallint[])
        on conflict (code) do update set lat = excluded.lat, lon = excluded.lon, quality = excluded.quality
        where (held.lat, held.lon, held.quality) is distinct from (excluded.lat, excluded.lon, excluded.quality)
        returning xmax = 0 as is_new
        """;

    public sealed record Input
    {
        public required IReadOnlyList<string> Paths { get; init; }
        public required string Force { get; init; }
    }

    public Task<Outcome<GazetteerReport>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        var list = new GazetteerList<PostcodeDraft>(
            "postcodes",
            PostcodeFileReader.Read,
            p => p.Code.ToString(),
            Upsert,
            part =>
                [
                    part.Select(p => p.Code.ToString()).ToArray(),
                    part.Select(p => p.Point.Lat).ToArray(),
                    part.Select(p => p.Point.Lon).ToArray(),
                    part.Select(p => p.Quality).ToArray(),
                ]
        );
        return GazetteerImport.Run(database, actor, input.Paths, input.Force, list, cancel);
    }
}
