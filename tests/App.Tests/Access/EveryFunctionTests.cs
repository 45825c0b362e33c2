using Npgsql;
using Wardwise.App.Data;
using Wardwise.App.Search;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Access;

/// <summary>
/// Every function of the catalogue is called by the application's login with no settings and with another agency's: none gives or changes
/// what is not the caller's. What the application may run is named here, and so is what only the keeper may; the rest nobody may.
/// </summary>
public sealed class EveryFunctionTests
{
    /// <summary>What the application may run, and with what arguments it would reach the record: {id}, {reference}, {code}.</summary>
    private static readonly Dictionary<string, string> OfTheApplication = new()
    {
        ["my_actor"] = "",
        ["my_readers"] = "",
        ["my_agencies"] = "",
        ["my_scopes"] = "",
        ["is_upkeep"] = "",
        ["my_kind"] = "",
        ["my_door"] = "",
        ["my_door_id"] = "",
        ["my_door_digest"] = "",
        ["house_acts"] = "",
        ["somebody_acts"] = "",
        ["accounts_at_door"] = "",
        ["device_known"] = "sha256('x')",
        ["wants_by_mail"] = "'{id}', 'digest'",
        ["forces_managed"] = "",
        ["folded"] = "'x'",
        ["look_chain"] = "",
        ["next_reference"] = "'P', 2026",
        ["may_write_record"] = "'{id}'",
        ["responses_within"] = "'wealdshire', '{}', '{}', '2000-01-01', '2100-01-01'",
        ["find_candidates"] = "null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, 100",
        ["take_back_old_records"] = "array['{id}'::uuid]",
        ["old_records_opened"] = "array['{id}'::uuid], array['2001-01-01'::timestamptz]",
        ["library_of"] = "'kind', array['{code}']",
        ["library_sums"] = "'kind', null",
        ["publish_record"] = "'{id}', true",
        ["named_as_own"] = "'{id}'",
        ["times_taken_over"] = "array['{id}'::uuid]",
    };

    private static readonly string[] OfTheKeeper =
    [
        "anchor_next",
        "anchor_root",
        "anchor_signed",
        "trail_counts",
        "trail_check",
        "anchor_check",
        "mark_check",
        "reader_check",
        "attachments_kept",
        "expire_grants",
        "findable_fields",
        "put_findable",
        "force_of_record",
        "administrators_of_record",
        "set_findable_aside",
        "try_aside_again",
        "forget_forms_sent",
        "note_findable_words",
        "drop_findable_words",
        "read_again",
        "count_findable_terms",
    ];

    /// <summary>Triggers, what scripts hang on tables, and parts of the others.</summary>
    private static readonly string[] OfNobody =
    [
        "trail_append",
        "notice_left",
        "force_concerned",
        "trail_digest",
        "mark_digest",
        "mark_bytes",
        "mark_again",
        "key_columns",
        "keep_history",
        "hang_on_record",
        "close_to_strangers",
        "hang_on_import",
        "only_writers_write",
        "demand_trail",
        "trail_named",
        "chain_name",
        "reader_name",
        "erasures_anchored",
        "owner_readers",
        "record_opens",
        "record_owned",
        "record_given",
        "readers_today",
        "grant_changed",
        "write_share_grants",
        "share_grants",
        "agreement_moved",
        "findable_changed",
        "place_renamed",
        "problem_fields",
        "lesson_fields",
        "guide_fields",
        "practice_fields",
        "effect_of_result",
        "keep_measured_effect",
        "keep_library_fact",
    ];

    /// <summary>What a stranger's call may change: the next number of a reference, which is nobody's.</summary>
    private const string NotLookedAt = "'reference_counter'";

    [Fact]
    public async Task NoFunction_GivesOrChangesWhatIsNotTheCallers()
    {
        await using var station = await ProblemStation.Create();

        Assert.Empty(await Faults(station));
    }

