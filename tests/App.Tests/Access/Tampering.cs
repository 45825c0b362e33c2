using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Records;
using Wardwise.App.Sharing;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Access;

/// <summary>What the tests of the trail begin with, and the ways in which they tamper with it.</summary>
internal static class Tampering
{
    public const string Changed = "Row … was changed.";
    private const string Content = "The content of row … was changed.";
    private const string Lost = "Row … has lost its content.";
    private const string Rebuilt = "The chain of … is not what anchor … covered.";
    private const string Head = "The last row of the chain of … is not the one that its head names.";
    private const string EndsEarly = "The chain of … ends before row ….";
    private const string Foreign = "The signature of anchor … is not ours.";
    private const string Differs = "Anchor … of … is one thing in the file and another in the database.";
    private const string List = "The list of chains under anchor … of … is not the one that was signed.";
    private const string NoKey = "The key that signs the anchors is gone or cannot be read.";
    private const string Marks = "What the chain of … says of its record is not what anchor … covered.";

    /// <summary>Digests and heads made to fit, as somebody would who knows how.</summary>
    private const string Fit = """
        do $fit$
        declare
            r trail;
            before bytea;
            last uuid;
        begin
            for r in select * from trail where chain in ('{council}', '{record}') order by chain, n loop
                before := case when r.chain is distinct from last then sha256(uuid_send(r.chain)) else before end;
                r.digest := trail_digest(before, r);
                update trail set digest = r.digest where id = r.id;
                update chain_head set n = r.n, digest = r.digest where chain = r.chain;
                before := r.digest;
                last := r.chain;
            end loop;
        end
        $fit$
        """;

    private const string Unheld = "alter table trail_content drop constraint trail_content_check; ";

    private const string Erase =
        "update trail_content set salt = null, body = null, ids = '{}', erased_at = now() where trail_id = '{row}'";

