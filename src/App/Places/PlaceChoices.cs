using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Places;

/// <summary>The neighbourhoods that a problem can lie in: the actor's own first, then by name; and any other place that was chosen
/// already.</summary>
public sealed class PlaceChoices(Database database)
{
    public sealed record Choice(int No, string Code, string Name, bool Own);

    /// <param name="actor">Who.</param>
    /// <param name="cancel">Stops.</param>
    /// <param name="chosen">Codes of places of any size that are to be among them.</param>
    public async Task<Outcome<List<Choice>>> Run(Actor actor, CancellationToken cancel, IReadOnlyList<string>? chosen = null)
    {
        if (Policy.Refuses(actor, Act.SeePlaces) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        return await work.Rows(
            """
            select no, code, name, no = any ($2) own from place where (level = $1 or code = any ($4)) and ($3::text is null
                or force_code = $3)
            order by own desc, level <> $1, name collate "C", no
            """,
            row => new Choice(row.Get<int>("no"), row.Get<string>("code"), row.Get<string>("name"), row.Get<bool>("own")),
            cancel,
            (short)PlaceLevel.Neighbourhood,
            actor.Postings.Select(p => p.PlaceNo).OfType<int>().ToArray(),
            actor.ForceCode,
            (chosen ?? []).ToArray()
        );
    }
}
