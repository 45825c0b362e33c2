using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Imports;

/// <summary>The force that an import is for: found, or made by its first import.</summary>
/// <param name="Code">The police.uk id.</param>
/// <param name="Name">Of its police, as files and people say it.</param>
/// <param name="Scope">The small number that its police's incidents carry.</param>
internal sealed record ForceEntry(string Code, string Name, short Scope)
{
    /// <summary>Why the actor may not bring in anything for this force, or null.</summary>
    public static Refusal? Refuses(Actor actor, string code)
    {
        if (!PoliceForces.IsCode(code))
        {
            return new Refusal("Give the force by its police.uk id in small letters, such as hertfordshire.", "Force");
        }

        return actor.Kind == ActorKind.Account && actor.ForceCode != code
            ? Refusal.Forbidden("You can import for your own force only.")
            : null;
    }

    /// <summary>The name of the held force's police, or null when there is none yet.</summary>
    public static async Task<string?> NameOf(Work work, string code, CancellationToken cancel)
    {
        await using var find = work.Command(
            "select a.name from force f join agency a on a.force_id = f.id and a.kind = 'police' where f.code = $1 order by a.id limit 1",
            code
        );
        return (string?)await find.ExecuteScalarAsync(cancel);
    }

    /// <summary>Finds the force and its police, or makes them; the transaction then sees their incidents.</summary>
    public static async Task<ForceEntry> Ensure(Work work, string code, string? name, CancellationToken cancel)
    {
        await using (var alone = work.Command("select pg_advisory_xact_lock(7427002, hashtext($1))", code))
        {
            await alone.ExecuteNonQueryAsync(cancel);
        }

        var held = await Find(work, code, cancel);
        if (held is null)
        {
            var known = name ?? PoliceForces.NameByCode.GetValueOrDefault(code) ?? Capitalised(code);
            var forceId = await ForceId(work, code, cancel) ?? await MakeForce(work, code, Capitalised(code), cancel);
            var agency = new Agency
            {
                Id = Guid.CreateVersion7(work.Now),
                ForceId = forceId,
                Kind = AgencyKind.Police,
                Name = known,
            };
            work.Db.Add(agency);
            await Keep(work, cancel);
            var scope = await work.Scalar<short>("insert into scope (agency_id) values ($1) returning no", cancel, agency.Id);
            held = new(code, known, scope);
        }

        await Look(work, held.Scope, cancel);
        return held;
    }

    /// <summary>Lets the transaction see one scope's incidents beside its actor's own.</summary>
    public static async Task Look(Work work, short scope, CancellationToken cancel)
    {
        short[] scopes = [.. work.Actor.Scopes.Append(scope).Distinct()];
        await using var name = work.Command("select set_config('app.scopes', $1, true)", RowScope.Literal(scopes));
        await name.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The scope of one of the force's agencies by its name; null when there is no such agency.</summary>
    public static async Task<short?> ScopeOf(Work work, string code, string agency, CancellationToken cancel)
    {
        var found = await work.FirstRow<(Guid, short?)?>(
            """
            select a.id, s.no from agency a join force f on f.id = a.force_id left join scope s on s.agency_id = a.id
            where f.code = $1 and folded(a.name) = $2 and a.closed_on is null
            """,
            row => (row.Get<Guid>("id"), row.Get<short?>("no")),
            cancel,
            code,
            Folding.Fold(agency)
        );
        if (found is not var (id, scope))
        {
            return null;
        }

        return scope ?? await Number(work, id, cancel);
    }

    private static async Task<ForceEntry?> Find(Work work, string code, CancellationToken cancel)
    {
        var found = await work.FirstRow<(string, Guid, short?)?>(
            """
            select a.name, a.id, s.no from force f join agency a on a.force_id = f.id and a.kind = 'police' left join scope s
                on s.agency_id = a.id
            where f.code = $1 order by a.id limit 1
            """,
            row => (row.Get<string>("name"), row.Get<Guid>("id"), row.Get<short?>("no")),
            cancel,
            code
        );
        if (found is not var (name, agency, scope))
        {
            return null;
        }

        return new(code, name, scope ?? await Number(work, agency, cancel));
    }

    private static async Task<short> Number(Work work, Guid agency, CancellationToken cancel)
    {
        work.Noted(TrailEntry.Of(TrailKind.Alteration, agency, "agency", "numbered the agency for its incidents"));
        return await work.Scalar<short>("insert into scope (agency_id) values ($1) returning no", cancel, agency);
    }

    private static async Task<Guid?> ForceId(Work work, string code, CancellationToken cancel)
    {
        await using var find = work.Command("select id from force where code = $1", code);
        return (Guid?)await find.ExecuteScalarAsync(cancel);
    }

    private static async Task<Guid> MakeForce(Work work, string code, string name, CancellationToken cancel)
    {
        var force = new Force
        {
            Id = Guid.CreateVersion7(work.Now),
            Code = code,
            Name = name,
        };
        work.Db.Add(force);
        await Keep(work, cancel);
        return force.Id;
    }

    /// <exception cref="InvalidOperationException">It was made meanwhile, though the lock was held.</exception>
    private static async Task Keep(Work work, CancellationToken cancel)
    {
        if (await work.Save("Its first import made the force", cancel) is { } refused)
        {
            throw new InvalidOperationException(refused.Sentence);
        }
    }

    private static string Capitalised(string code) =>
        string.Join(' ', code.Split('-').Select(w => w.Length == 0 ? w : char.ToUpperInvariant(w[0]) + w[1..]));
}
