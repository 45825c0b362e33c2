using System.Globalization;
using Npgsql;

namespace Wardwise.Testing;

/// <summary>
/// A district of two neighbourhoods side by side. Fairlands has ten incidents of anti-social behaviour a month to May 2025 and four from
/// June 2025; The Oval has twenty throughout. Months from January 2024 to May 2026 are imported.
/// </summary>
public static class Ground
{
    public const int Fairlands = 2;

    /// <summary>All of Fairlands, drawn.</summary>
    public const string FairlandsDrawn =
        """{"type":"Polygon","coordinates":[[[-0.3,51.8],[-0.2,51.8],[-0.2,52.0],[-0.3,52.0],[-0.3,51.8]]]}""";

    public static async Task Lay(Station station)
    {
        await using var connection = new NpgsqlConnection(station.OwnerConnectionString);
        await connection.OpenAsync();
        await using var lay = new NpgsqlCommand(
            $$"""
            set session_replication_role = replica;
            insert into place (id, level, force_code, code, name) values
                (gen_random_uuid(), 3, 'wealdshire', 'D1', 'Ashmoor'), (gen_random_uuid(), 4, 'wealdshire', 'N1', 'Fairlands'),
                    (gen_random_uuid(), 4, 'wealdshire', 'N2', 'The Oval');
            insert into place_version (id, place_no, boundary, digest, source, added_at)
                select gen_random_uuid(), p.no, b.boundary, '', 'test', now() from place p join (values
                    ('D1', '{{Square(-0.3, -0.1)}}'), ('N1', '{{Square(-0.3, -0.2)}}'), ('N2', '{{Square(
                -0.2,
                -0.1
            )}}')) b (code, boundary) on b.code = p.code;
            insert into scope (agency_id) select '{{station.PoliceId}}'
                where not exists (select 1 from scope where agency_id = '{{station.PoliceId}}');
            insert into import (id, reference, kind, format, force_code, scope, at, actor_id, actor_name)
                select gen_random_uuid(), 'I-1', 'incidents', 'police-uk', 'wealdshire', no, now(), gen_random_uuid(), 'test' from scope
                    where agency_id = '{{station.PoliceId}}';
            insert into import_month (import_no, scope, month, rows, changes)
                select i.no, i.scope, m::date, 30, 0
                    from import i, generate_series(date '2024-01-01', date '2026-05-01', interval '1 month') m;
            insert into incident_row (id, scope, occurred_at, precision, category, asb_category, asb_type, lat, lon, location,
                neighbourhood_no, district_no, import_no, row_hash)
                select gen_random_uuid(), i.scope, m + interval '10 days', 1, 1, 0, case when n % 2 = 0 then 2 else 0 end,
                    51.9, case when n <= 10 then -0.25 else -0.15 end, 'On or near The Green',
                    case when n <= 10 then 2 else 3 end, 1, i.no, n
                from import i, generate_series(timestamptz '2024-01-01', timestamptz '2026-05-01', interval '1 month') m,
                    generate_series(1, 30) n
                where n > 10 or n <= case when m < timestamptz '2025-05-31' then 10 else 4 end;
            """,
            connection
        );
        await lay.ExecuteNonQueryAsync();
    }

    /// <summary>Imports further months, from the first to the last: so many a month in Fairlands, twenty in The Oval.</summary>
    public static async Task AddMonths(Station station, DateOnly first, DateOnly last, int inFairlands)
    {
        await using var connection = new NpgsqlConnection(station.OwnerConnectionString);
        await connection.OpenAsync();
        await using var add = new NpgsqlCommand(
            $$"""
            set session_replication_role = replica;
            insert into import (id, reference, kind, format, force_code, scope, at, actor_id, actor_name)
                select gen_random_uuid(), 'I-' || (select count(*) + 1 from import), 'incidents', 'police-uk', 'wealdshire', scope, now(),
                    actor_id, 'test' from import where reference = 'I-1';
            insert into import_month (import_no, scope, month, rows, changes)
                select i.no, i.scope, m::date, 30, 0
                    from (select * from import order by no desc limit 1) i,
                    generate_series(timestamp '{{first:yyyy-MM-dd}}', timestamp '{{last:yyyy-MM-dd}}', interval '1 month') m;
            insert into incident_row (id, scope, occurred_at, precision, category, asb_category, asb_type, lat, lon, location,
                neighbourhood_no, district_no, import_no, row_hash)
                select gen_random_uuid(), i.scope, m + interval '10 days', 1, 1, 0, 0,
                    51.9, case when n <= {{inFairlands}} then -0.25 else -0.15 end, 'On or near The Green',
                    case when n <= {{inFairlands}} then 2 else 3 end, 1, i.no, n
                from (select * from import order by no desc limit 1) i,
                    generate_series(timestamptz '{{first:yyyy-MM-dd}}', timestamptz '{{last:yyyy-MM-dd}}', interval '1 month') m,
                    generate_series(1, 20 + {{inFairlands}}) n;
            """,
            connection
        );
        await add.ExecuteNonQueryAsync();
    }

    private static string Square(double west, double east) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"type":"Polygon","coordinates":[[[{{west}},51.8],[{{east}},51.8],[{{east}},52.0],[{{west}},52.0],[{{west}},51.8]]]}"""
        );
}
