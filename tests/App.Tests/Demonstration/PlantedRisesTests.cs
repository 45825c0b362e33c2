using Wardwise.Statistics;
using Wardwise.Statistics.TimeSeries;

namespace Wardwise.App.Tests.Demonstration;

/// <summary>The early warning finds what was planted in the demonstration county within the last half year, and not much else.</summary>
public sealed class PlantedRisesTests(MadeIncidentsTests.Made made) : IClassFixture<MadeIncidentsTests.Made>
{
    private const double Tail = 0.01;

    [Theory]
    [InlineData("Hollowmarsh", "trespass")]
    [InlineData("Hollowmarsh", "other-crime")]
    public void APlantedRise_IsASlowRise_ThatBeganWhenItWasPlanted(string place, string kind)
    {
        var planted = Assert.Single(made.County.Planted, p => p.Where == Code(place) && p.Types.Contains(kind));
        var (model, names) = Learned(kind);
        var rise = SlowRise.Of(model, names.IndexOf(place), Tail, long.MaxValue)!;
        Assert.True(rise.Sums[^1].Sum >= rise.Limit);
        Assert.InRange(rise.From!.Value, planted.FromMonth, planted.FromMonth + 2);
        Assert.True(rise.Count > 1.5 * rise.Expected);
    }

    [Fact]
    public void OverTheWholeCounty_AboutAsManyMonthsAreAboveTheirLimit_AsLuckGives()
    {
        var (above, byLuck) = (0, 0.0);
        foreach (var kind in made.County.Kinds.All.Select(k => k.Key))
        {
            var (model, names) = Learned(kind);
            for (var place = 0; place < names.Count; place++)
            {
                var expected = model.Expected(place, 35);
                var limit = NegativeBinomial.UpperLimit(expected.Mean, expected.Size, Tail);
                above += Count(kind, names[place])[35] > limit ? 1 : 0;
                byLuck += expected.ChanceOf(limit + 1);
            }
        }

        var (low, high) = Rates.ExpectedRange(byLuck, 0.99);
        Assert.InRange(above, low!.Value, high!.Value);
    }

    private string Code(string name) => made.County.Grounds.Neighbourhoods.First(n => n.Name == name).Code;

    private (EarlyWarning Model, List<string> Names) Learned(string kind)
    {
        var names = made.County.Grounds.Neighbourhoods.Select(n => n.Name).ToList();
        return (EarlyWarning.Learn([.. names.Select(n => Count(kind, n))], [.. Enumerable.Repeat(true, 36)])!, names);
    }

    private int[] Count(string kind, string place) => Counts.Value[(kind, place)];

    private Lazy<Dictionary<(string Kind, string Place), int[]>> Counts =>
        _counts ??= new(() =>
        {
            var county = made.County;
            var counts = (
                from kind in county.Kinds.All
                from place in county.Grounds.Neighbourhoods
                select (kind.Key, place.Name)
            ).ToDictionary(k => k, _ => new int[36]);
            var names = county.Grounds.Neighbourhoods.ToDictionary(n => n.Code, n => n.Name);
            foreach (var incident in county.Incidents.Where(i => i.Spot is not null))
            {
                var place =
                    incident.Source < county.Venues.Count
                        ? county.Venues[incident.Source].Neighbourhood
                        : county.Grounds.SmallAreas[incident.Source - county.Venues.Count].Ground.Within!;
                counts[(county.Kinds.All[incident.Kind].Key, names[place])][county.Calendar.MonthOf(DateOnly.FromDateTime(incident.At))]++;
            }

            return counts;
        });

    private Lazy<Dictionary<(string Kind, string Place), int[]>>? _counts;
}