    public static readonly IReadOnlyList<Way> Ways =
    [
        // Rows.
        new("the reason of a row changed", Changed, "update trail set why = 'routine' where id = '{row}'"),
        new("who did it changed, by name", Changed, "update trail set actor_name = 'Somebody Else' where id = '{row}'"),
        new("who did it changed, by account", Changed, "update trail set actor_id = gen_random_uuid() where id = '{row}'"),
        new("the session changed", Changed, "update trail set session_id = gen_random_uuid() where id = '{row}'"),
        new("when changed, by a second", Changed, "update trail set at = at + interval '1 second' where id = '{row}'"),
        new("a change made a look", Changed, "update trail set kind = 'look' where id = '{row}'"),
        new("whom it concerns changed", Changed, "update trail set subject_id = gen_random_uuid() where id = '{row}'"),
        new("which record it concerns changed", Changed, "update trail set record_id = '{record}' where id = '{row}'"),
        new(
            "words moved from one field to the next",
            Changed,
            "update trail set subject_kind = subject_kind || '|' || why, why = '' where id = '{row}'"
        ),
        new(
            "a row given another id, with its content",
            Changed,
            "with i as (update trail set id = '{council}' where id = '{row}') update trail_content set trail_id = '{council}' where "
                + "trail_id = '{row}'"
        ),
        new(
            "a content changed, and the row's digest of it made to fit",
            Changed,
            "update trail_content set body = '{}' where trail_id = '{row}'; "
                + "update trail t set content_digest = sha256(c.salt || convert_to(c.body, 'UTF8') || uuid_send(c.ids[1])) from "
                + "trail_content c where c.trail_id = t.id and t.id = '{row}'"
        ),
        new(
            "a row changed, and its own digest made to fit",
            Changed,
            "update trail set why = 'routine' where id = '{row}'; "
                + "update trail t set digest = trail_digest(p.digest, t) from trail p where p.chain = t.chain and p.n = 1 and t.id = "
                + "'{row}'"
        ),
        new(
            "two rows changed places",
            Changed,
            "update trail set n = 99 where id = '{row}'; update trail set n = 2 where chain = '{council}' and n = 3; "
                + "update trail set n = 3 where id = '{row}'"
        ),
        new(
            "a row in the middle removed",
            "The chain of … has a gap before row 3.",
            "delete from trail_content where trail_id = '{row}'; delete from trail where id = '{row}'"
        ),
        new(
            "the first row removed",
            "The chain of … has a gap before row 2.",
            "delete from trail_content where trail_id in (select id from trail where chain = '{council}' and n = 1); "
                + "delete from trail where chain = '{council}' and n = 1"
        ),
        new(
            "the last row removed",
            EndsEarly,
            "with l as (delete from trail where chain = '{council}' and n = (select max(n) from trail where chain = '{council}') "
                + "returning id) delete from trail_content where trail_id in (select id from l)"
        ),
        new(
            "the last anchored rows removed, and the head made to fit",
            Rebuilt,
            "with l as (delete from trail where chain = '{council}' and n > 2 returning id) delete from trail_content where trail_id in "
                + "(select id from l); update chain_head h set n = t.n, digest = t.digest from trail t where t.chain = h.chain and t.id = "
                + "'{row}'"
        ),
        new(
            "a whole chain removed, with its head",
            Rebuilt,
            "with l as (delete from trail where chain = '{council}' returning id) delete from trail_content where trail_id in (select id "
                + "from l); delete from chain_head where chain = '{council}'"
        ),
        new("a row changed, and the whole chain built anew", Rebuilt, "update trail set why = 'routine' where id = '{row}'; " + Fit),
        new(
            "a row moved to another chain",
            "The chain of … has a gap before row 3.",
            "update trail set chain = '{record}', n = 50 where id = '{row}'"
        ),
        new(
            "a row added behind the last",
            "The head of the chain of … stands before its last row.",
            "insert into trail (id, kind, chain, n, at, actor_name, subject_kind, why, content_digest, digest) select gen_random_uuid(), "
                + "'alteration', chain, n + 1, at, actor_name, subject_kind, 'planted', content_digest, digest from trail where chain = "
                + "'{council}' order by n desc limit 1"
        ),
        // Heads.
        new(
            "the last row's digest changed",
            Head,
            "update trail set digest = sha256('x') where chain = '{council}' and n = (select max(n) from trail where chain = '{council}')"
        ),
        new("a head's digest changed", Head, "update chain_head set digest = sha256('x') where chain = '{council}'"),
        new("a head removed", "The chain of … has lost its head.", "delete from chain_head where chain = '{council}'"),
        new("a head moved forward", EndsEarly, "update chain_head set n = n + 1 where chain = '{council}'"),
        new(
            "a head moved back",
            "The head of the chain of … stands before its last row.",
            "update chain_head set n = n - 1 where chain = '{council}'"
        ),
        new("a head without rows planted", EndsEarly, "insert into chain_head values (gen_random_uuid(), 3, sha256('x'))"),
        // Contents.
        new("what a row says changed", Content, "update trail_content set body = '{}' where trail_id = '{row}'"),
        new("whom a look was at changed", Content, "update trail_content set ids = array[gen_random_uuid()] where trail_id = '{row}'"),
        new("a salt changed", Content, "update trail_content set salt = sha256('x') where trail_id = '{row}'"),
        new(
            "two contents exchanged",
            Content,
            "update trail_content c set body = o.body, salt = o.salt, ids = o.ids from trail_content o where c.trail_id = '{row}' and "
                + "o.trail_id = (select id from trail where chain = '{council}' and n = 3)"
        ),
        new("a salt removed", Lost, Unheld + "update trail_content set salt = null where trail_id = '{row}'"),
        new("what a row says removed", Lost, Unheld + "update trail_content set body = null where trail_id = '{row}'"),
        new("a content removed", Lost, "delete from trail_content where trail_id = '{row}'"),
        // Erasures.
        new("a content erased, and no row says so", "Row … was erased, and no row of the trail says so.", Erase),
        new(
            "a content erased, and another in its place",
            "Row … is marked as erased and still says something.",
            Unheld + "update trail_content set erased_at = now(), body = '{\"changes\":[]}' where trail_id = '{row}'"
        ),
        new(
            "a content erased under a row that names another",
            "Row … was erased, and no row of the trail says so.",
            Erase + "; set session_replication_role = origin; " + Erasing("(select id from trail where chain = '{council}' and n = 3)")
        ),
        new(
            "a content erased, and an older erasure made to name it",
            Content,
            Erase
                + "; set session_replication_role = origin; "
                + Erasing("gen_random_uuid()")
                + "; update trail_content c set ids = array['{row}'::uuid] from trail t where t.id = c.trail_id and t.kind = 'erasure'"
        ),
        // Anchors.
        new(
            "the last anchor removed",
            "Anchor … of … is in the file and not in the database.",
            "delete from anchor where no = 2; delete from anchor_chain where anchor_no = 2"
        ),
        new("an anchor's root changed", Foreign, "update anchor set root = sha256('x') where no = 2"),
        new("an anchor's signature changed", Differs, "update anchor set signature = sha256('x') where no = 2"),
        new("an anchor's date changed", Differs, "update anchor set at = at - interval '1 day' where no = 2"),
        new(
            "an anchor's date changed there and in the file",
            Foreign,
            "update anchor set at = '2026-01-01 00:00:00+00' where no = 2",
            home =>
                Edit(
                    home,
                    lines =>
                        lines[1] = System.Text.RegularExpressions.Regex.Replace(
                            lines[1],
                            "\"At\":\"[^\"]+\"",
                            "\"At\":\"2026-01-01T00:00:00+00:00\""
                        )
                )
        ),
        new("an anchor made up", Foreign, "insert into anchor values (3, now(), 1, sha256('x'), sha256('y'))"),
        new("a chain taken off the list under an anchor", List, "delete from anchor_chain where chain = '{council}' and anchor_no = 1"),
        new(
            "a chain built anew, and the list under its anchors made to fit",
            List,
            "update trail set why = 'routine' where id = '{row}'; "
                + Fit
                + "; update anchor_chain a set digest = t.digest from trail t where t.chain = a.chain and t.n = a.n"
        ),
        // The file and the key.
        new(
            "a line of the file removed",
            "Anchor … of … is in the database and not in the file.",
            Home: home => Edit(home, lines => lines.RemoveAt(0))
        ),
        new(
            "a line of the file torn, that is not the last",
            "Line 1 of the file of anchors cannot be read.",
            Home: home => Edit(home, lines => lines[0] = lines[0][..20])
        ),
        new(
            "a line of the file is nothing",
            "Line 1 of the file of anchors cannot be read.",
            Home: home => Edit(home, lines => lines[0] = "null")
        ),
        new(
            "a line of the file changed",
            Differs,
            Home: home => Edit(home, lines => lines[0] = lines[0].Replace("\"Rows\":", "\"Rows\":1", StringComparison.Ordinal))
        ),
        new("a line of the file twice", "Anchor … stands twice in the file.", Home: home => Edit(home, lines => lines.Add(lines[0]))),
        new(
            "the file removed",
            "The file of the anchors is gone or empty: the database has 2 anchors.",
            Home: home => File.Delete(Book(home))
        ),
        new(
            "another key put in the key's place",
            Foreign,
            Home: home =>
            {
                using var other = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
                File.WriteAllText(KeyOf(home), other.ExportPkcs8PrivateKeyPem());
            }
        ),
        new("the key removed", NoKey, Home: home => File.Delete(KeyOf(home))),
        new("the key made unreadable", NoKey, Home: home => File.WriteAllText(KeyOf(home), "no key")),
        // Records changed by somebody who passed by the history.
        new(
            "a record's title changed",
            "A row of record was changed without a row of the trail: ….",
            "update record set title = 'Another' where id = '{record}'"
        ),
        new(
            "an agreement prolonged",
            "A row of agreement was changed without a row of the trail: ….",
            "update agreement set ends_on = ends_on + 365"
        ),
        new(
            "a posting raised",
            "A row of posting was changed without a row of the trail: ….",
            "update posting set role = 'administrator' where role = 'officer'"
        ),
        new(
            "a posting removed",
            "A row of posting was removed without a row of the trail: ….",
            "delete from posting where role = 'officer'"
        ),
        new(
            "a password put in the place of another",
            "A row of account was changed without a row of the trail: ….",
            "update account set password_hash = 'x' where id = (select account_id from posting where role = 'administrator' limit 1)"
        ),
        new(
            "a grant planted",
            "A row of record_grant was added without a row of the trail: ….",
            "insert into record_grant (id, record_id, reader, basis, starts_at) values (gen_random_uuid(), '{record}', gen_random_uuid(), "
                + "'share', now())"
        ),
        new("a table emptied", "A row of agreement_party was removed without a row of the trail: ….", "truncate agreement_party"),
        new(
            "a table's trigger switched off",
            "The table posting no longer demands history.",
            "alter table posting disable trigger posting_history"
        ),
        new(
            "a record changed, and its mark made to fit",
            Marks,
            "update record set title = 'Another' where id = '{record}'; "
                + "update trail_mark m set digest = mark_digest(c.salt, to_jsonb(r)) from trail_content c, record r where c.trail_id = "
                + "m.trail_id and m.of_table = 'record'"
        ),
        new(
            "a record changed, and a mark added to an old row",
            Marks,
            "set timezone = 'UTC'; update record set title = 'Another' where id = '{record}'; "
                + "insert into trail_mark (trail_id, of_table, key, digest) select t.id, 'record', r.id::text, mark_digest(c.salt, "
                + "to_jsonb(r)) from record r join trail t on t.record_id = r.id join trail_content c on c.trail_id = t.id where r.id = "
                + "'{record}' order by t.n limit 1"
        ),
        new("a mark removed", Marks, "delete from trail_mark where of_table = 'agreement'"),
        .. TamperingAround.Ways,
    ];

