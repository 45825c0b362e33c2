using Wardwise.Testing;

namespace Wardwise.App.Tests.Access;

/// <summary>A way to tamper with the trail, and what the check says of it; "…" stands for what differs each time.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Says">The sentence.</param>
/// <param name="Sql">By somebody who owns the database; {council} and {record} are chains, {row} the council's second row.</param>
/// <param name="Home">By somebody who can write to the home.</param>
internal sealed record Way(string Name, string Says, string? Sql = null, Action<string>? Home = null)
{
    public async Task Do(Station station)
    {
        if (Sql is not null)
        {
            var record = await Catalogue.One(station, "select id from record");
            var row = await Catalogue.One(station, $"select id from trail where chain = '{station.CouncilId}' and n = 2");
            await Catalogue.Tamper(
                station,
                Sql.Replace("{council}", station.CouncilId.ToString(), StringComparison.Ordinal)
                    .Replace("{record}", record, StringComparison.Ordinal)
                    .Replace("{row}", row, StringComparison.Ordinal)
            );
        }

        Home?.Invoke(station.Home);
    }
}
