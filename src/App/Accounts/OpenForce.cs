using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>Opens a force's territory with its police agency. Opened already, it answers with what is there.</summary>
public sealed class OpenForce(Database database)
{
    public sealed record Input
    {
        /// <summary>The police.uk id, such as <c>hertfordshire</c>.</summary>
        public required string Code { get; init; }

        /// <summary>The name of the territory; left out, made from the code.</summary>
        [AtMost(TextLimits.Name, "The name")]
        public string? Name { get; init; }

        /// <summary>The name of the police agency; left out, "NAME police".</summary>
        [AtMost(TextLimits.Name, "The name of the police")]
        public string? PoliceName { get; init; }
    }

    public sealed record Opened(Guid ForceId, Guid PoliceId, short Scope, bool New);

    public async Task<Outcome<Opened>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ImportData) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        var code = input.Code.Trim().ToLowerInvariant();
        if (code.Length is 0 or > 40 || !code.All(c => char.IsAsciiLetterLower(c) || c == '-'))
        {
            return new Refusal("Enter the force's police.uk id in small letters and hyphens, such as hertfordshire.", nameof(Input.Code));
        }

        await using var work = await database.Begin(actor, cancel);
        // As an import does that makes its force: of the two the second finds it.
        await using (var queue = work.Command("select pg_advisory_xact_lock(7427002, hashtext($1))", code))
        {
            await queue.ExecuteNonQueryAsync(cancel);
        }

        if (await work.Db.Set<Force>().FirstOrDefaultAsync(f => f.Code == code, cancel) is { } force)
        {
            var police = await work.Db.Set<Agency>().FirstAsync(a => a.ForceId == force.Id && a.Kind == AgencyKind.Police, cancel);
            return new Opened(
                force.Id,
                police.Id,
                await work.Scalar<short>("select no from scope where agency_id = $1", cancel, police.Id),
                false
            );
        }

        var name = input.Name ?? string.Join(' ', code.Split('-').Select(w => w.Length == 0 ? w : char.ToUpperInvariant(w[0]) + w[1..]));
        force = new Force
        {
            Id = Guid.CreateVersion7(),
            Code = code,
            Name = name,
        };
        var agency = new Agency
        {
            Id = Guid.CreateVersion7(),
            ForceId = force.Id,
            Kind = AgencyKind.Police,
            Name = input.PoliceName ?? name + " police",
        };
        work.Db.AddRange(force, agency);
        if (await work.Save("opened the force's territory", cancel) is { } stale)
        {
            return stale;
        }

        var scope = await work.Scalar<short>("insert into scope (agency_id) values ($1) returning no", cancel, agency.Id);
        await work.Finish(cancel);
        return new Opened(force.Id, agency.Id, scope, true);
    }
}