    /// <summary>A row that says which contents were erased, as a disposal writes it.</summary>
    public static string Erasing(string named) =>
        $"""
            with told as (
                select gen_random_uuid() id, sha256('salt') salt, {named} named
            ), written as (
                insert into trail (id, kind, chain, n, at, actor_name, subject_kind, why, content_digest, digest)
                select id, 'erasure', gen_random_uuid(), 0, now(), 'Records manager', 'history', 'disposal',
                sha256(salt || convert_to('', 'UTF8') || uuid_send(named)), '' from told
            )
            insert into trail_content (trail_id, salt, body, ids) select id, salt, '', array[named] from told
            """;

    /// <summary>A council renamed often, a record with a file, two anchors, and rows that are newer than both.</summary>
    public static async Task<Station> Ground()
    {
        var station = await Station.Create();
        await Rename(station, "first");
        await Rename(station, "second");
        await Anchor(station);
        await station
            .Get<SealAgreement>()
            .Run(
                await station.As(Role.Coordinator),
                new()
                {
                    Title = "Ashmoor partnership",
                    Parties = [station.PoliceId, station.CouncilId],
                    Purposes = "Reduce anti-social behaviour",
                    Data = "Problem records",
                    StartsOn = new(2026, 1, 1),
                    EndsOn = new(2027, 1, 1),
                },
                default
            );
        Assert.True(
            (
                await station
                    .Get<AddAttachment>()
                    .Run(
                        await station.As(Role.Coordinator),
                        new()
                        {
                            Reference = await Catalogue.One(station, "select reference from record"),
                            File = new("minutes.txt", new MemoryStream("Minutes of a meeting"u8.ToArray())),
                        },
                        default
                    )
            ).Done
        );
        await Rename(station, "third");
        await Anchor(station);
        await Rename(station, "fourth");
        return station;
    }

    public static async Task Rename(Station station, string name) =>
        Assert.True(
            (
                await station
                    .Get<SaveAgency>()
                    .Run(
                        await station.As(Role.Administrator),
                        new()
                        {
                            Id = station.CouncilId,
                            Name = $"Council {name}",
                            Kind = AgencyKind.Council,
                        },
                        default
                    )
            ).Done
        );

    public static Task<AnchorBook.Anchored> Anchor(Station station) => station.Get<AnchorBook>().Anchor(station.Owner, default);

    public static async Task<VerifyTrail.Verified> Verified(Station station) =>
        (await station.Get<VerifyTrail>().Run(station.Owner, new(), default)).Value;

    public static string Book(string home) => Path.Combine(home, "anchors", "anchors.jsonl");

    public static string KeyOf(string home) => Path.Combine(home, "keys", "anchor.pem");

    private static void Edit(string home, Action<List<string>> edit)
    {
        var lines = File.ReadAllLines(Book(home)).ToList();
        edit(lines);
        File.WriteAllText(Book(home), string.Concat(lines.Select(l => l + "\n")));
    }
}