    [Fact]
    public async Task AFunctionThatGivesWhatItIsAskedFor_IsNamed_AndSoIsOneThatChangesIt()
    {
        await using var station = await ProblemStation.Create();
        await Catalogue.Run(
            station.Station,
            """
            create function peek(of_record uuid) returns text language sql security definer as
                'select title from record where id = of_record';
            create function forget(of_record uuid) returns void language sql security definer as
                'delete from findable_waiting where record_id = of_record';
            create function unlisted() returns integer language sql as 'select 1';
            grant execute on function peek, forget to wardwise_app
            """
        );

        var faults = await Faults(station);

        Assert.Contains("peek is in no list.", faults);
        Assert.Contains("peek gives what is not the caller's, with no settings.", faults);
        Assert.Contains("forget changes what is not the caller's, with no settings.", faults);
        Assert.Contains("peek gives what is not the caller's, with another agency's settings.", faults);
        Assert.Contains("unlisted is in no list.", faults);
    }

    [Fact]
    public async Task AFunctionThatIsGivenToEverybody_IsNamed()
    {
        await using var station = await ProblemStation.Create();
        await Catalogue.Run(
            station.Station,
            "grant execute on function expire_grants to public; grant execute on function anchor_signed to wardwise_app"
        );

        var faults = await Faults(station);

        Assert.Contains("expire_grants may be run by wardwise_app.", faults);
        Assert.Contains("anchor_signed may be run by wardwise_app.", faults);
    }

    [Fact]
    public async Task TheApplicationsLogin_CannotBecomeTheKeeper()
    {
        await using var station = await Station.Create();

        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            Catalogue.Read(station.AppConnectionString, $"set role {Upkeep.Role}", _ => 0)
        );

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    private static async Task<List<string>> Faults(ProblemStation station)
    {
        var reference = await station.Responded();
        await station.Get<Indexer>().Drain(100, null, default);
        var owner = station.Station;
        // Waits for the index again, and is no draft: whatever looks for it would find it.
        await Catalogue.Run(
            owner,
            $"insert into findable_waiting (record_id, since) select id, now() from record where reference = '{reference}'"
        );
        var record = new Victim(
            await Catalogue.One(owner, $"select id from record where reference = '{reference}'"),
            reference,
            await Catalogue.One(owner, $"select title from record where reference = '{reference}'"),
            await Catalogue.One(
                owner,
                $"select coalesce(f.kind_code, d.suggested_kind) from library_fact f left join findable d using (record_id) "
                    + $"join record r on r.id = f.record_id where r.reference = '{reference}'"
            )
        );
        var stranger = Guid.CreateVersion7();
        var partner = (await owner.As(Role.Partner)).Id;
        var callers = new (string Who, string Actor, string Readers)[]
        {
            ("with no settings", "", ""),
            ("with nobody's settings", Guid.Empty.ToString(), "{}"),
            ("with another agency's settings", partner.ToString(), $"{{{owner.CouncilId},{partner}}}"),
            ("with another force's settings", stranger.ToString(), $"{{{stranger}}}"),
        };

        var functions = await Catalogue.Read(
            owner.OwnerConnectionString,
            $"""
            select p.oid::regproc::text, p.prorettype = 'trigger'::regtype,
                has_function_privilege('{WardwiseInstance.AppRole}', p.oid, 'execute'),
                has_function_privilege('{Upkeep.Role}', p.oid, 'execute'),
                array(select format_type(t, null) from unnest(p.proargtypes::oid[]) with ordinality a (t, o) order by o)
            from pg_proc p where p.pronamespace = 'public'::regnamespace order by 1
            """,
            r =>
                (
                    Name: r.GetString(0),
                    IsTrigger: r.GetBoolean(1),
                    App: r.GetBoolean(2),
                    Keeper: r.GetBoolean(3),
                    Types: r.GetFieldValue<string[]>(4)
                )
        );
        Assert.NotEmpty(functions);
        var faults = new List<string>();
        var state = await State(owner);
        foreach (var function in functions)
        {
            var (app, keeper) = (OfTheApplication.ContainsKey(function.Name), OfTheKeeper.Contains(function.Name));
            if (!app && !keeper && !OfNobody.Contains(function.Name))
            {
                faults.Add($"{function.Name} is in no list.");
            }

            if (function.App && !app)
            {
                faults.Add($"{function.Name} may be run by {WardwiseInstance.AppRole}.");
            }

            if ((app && !function.App) || (keeper && !function.Keeper) || (function.Keeper && !keeper && !app && !function.App))
            {
                faults.Add($"{function.Name} may be run by others than its list says.");
            }

            var arguments = OfTheApplication.TryGetValue(function.Name, out var given)
                ? given.Replace("{id}", record.Id, StringComparison.Ordinal).Replace("{code}", record.Code, StringComparison.Ordinal)
                : string.Join(", ", function.Types.Select(t => Argument(t, record)));
            foreach (var caller in callers.Where(_ => !function.IsTrigger))
            {
                await Call(owner, function.Name, arguments, caller, record, faults);
                if (await State(owner) is var after && after != state)
                {
                    faults.Add($"{function.Name} changes what is not the caller's, {caller.Who}.");
                    state = after;
                }
            }
        }

        faults.AddRange(
            OfTheApplication
                .Keys.Concat(OfTheKeeper)
                .Concat(OfNobody)
                .Except(functions.Select(f => f.Name))
                .Select(gone => $"{gone} is on a list and not there.")
        );
        return faults;
    }

