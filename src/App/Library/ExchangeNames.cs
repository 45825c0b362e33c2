using Wardwise.App.Data;
using Wardwise.Domain.Library;
using Wardwise.Domain.Places;

namespace Wardwise.App.Library;

/// <summary>The check of names, with the people and the places of this instance.</summary>
public static class ExchangeNames
{
    internal static async Task<NamesCheck> Names(this Work work, Guid force, CancellationToken cancel)
    {
        var (people, places, harmless) = (new List<string>(), new List<string>(), new List<string>());
        await foreach (
            var row in work.EachRow(
                """
                select 'person' as sort, a.name from account a
                union all select 'harmless', g.name from agency g
                union all select 'harmless', f.name from force f
                union all select case when p.level = any ($2) then 'place' else 'harmless' end, p.name from place p join force f
                    on f.code = p.force_code where f.id = $1
                """,
                cancel,
                force,
                new[] { (short)PlaceLevel.Neighbourhood, (short)PlaceLevel.Lsoa, (short)PlaceLevel.Custom }
            )
        )
        {
            (
                row.Get<string>("sort") switch
                {
                    "person" => people,
                    "place" => places,
                    _ => harmless,
                }
            ).Add(row.Get<string>("name"));
        }

        return new(people, places, harmless);
    }

    /// <summary>"'PC Rowe' in what recurs looks like a person".</summary>
    public static string InWords(this NamesFound found) =>
        $"“{found.Words}” in {found.Where} looks like {found.Kind switch
    {
        NamesFoundKind.Person => "a name",
        NamesFoundKind.Phone => "a phone number",
        NamesFoundKind.Email => "an e-mail address",
        NamesFoundKind.Plate => "a vehicle's plate",
        NamesFoundKind.Address => "an address",
        NamesFoundKind.Place => "an exact place",
        NamesFoundKind.Position => "a position on the map",
        NamesFoundKind.Handle => "a name or page on the web",
        NamesFoundKind.Date => "a date finer than the quarter",
        NamesFoundKind.Number => "somebody's or some record's number",
        _ => "markup",
    }}";
}
