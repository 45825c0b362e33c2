using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>The people whom the demonstration introduces on its sign-in page. A real instance introduces nobody.</summary>
public sealed class IntroducedPeople(Database database)
{
    public sealed record Person(string Name, string Email, string Introduced);

    public async Task<Outcome<IReadOnlyList<Person>>> Run(Actor actor, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        return await work
            .Db.Set<Account>()
            .AsNoTracking()
            .Where(a => a.Introduced != null && a.ClosedOn == null)
            .OrderBy(a => a.Id)
            .Select(a => new Person(a.Name, a.Email!, a.Introduced!))
            .Take(20)
            .ToListAsync(cancel);
    }
}
