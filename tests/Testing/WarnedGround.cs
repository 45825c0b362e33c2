using System.Globalization;
using Npgsql;
using Wardwise.App.Accounts;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Shared;

namespace Wardwise.Testing;

/// <summary>
/// A row of neighbourhoods, Place 1 and on, in two districts of one force, with 37 whole months of incidents up to May 2026 of the counts
/// that a test gives. The officer's team has Place 1.
/// </summary>
public sealed class WarnedGround(Station station)
{
    /// <summary>The last of its months.</summary>
    public static readonly YearMonth Latest = new(2026, 5);

    public const int Months = 37;

    public static YearMonth First => Latest.Plus(1 - Months);

    /// <param name="places">How many neighbourhoods.</param>
    /// <param name="count">How many of a category in a place (from 1) and a month (0 to 36; 36 is judged).</param>
    /// <param name="kinds">Categories and types by their keys.</param>
    /// <param name="without">A month that was not imported, by its position.</param>
    public async Task Lay(int places, Func<int, string, int, int> count, IReadOnlyList<string> kinds, int? without = null)
    {
        await using var connection = await Open();
        await Run(
            connection,
            $$"""
            set session_replication_role = replica;
            insert into place (id, level, force_code, code, name) values (gen_random_uuid(), 1, 'wealdshire', 'F', 'Wealdshire');
            insert into place (id, level, force_code, code, name)
                values (gen_random_uuid(), 3, 'wealdshire', 'D1', 'Ashmoor'), (gen_random_uuid(), 3, 'wealdshire', 'D2', 'Lantern Vale');
            insert into place (id, level, force_code, code, name) select gen_random_uuid(), 4, 'wealdshire', 'N' || n, 'Place ' || n
                from generate_series(1, {{places}}) n;
            insert into scope (agency_id) select '{{station.PoliceId}}'
                where not exists (select 1 from scope where agency_id = '{{station.PoliceId}}');
            """
        );
        await Boundary(connection, "F", 0, places);
        await Boundary(connection, "D1", 0, places / 2);
        await Boundary(connection, "D2", places / 2, places);
        for (var place = 1; place <= places; place++)
        {
            await Boundary(connection, $"N{place}", place - 1, place);
        }

        await Stamp(connection);
        await Run(
            connection,
            $"""
            insert into import_month (import_no, scope, month, rows, changes) select i.no, i.scope, m::date, 30, 0
                from import i, generate_series(date '{First.FirstDay:yyyy-MM-dd}', date '{Latest.FirstDay:yyyy-MM-dd}',
                interval '1 month') m
            where {(without is { } gap ? $"m::date <> date '{First.Plus(gap).FirstDay:yyyy-MM-dd}'" : "true")}
            """
        );
        var rows = new List<(int Place, string Kind, int Month, int Count)>();
        for (var place = 1; place <= places; place++)
        {
            foreach (var kind in kinds)
            {
                rows.AddRange(Enumerable.Range(0, Months).Where(m => m != without).Select(m => (place, kind, m, count(place, kind, m))));
            }
        }

        await Add(connection, rows);
        var team = await station
            .Get<SaveTeam>()
            .Run(
                station.Owner,
                new()
                {
                    Id = station.TeamId,
                    AgencyId = station.PoliceId,
                    Name = "Ashmoor team",
                    PlaceNo = No(1),
                },
                default
            );
        if (!team.Done)
        {
            throw new InvalidOperationException(team.Refusals[0].Sentence);
        }
    }

    /// <summary>The number of a neighbourhood: the force and two districts come before.</summary>
    public static int No(int place) => place + 3;

    /// <summary>More of a kind in the last month, as a later import brings them; of another agency where given.</summary>
    public async Task More(int place, string kind, int count, Guid? agency = null)
    {
        await using var connection = await Open();
        await Run(
            connection,
            $"""
            set session_replication_role = replica; insert into scope (agency_id) select '{agency ?? station.PoliceId}'
            where not exists (select 1 from scope where agency_id = '{agency ?? station.PoliceId}')
            """
        );
        await Add(connection, [(place, kind, Months - 1, count)], agency);
        await Stamp(connection);
    }

    private async Task Add(NpgsqlConnection connection, List<(int Place, string Kind, int Month, int Count)> rows, Guid? agency = null)
    {
        await using var add = new NpgsqlCommand(
            """
            insert into incident_row (id, scope, occurred_at, precision, category, asb_category, asb_type, lat, lon, location,
                neighbourhood_no, district_no, import_no, row_hash)
                select gen_random_uuid(), s.no, r.at + (n % 7) * interval '1 day', 3,
                    r.category, case when r.category = 1 then 2 else 0 end, r.type, 51.9, -0.25, 'On or near Mill Lane', r.place, 2, 1, n
                from unnest($1, $2, $3, $4, $5) r (place, category, type, at, count), generate_series(1, r.count) n, scope s
                    where s.agency_id = $6
            """,
            connection
        );
        add.Parameters.Add(new() { Value = rows.Select(r => No(r.Place)).ToArray() });
        add.Parameters.Add(
            new() { Value = rows.Select(r => (IncidentCodes.Categories.Find(r.Kind) ?? IncidentCodes.Asb).Number).ToArray() }
        );
        add.Parameters.Add(new() { Value = rows.Select(r => IncidentCodes.AsbTypes.Find(r.Kind)?.Number ?? 0).ToArray() });
        add.Parameters.Add(
            new()
            {
                Value = rows.Select(r => LondonTime.At(First.Plus(r.Month).FirstDay.AddDays(9).ToDateTime(new TimeOnly(19, 30)))).ToArray(),
            }
        );
        add.Parameters.Add(new() { Value = rows.Select(r => r.Count).ToArray() });
        add.Parameters.Add(new() { Value = agency ?? station.PoliceId });
        await add.ExecuteNonQueryAsync();
    }

    private async Task Stamp(NpgsqlConnection connection) =>
        await Run(
            connection,
            $"""
            insert into import (id, reference, kind, format, force_code, scope, at, actor_id, actor_name)
                select gen_random_uuid(), 'I-' || gen_random_uuid(), 'incidents', 'police-uk', 'wealdshire', no, now(), gen_random_uuid(),
                    'test' from scope where agency_id = '{station.PoliceId}'
            """
        );

    private static async Task Boundary(NpgsqlConnection connection, string code, int from, int to)
    {
        string At(int step) => (-0.3 + (step * 0.01)).ToString("0.00", CultureInfo.InvariantCulture);
        await Run(
            connection,
            $$"""
            insert into place_version (id, place_no, boundary, digest, source, added_at)
                select gen_random_uuid(), no, '{"type":"Polygon","coordinates":[[[{{At(from)}},51.8],[{{At(to)}},51.8],[{{At(
                to
            )}},52.0],[{{At(from)}},52.0],[{{At(from)}},51.8]]]}', '', 'test', now() from place where code = '{{code}}'
            """
        );
    }

    private async Task<NpgsqlConnection> Open()
    {
        var connection = new NpgsqlConnection(station.OwnerConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
