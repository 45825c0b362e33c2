using Wardwise.App.Data;
using Wardwise.Domain.Accounts;

namespace Wardwise.App.Access;

/// <summary>How long a session lasts.</summary>
public static class SessionTimes
{
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(60);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>A session's last use is written down at most this often.</summary>
    public static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);
}

/// <summary>Makes the actor of a request, a command or a job.</summary>
public sealed class Actors(Database database)
{
    private const string PostingsSql = """
        select p.agency_id, g.name as agency, g.kind, p.team_id, t.name as team, t.place_no, p.role, g.force_id, f.code, s.no
        from posting p
        join agency g on g.id = p.agency_id and g.closed_on is null
        join force f on f.id = g.force_id
        left join team t on t.id = p.team_id
        left join scope s on s.agency_id = g.id
        where p.account_id = $1 and p.starts_on <= $2 and (p.ends_on is null or p.ends_on >= $2)
        order by p.team_id is null, p.starts_on desc, p.id
        """;

    /// <summary>The actor of a session, or null when it has ended, timed out, or the account is closed.</summary>
    public async Task<Actor?> OfSession(Guid sessionId, CancellationToken cancel)
    {
        await using var work = await database.Begin(Actor.Nobody with { Door = sessionId.ToString() }, cancel);
        var held = await work.FirstRow<(Actor, DateTimeOffset)?>(
            """
            select a.id, a.name, a.job_title, a.must_change_password, s.seen_at from session s join account a on a.id = s.account_id
            where s.id = $1 and s.ended_at is null and a.closed_on is null and s.seen_at > $2 and s.started_at > $3
            """,
            row =>
                (
                    new Actor
                    {
                        Id = row.Get<Guid>("id"),
                        Name = row.Get<string>("name"),
                        JobTitle = row.Get<string>("job_title"),
                        Kind = ActorKind.Account,
                        SessionId = sessionId,
                        MustChangePassword = row.Get<bool>("must_change_password"),
                    },
                    row.Get<DateTimeOffset>("seen_at")
                ),
            cancel,
            sessionId,
            work.Now - SessionTimes.Idle,
            work.Now - SessionTimes.Longest
        );
        if (held is not var (account, seen))
        {
            return null;
        }

        var actor = await Posted(work, account, cancel);
        if (work.Now - seen > SessionTimes.Grain)
        {
            await using var touch = work.Command("update session set seen_at = $2 where id = $1", sessionId, work.Now);
            await touch.ExecuteNonQueryAsync(cancel);
            await work.Finish(cancel);
        }

        return actor;
    }

    /// <summary>The actor of an account without a session: for its jobs, and for work entered on its behalf.</summary>
    public async Task<Actor?> OfAccount(Guid accountId, CancellationToken cancel)
    {
        await using var work = await database.Begin(Actor.Nobody with { Door = accountId.ToString() }, cancel);
        var actor = await work.FirstRow(
            "select name, job_title from account where id = $1 and closed_on is null",
            row => new Actor
            {
                Id = accountId,
                Name = row.Get<string>("name"),
                JobTitle = row.Get<string>("job_title"),
                Kind = ActorKind.Account,
            },
            cancel,
            accountId
        );
        return actor is null ? null : await Posted(work, actor, cancel);
    }

    /// <summary>Whoever runs commands on the machine of a private instance: owns all that is in it.</summary>
    public Task<Actor> MachineOwner(CancellationToken cancel) => Everything(ActorKind.MachineOwner, "the machine's owner", cancel);

    /// <summary>The schedule: keeps the clocks and anchors for everybody.</summary>
    public Task<Actor> Schedule(CancellationToken cancel) => Everything(ActorKind.Schedule, "Wardwise", cancel);

    private async Task<Actor> Everything(ActorKind kind, string name, CancellationToken cancel)
    {
        await using var work = await database.Begin(Actor.Nobody, cancel);
        var agencies = new List<Guid>();
        var scopes = new List<short>();
        await foreach (var row in work.EachRow("select a.id, s.no from agency a left join scope s on s.agency_id = a.id", cancel))
        {
            agencies.Add(row.Get<Guid>("id"));
            if (!row.IsNull("no"))
            {
                scopes.Add(row.Get<short>("no"));
            }
        }

        return new Actor
        {
            Id = Guid.Empty,
            Name = name,
            Kind = kind,
            Readers = [.. agencies, .. agencies.Select(Actor.SupervisorsOf)],
            Scopes = scopes,
        };
    }

    private async Task<Actor> Posted(Work work, Actor actor, CancellationToken cancel)
    {
        var postings = new List<PostingToday>();
        var scopes = new HashSet<short>();
        var forces = new HashSet<Guid>();
        Guid? force = null;
        string? code = null;
        await foreach (var row in work.EachRow(PostingsSql, cancel, actor.Id, work.Today))
        {
            postings.Add(Read(row));
            force ??= row.Get<Guid>("force_id");
            forces.Add(row.Get<Guid>("force_id"));
            code ??= row.Get<string>("code");
            if (!row.IsNull("no"))
            {
                scopes.Add(row.Get<short>("no"));
            }
        }

        return actor with
        {
            Postings = postings,
            ForceId = force,
            ForceCode = code,
            Scopes = [.. scopes],
            Readers = [.. Actor.ReadersOf(actor.Id, postings), .. forces],
        };
    }

    private static PostingToday Read(Row row) =>
        new(
            row.Get<Guid>("agency_id"),
            row.Get<string>("agency"),
            row.Code<AgencyKind>("kind"),
            row.Get<Guid?>("team_id"),
            row.OrNull<string>("team"),
            row.Get<int?>("place_no"),
            row.Code<Role>("role")
        );
}
