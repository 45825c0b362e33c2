using System.Diagnostics;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Exchange;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Places;

/// <summary>Brings in postcodes with their positions.</summary>
public sealed class ImportPostcodes(Database database)
{
    public sealed record Input
    {
        public required IReadOnlyList<string> Paths { get; init; }
        public required string Force { get; init; }
    }

    public async Task<Outcome<GazetteerReport>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var files = InputFile.Find(input.Paths, ".csv");
        if (!files.Done)
        {
            return files.Refusals.ToList();
        }

        await using var work = await database.Begin(actor, cancel);
        var (import, refused) = await GazetteerImport.Open(work, actor, "postcodes", input.Force, cancel);
        if (import is null)
        {
            return refused!;
        }

        var found = new Dictionary<string, PostcodeDraft>();
        if (import.ReadAll<PostcodeDraft>(files.Value, PostcodeFileReader.Read, p => found[p.Code.ToString()] = p) is { } fault)
        {
            return fault;
        }

        await import.Upsert(found.Values, """
            insert into postcode as held (code, lat, lon, quality) select * from unnest($1::text[], $2::float8[], $3::float8[], $4::smallint[])
            on conflict (code) do update set lat = excluded.lat, lon = excluded.lon, quality = excluded.quality
            where (held.lat, held.lon, held.quality) is distinct from (excluded.lat, excluded.lon, excluded.quality)
            returning xmax = 0
            """,
            part =>
            [
                part.Select(p => p.Code.ToString()).ToArray(), part.Select(p => p.Point.Lat).ToArray(), part.Select(p => p.Point.Lon).ToArray(),
                part.Select(p => p.Quality).ToArray(),
            ],
            cancel);
        return await import.Close(started, cancel);
    }
}
