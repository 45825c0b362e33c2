using Wardwise.App.Data;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Access;

/// <summary>Every table of the catalogue is limited by row-level security and demands history, or is on a short list with its reason. A
/// table that the application has no right to needs no policy.</summary>
public sealed class EveryTableTests
{
    private const string Directory = "who there is: everybody who signs in sees the names of forces, agencies and teams";
    private const string SigningIn = "found before anybody is known: signing in, a reset link, whose session this is";
    private const string Places = "places and addresses are the same for everybody";
    private const string Imports = "what came in, and which months: numbers and names of files, of no person; pages ask the force";
    private const string Words = "counted over records that are for all";

    /// <summary>Tables that the application may read or write and that no policy limits.</summary>
    private static readonly Dictionary<string, string> Open = new()
    {
        ["force"] = Directory,
        ["agency"] = Directory,
        ["scope"] = Directory,
        ["team"] = Directory,
        ["rule_set"] = "rules are for everybody",
        ["account"] = SigningIn,
        ["account_claim"] = SigningIn,
        ["account_login"] = SigningIn,
        ["account_token"] = SigningIn,
        ["posting"] = SigningIn,
        ["session"] = SigningIn,
        ["password_reset"] = SigningIn,
        ["try_count"] = SigningIn,
        ["known_device"] = SigningIn,
        ["record_kind"] = "which kinds of record there are: no record of anybody",
        ["notice_setting"] = "found by its token, from the link in a letter, before anybody is known",
        ["place"] = Places,
        ["place_version"] = Places,
        ["place_stamp"] = Places,
        ["postcode"] = Places,
        ["address"] = Places,
        ["import"] = Imports,
        ["import_file"] = Imports,
        ["import_month"] = Imports,
        ["import_reconciliation"] = Imports,
        ["place_due"] = Imports,
        ["incident_row"] = "PostgreSQL refuses COPY into a table with row-level security: it is added to, and read through the view",
        ["incident"] = "the view that limits incident_row by scope itself",
        ["findable_count"] = Words,
        ["job"] = "work that waits: ids, and the address for which somebody asked a link to set a password; a week after it ended it goes",
    };

    private const string Trail = "the trail itself";
    private const string WithImport = "written, and taken back, with an import, whose history it is";
    private const string Computed = "computed from what has history";

    private static readonly Dictionary<string, string> WithoutHistory = new()
    {
        ["trail"] = Trail,
        ["trail_content"] = Trail,
        ["trail_mark"] = Trail,
        ["chain_head"] = Trail,
        ["anchor"] = Trail,
        ["anchor_chain"] = Trail,
        ["schema_migration"] = "the migrator's own",
        ["scope"] = "a number given once, with its agency",
        ["session"] = "signing in and out are rows of the trail; its last use is no news",
        ["try_count"] = "how often something secret was tried: what was refused is in the trail",
        ["known_device"] = "from where an account signed in: signing in is a row of the trail",
        ["record_kind"] = "written by scripts alone",
        ["reference_counter"] = "the next number of a kind",
        ["import_file"] = WithImport,
        ["import_rejection"] = WithImport,
        ["import_warning"] = WithImport,
        ["import_reconciliation"] = WithImport,
        ["import_month"] = WithImport,
        ["month_doubt"] = WithImport,
        ["import_undo"] = WithImport,
        ["old_record_before"] = WithImport,
        ["place"] = WithImport,
        ["place_version"] = WithImport + "; an agreement on a boundary is a row of the place's history",
        ["place_stamp"] = WithImport,
        ["place_due"] = WithImport,
        ["postcode"] = WithImport,
        ["address"] = WithImport,
        ["incident_row"] = WithImport,
        ["incident_detail"] = WithImport,
        ["incident_outcome"] = WithImport,
        ["mention"] = WithImport,
        ["job"] = "work that waits; what it does has history",
        ["notice"] = "tells of what has history; its own fate stands on its row",
        ["notice_secret"] = "of a notice, until it has left",
        ["notice_setting"] = "what somebody wants by e-mail: theirs, and of no record",
        ["follow"] = "what somebody follows: theirs, and of no record",
        ["milestone"] = Computed,
        ["measured_effect"] = Computed,
        ["library_fact"] = Computed,
        ["form_sent"] = "which form was sent: what it made has history",
        ["findable"] = Computed,
        ["findable_aside"] = Computed,
        ["findable_reader"] = Computed,
        ["findable_waiting"] = Computed,
        ["findable_word"] = Computed,
        ["findable_term"] = Computed,
        ["findable_count"] = Computed,
        ["findable_lexicon"] = Computed,
    };

    [Fact]
    public async Task EveryTable_IsLimitedAndDemandsHistory_OrIsOnTheList()
    {
        await using var station = await Station.Create();

        Assert.Empty(await Faults(station));
    }

    [Fact]
    public async Task ATableThatIsOnNoList_IsNamed_UntilItHangsOnTheRecord()
    {
        await using var station = await Station.Create();
        await Catalogue.Run(station, "create table planted (id uuid primary key, record_id uuid not null references record (id))");

        Assert.Equal(["planted has no row-level security.", "planted has no history."], await Faults(station));

        await Catalogue.Run(station, "select hang_on_record('planted')");
        Assert.Empty(await Faults(station));
    }

    [Fact]
    public async Task AViewOrATriggerSwitchedOff_IsNamed()
    {
        await using var station = await Station.Create();
        await Catalogue.Run(
            station,
            "create view planted as select title from record; grant select on planted to wardwise_app; "
                + "alter table note disable trigger note_history"
        );

        Assert.Equal(["note has no history.", "planted has no row-level security."], await Faults(station));
    }

    private static async Task<List<string>> Faults(Station station)
    {
        var tables = await Catalogue.Read(
            station.OwnerConnectionString,
            $"""
            select c.relname::text, c.relkind = 'r' or c.relkind = 'p',
                c.relrowsecurity or not (has_table_privilege('{WardwiseInstance.AppRole}', c.oid,
                        'select, insert, update, delete, truncate, references, trigger')
                    or has_any_column_privilege('{WardwiseInstance.AppRole}', c.oid, 'select, insert, update, references')),
                exists (select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgfoid = 'demand_trail'::regproc and t.tgenabled = 'O')
            from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
            order by c.relname collate "C"
            """,
            r => (Name: r.GetString(0), IsTable: r.GetBoolean(1), Limited: r.GetBoolean(2), History: r.GetBoolean(3))
        );
        Assert.NotEmpty(tables);
        var faults = new List<string>();
        foreach (var table in tables)
        {
            if (table.Limited == Open.ContainsKey(table.Name))
            {
                faults.Add(
                    table.Limited
                        ? $"{table.Name} is limited, and on the list of those that are not."
                        : $"{table.Name} has no row-level security."
                );
            }

            if (table.IsTable && table.History == WithoutHistory.ContainsKey(table.Name))
            {
                faults.Add(
                    table.History ? $"{table.Name} has history, and is on the list of those without." : $"{table.Name} has no history."
                );
            }
        }

        faults.AddRange(
            Open.Keys.Union(WithoutHistory.Keys).Except(tables.Select(t => t.Name)).Select(gone => $"{gone} is on a list and not there.")
        );
        return faults;
    }
}
