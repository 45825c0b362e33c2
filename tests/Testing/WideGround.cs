using System.Globalization;
using Npgsql;

namespace Wardwise.Testing;

/// <summary>
/// A district of forty neighbourhoods side by side, W0 to W39, eight in a row, with four to fourteen incidents of anti-social behaviour a
/// month each from January 2022 to May 2026, by chance around a level of their own. In W12 there are four in ten of the usual number from
/// June 2025. Violent crime is found in W12 alone.
/// </summary>
public static class WideGround
{
    public const string Planted = "W12";

    public static async Task Lay(Station station, string more = "")
    {
        await using var connection = new NpgsqlConnection(station.OwnerConnectionString);
        await connection.OpenAsync();
        await using var lay = new NpgsqlCommand(
            $$"""
            set session_replication_role = replica;
            select setseed(0.42);
            insert into place (id, level, force_code, code, name) values (gen_random_uuid(), 3, 'wealdshire', 'WD', 'Widely');
            insert into place (id, level, force_code, code, name) select gen_random_uuid(), 4, 'wealdshire', 'W' || n, 'Ward ' || n
                from generate_series(0, 39) n;
            insert into place_version (id, place_no, boundary, digest, source, added_at)
                select gen_random_uuid(), no, '{{Box(-0.4, 51.8, 0.16, 0.1)}}', '', 'test', now() from place where code = 'WD';
            insert into place_version (id, place_no, boundary, digest, source, added_at)
                select gen_random_uuid(), p.no,
                    format('{"type":"Polygon","coordinates":[[[%1$s,%2$s],[%3$s,%2$s],[%3$s,%4$s],[%1$s,%4$s],[%1$s,%2$s]]]}',
                    -0.4 + 0.02 * (n % 8), 51.8 + 0.02 * (n / 8), -0.38 + 0.02 * (n % 8), 51.82 + 0.02 * (n / 8)), '', 'test', now()
                from generate_series(0, 39) n join place p on p.code = 'W' || n;
            insert into scope (agency_id) select '{{station.PoliceId}}'
                where not exists (select 1 from scope where agency_id = '{{station.PoliceId}}');
            insert into import (id, reference, kind, format, force_code, scope, at, actor_id, actor_name)
                select gen_random_uuid(), 'I-1', 'incidents', 'police-uk', 'wealdshire', no, now(), gen_random_uuid(), 'test' from scope
                    where agency_id = '{{station.PoliceId}}';
            insert into import_month (import_no, scope, month, rows, changes)
                select i.no, i.scope, m::date, 300, 0
                    from import i, generate_series(timestamp '2022-01-01', timestamp '2026-05-01', interval '1 month') m;
            insert into incident_row (id, scope, occurred_at, precision, category, asb_category, asb_type, lat, lon, location,
                neighbourhood_no, district_no, import_no, row_hash)
                select gen_random_uuid(), i.scope, m + interval '10 days', 1, 1, 0, 0, 51.81 + 0.02 * (n / 8) + 0.008 * (random() - 0.5),
                    -0.39 + 0.02 * (n % 8) + 0.008 * (random() - 0.5), 'On or near The Green',
                    p.no, d.no, i.no, 1
                from import i, generate_series(timestamptz '2022-01-01', timestamptz '2026-05-01', interval '1 month') m,
                    generate_series(0, 39) n, place p, place d, generate_series(1, 3 * (4 + n * 7 % 11)) draw
                where p.code = 'W' || n and d.code = 'WD'
                    and random() + 0 * draw < case when n = 12 and m > timestamptz '2025-05-15' then 0.4 / 3 else 1.0 / 3 end;
            insert into incident_row (id, scope, occurred_at, precision, category, asb_category, asb_type, lat, lon, location,
                neighbourhood_no, district_no, import_no, row_hash)
                select gen_random_uuid(), i.scope, m + interval '10 days', 1, 13, 0, 0, 51.83, -0.31, 'On or near The Green', p.no, d.no,
                    i.no, 1
                from import i, generate_series(timestamptz '2022-01-01', timestamptz '2026-05-01', interval '1 month') m, place p, place d,
                    generate_series(1, 9) draw
                where p.code = 'W12' and d.code = 'WD';
            {{more}}
            """,
            connection
        );
        await lay.ExecuteNonQueryAsync();
    }

    private static string Box(double west, double south, double wide, double high) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"type":"Polygon","coordinates":[[[{{west}},{{south}}],[{{west + wide}},{{south}}]"""
                + $$""",[{{west + wide}},{{south + high}}],[{{west}},{{south + high}}],[{{west}},{{south}}]]]}"""
        );
}
