using System.Runtime.InteropServices;
using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Incidents;

/// <summary>Writes incidents: new ones streamed into the table, changed ones after that, with what was there kept for undoing.</summary>
internal sealed class IncidentWriter(Work work, int importNo, short scope)
{
    private const int DetailsAtOnce = 5_000;

    /// <summary>Rows that are put in order before they are written.</summary>
    private const int Shelf = 20_000;

    private const string Copy = """
        copy incident_row (id, scope, occurred_at, "precision", category, asb_category, asb_type, lat, lon, location, lsoa_code,
            neighbourhood_no, district_no, outcome, import_no, row_hash) from stdin (format binary)
        """;

    public async Task WriteAll(ChannelReader<IncidentRow[]> batches, CancellationToken cancel)
    {
        var shelf = new List<IncidentRow>(Shelf);
        await foreach (var batch in batches.ReadAllAsync(cancel))
        {
            shelf.AddRange(batch);
            if (shelf.Count >= Shelf)
            {
                await Write(shelf, cancel);
                shelf.Clear();
            }
        }

        await Write(shelf, cancel);
    }

    /// <summary>Neighbourhood by neighbourhood, so that what is asked for together lies together on the disk.</summary>
    private async Task Write(List<IncidentRow> rows, CancellationToken cancel)
    {
        var order = rows.Select((row, i) => ((long)(row.NeighbourhoodNo ?? 0) << 32) | (uint)i).ToArray();
        Array.Sort(order);
        await work.Copy(
            Copy,
            stream =>
            {
                foreach (var i in order)
                {
                    Write(stream, CollectionsMarshal.AsSpan(rows)[(int)(i & uint.MaxValue)]);
                }
            },
            cancel
        );

        foreach (var detailed in rows.Where(r => r.Detail is not null).Chunk(DetailsAtOnce))
        {
            await WriteDetails(detailed, cancel);
        }
    }

    /// <summary>Puts rows that came different in the place of what was held.</summary>
    public async Task Change(IReadOnlyList<(IncidentRow Row, bool Held)> changed, CancellationToken cancel)
    {
        foreach (var part in changed.Chunk(DetailsAtOnce))
        {
            await Keep([.. part.Where(c => c.Held).Select(c => c.Row.Id)], cancel);
            await using (
                var command = work.Command(
                    """
                    update incident i set occurred_at = v.occurred_at, "precision" = v.precision_no, category = v.category,
                        asb_category = v.asb_category,
                        asb_type = v.asb_type, lat = v.lat, lon = v.lon, location = v.location, lsoa_code = v.lsoa_code,
                        neighbourhood_no = v.neighbourhood_no, district_no = v.district_no,
                        outcome = v.outcome, import_no = $1, row_hash = v.row_hash
                    from unnest($2::uuid[], $3::timestamptz[], $4::smallint[], $5::smallint[], $6::smallint[], $7::smallint[], $8::float8[],
                        $9::float8[], $10::text[],
                        $11::text[], $12::int[], $13::int[], $14::smallint[], $15::bigint[])
                        v(id, occurred_at, precision_no, category, asb_category, asb_type, lat, lon, location, lsoa_code, neighbourhood_no,
                            district_no, outcome, row_hash)
                    where i.id = v.id
                    """,
                    importNo,
                    part.Select(c => c.Row.Id).ToArray(),
                    part.Select(c => c.Row.When.Start).ToArray(),
                    part.Select(c => (short)c.Row.When.Precision).ToArray(),
                    part.Select(c => c.Row.Category).ToArray(),
                    part.Select(c => c.Row.AsbCategory).ToArray(),
                    part.Select(c => c.Row.AsbType).ToArray(),
                    part.Select(c => c.Row.Point?.Lat).ToArray(),
                    part.Select(c => c.Row.Point?.Lon).ToArray(),
                    part.Select(c => c.Row.Location).ToArray(),
                    part.Select(c => c.Row.LsoaCode).ToArray(),
                    part.Select(c => c.Row.NeighbourhoodNo).ToArray(),
                    part.Select(c => c.Row.DistrictNo).ToArray(),
                    part.Select(c => c.Row.Outcome).ToArray(),
                    part.Select(c => c.Row.Hash).ToArray()
                )
            )
            {
                await command.ExecuteNonQueryAsync(cancel);
            }

            var detailed = part.Where(c => c.Row.Detail is not null).Select(c => c.Row).ToList();
            if (detailed.Count > 0)
            {
                var ids = detailed.Select(d => d.Id).ToArray();
                await Execute("delete from incident_detail where incident_id = any ($1)", cancel, ids);
                await Execute(
                    "update mention set superseded_by = $2 where incident_id = any ($1) and superseded_by is null",
                    cancel,
                    ids,
                    importNo
                );
                await WriteDetails(detailed, cancel);
            }
        }
    }