    private static async Task Call(
        Station owner,
        string function,
        string arguments,
        (string Who, string Actor, string Readers) caller,
        Victim record,
        List<string> faults
    )
    {
        string given;
        try
        {
            given = await AsTheApplication(owner, function, arguments, caller);
        }
        catch (PostgresException)
        {
            // Refused: by right, or by the function itself.
            return;
        }

        if (
            given.Contains(record.Id, StringComparison.Ordinal)
            || given.Contains(record.Reference, StringComparison.Ordinal)
            || given.Contains(record.Title, StringComparison.Ordinal)
        )
        {
            faults.Add($"{function} gives what is not the caller's, {caller.Who}.");
        }

        // Counts over records, of which the caller sees none.
        if (function is "library_sums" or "library_of" or "times_taken_over" or "find_candidates" && given.Length > 0)
        {
            faults.Add($"{function} counts what is not the caller's, {caller.Who}.");
        }

        // The areas of responses are for those of the force.
        if (function == "responses_within" && given.Length > 0 && caller.Who != "with another agency's settings")
        {
            faults.Add($"{function} tells strangers where responses are, {caller.Who}.");
        }
    }

    private static async Task<string> AsTheApplication(
        Station owner,
        string function,
        string arguments,
        (string Who, string Actor, string Readers) caller
    )
    {
        await using var connection = new NpgsqlConnection(owner.AppConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (caller.Readers.Length > 0)
        {
            await using var name = new NpgsqlCommand(
                "select set_config('app.actor', $1, true), set_config('app.readers', $2, true), "
                    + "set_config('app.agencies', $2, true), set_config('app.scopes', '{}', true), set_config('app.kind', $3, true)",
                connection
            )
            {
                Parameters =
                {
                    new() { Value = caller.Actor },
                    new() { Value = caller.Readers },
                    new() { Value = caller.Actor == Guid.Empty.ToString() ? "public" : "account" },
                },
            };
            await name.ExecuteNonQueryAsync();
        }

        await using var call = new NpgsqlCommand(
            $"select coalesce(string_agg(f::text, ' '), '') from {function}({arguments}) f",
            connection
        );
        var given = (string)(await call.ExecuteScalarAsync())!;
        await transaction.CommitAsync();
        return given;
    }

    /// <summary>A digest of every table's content.</summary>
    private static async Task<string> State(Station owner)
    {
        var tables = await Catalogue.One(
            owner,
            $"""
            select string_agg(format(
                'select %L || md5(coalesce(string_agg(t::text, '' '' order by t::text), '''')) from %I t', relname, relname), ' union all ')
            from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> {NotLookedAt}
            """
        );
        return string.Concat(
            (await Catalogue.Read(owner.OwnerConnectionString, tables, r => r.GetString(0))).Order(StringComparer.Ordinal)
        );
    }

    private static string Argument(string type, Victim record) =>
        type switch
        {
            "uuid" => $"'{record.Id}'::uuid",
            "uuid[]" => $"array['{record.Id}'::uuid]",
            "text" => "'problem'",
            "text[]" => "array['problem']",
            "boolean" => "true",
            "integer" or "bigint" or "real" or "numeric" => "1",
            "timestamp with time zone" => "now()",
            "bytea" => "''::bytea",
            "jsonb" => "'{}'::jsonb",
            "regclass" => "'record'::regclass",
            "share" => $"(select row(gen_random_uuid(), '{record.Id}', '{Guid.Empty}', null, 'taken', "
                + " now(), now() + interval '1 hour', null, 1)::share)",
            _ => $"null::{type}",
        };

    private sealed record Victim(string Id, string Reference, string Title, string Code);
}