    /// <summary>Takes out rows that a replaced month no longer has.</summary>
    public async Task Remove(IReadOnlyDictionary<Guid, KnownIncident> removed, CancellationToken cancel)
    {
        if (removed.Count == 0)
        {
            return;
        }

        await Keep([.. removed.Where(r => r.Value.Held).Select(r => r.Key)], cancel);
        await Execute("delete from incident where id = any ($1)", cancel, removed.Keys.ToArray());
    }

    private async Task Keep(Guid[] ids, CancellationToken cancel) =>
        await Execute(
            """
            insert into import_undo (taken_by, held, detail)
            select $1, row(i.*)::incident_row, to_jsonb(d) from incident i left join incident_detail d on d.incident_id = i.id
                where i.id = any ($2)
            """,
            cancel,
            importNo,
            ids
        );

    private void Write(NpgsqlBinaryImporter stream, in IncidentRow row)
    {
        stream.StartRow();
        stream.Write(row.Id, NpgsqlDbType.Uuid);
        stream.Write(scope, NpgsqlDbType.Smallint);
        stream.Write(row.When.Start.UtcDateTime, NpgsqlDbType.TimestampTz);
        stream.Write((short)row.When.Precision, NpgsqlDbType.Smallint);
        stream.Write(row.Category, NpgsqlDbType.Smallint);
        stream.Write(row.AsbCategory, NpgsqlDbType.Smallint);
        stream.Write(row.AsbType, NpgsqlDbType.Smallint);
        Optional(stream, row.Point?.Lat, NpgsqlDbType.Double);
        Optional(stream, row.Point?.Lon, NpgsqlDbType.Double);
        Text(stream, row.Location);
        Text(stream, row.LsoaCode);
        Optional(stream, row.NeighbourhoodNo, NpgsqlDbType.Integer);
        Optional(stream, row.DistrictNo, NpgsqlDbType.Integer);
        Optional(stream, row.Outcome, NpgsqlDbType.Smallint);
        stream.Write(importNo, NpgsqlDbType.Integer);
        stream.Write(row.Hash, NpgsqlDbType.Bigint);
    }

    private static void Optional<T>(NpgsqlBinaryImporter stream, T? value, NpgsqlDbType type)
        where T : struct
    {
        if (value is { } present)
        {
            stream.Write(present, type);
        }
        else
        {
            stream.WriteNull();
        }
    }

    private static void Text(NpgsqlBinaryImporter stream, string? value)
    {
        if (value is null)
        {
            stream.WriteNull();
        }
        else
        {
            stream.Write(Storable.Clean(value), NpgsqlDbType.Text);
        }
    }

    /// <summary>Row-level security forbids COPY here, so these go in as arrays.</summary>
    private async Task WriteDetails(IReadOnlyList<IncidentRow> rows, CancellationToken cancel)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await Execute(
            """
            insert into incident_detail (incident_id, source_ref, text, uprn, postcode, outcome, import_no)
            select v.*, $1 from unnest($2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[]) v
            """,
            cancel,
            importNo,
            rows.Select(r => r.Id).ToArray(),
            rows.Select(r => r.Detail!.SourceRef).ToArray(),
            rows.Select(r => r.Detail!.Text).ToArray(),
            rows.Select(r => r.Detail!.Uprn).ToArray(),
            rows.Select(r => r.Detail!.Postcode).ToArray(),
            rows.Select(r => r.Detail!.Outcome).ToArray()
        );
        var people = rows.SelectMany(r => r.Detail!.People.Select(p => (r.Id, Person: p))).ToList();
        if (people.Count > 0)
        {
            await Execute(
                """
                insert into mention (id, incident_id, part, name, born_on, phone, address, import_no)
                select v.*, $1 from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::date[], $7::text[], $8::text[]) v
                """,
                cancel,
                importNo,
                people.Select(_ => Guid.CreateVersion7(work.Now)).ToArray(),
                people.Select(p => p.Id).ToArray(),
                people.Select(p => p.Person.Part).ToArray(),
                people.Select(p => p.Person.Name).ToArray(),
                people.Select(p => p.Person.BornOn).ToArray(),
                people.Select(p => p.Person.Phone).ToArray(),
                people.Select(p => p.Person.Address).ToArray()
            );
        }
    }

    private async Task Execute(string sql, CancellationToken cancel, params object?[] values)
    {
        await using var command = work.Command(sql, values);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
