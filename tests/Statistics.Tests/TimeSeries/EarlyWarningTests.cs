using MathNet.Numerics.Distributions;
using Wardwise.Statistics.TimeSeries;

namespace Wardwise.Statistics.Tests.TimeSeries;

/// <summary>What is expected of a place next month, and whether alarms come as often as they are said to.</summary>
public sealed class EarlyWarningTests
{
    private const int Months = 37;

    [Theory]
    [InlineData(0.3, 0)]
    [InlineData(3, 0)]
    [InlineData(3, 0.15)]
    [InlineData(20, 0.05)]
    public void WhereNothingHappens_LinesSignalAsOftenAsTheirOwnChancesSay(double mean, double unrest)
    {
        var dice = new Random(11);
        var (jumps, byLuck, either, eitherByLuck) = (0, 0.0, 0, 0.0);
        for (var kind = 0; kind < 20; kind++)
        {
            var model = EarlyWarning.Learn(
                [.. Enumerable.Range(0, 100).Select(_ => Series(dice, mean * Math.Exp(0.6 * Normal.Sample(dice, 0, 1)), unrest))],
                Known()
            )!;
            for (var place = 0; place < 100; place++)
            {
                var expected = model.Expected(place, Months - 1);
                var limit = NegativeBinomial.UpperLimit(expected.Mean, expected.Size, 0.01);
                var rise = SlowRise.Of(model, place, 0.01, limit)!;
                var jumped = model.CountOf(place, Months - 1) > limit;
                jumps += jumped ? 1 : 0;
                byLuck += expected.ChanceOf(limit + 1);
                either += jumped || rise.Sums[^1].Sum >= rise.Limit ? 1 : 0;
                eitherByLuck += rise.ChanceOfEither;
            }
        }

        InRange(jumps, byLuck);
        InRange(either, eitherByLuck);
        Assert.True(byLuck <= 20);
    }

    [Fact]
    public void LivelyMonths_JudgedAsIfTheyWereAPoisson_WouldAlarmFarTooOften()
    {
        var dice = new Random(12);
        var (ours, poisson, byLuck) = (0, 0, 0.0);
        for (var kind = 0; kind < 10; kind++)
        {
            var model = EarlyWarning.Learn([.. Enumerable.Range(0, 100).Select(_ => Series(dice, 15, 0.15))], Known())!;
            for (var place = 0; place < 100; place++)
            {
                var expected = model.Expected(place, Months - 1);
                var limit = NegativeBinomial.UpperLimit(expected.Mean, expected.Size, 0.01);
                ours += model.CountOf(place, Months - 1) > limit ? 1 : 0;
                poisson +=
                    model.CountOf(place, Months - 1) > NegativeBinomial.UpperLimit(expected.Mean, double.PositiveInfinity, 0.01) ? 1 : 0;
                byLuck += expected.ChanceOf(limit + 1);
            }
        }

        InRange(ours, byLuck);
        Assert.True(poisson > 5 * byLuck);
    }

    [Fact]
    public void TheChanceOfASum_IsThatOfDrawingIt()
    {
        var dice = new Random(13);
        var counts = Enumerable.Range(0, 60).Select(_ => Series(dice, 8, 0)).ToList();
        // The place in question: a level that thirty months of eight have told, and six months of nine since, which the season alone would
        // not give.
        counts[0] = [.. Enumerable.Range(0, Months).Select(m => m < Months - 6 ? 8 : 9)];
        var model = EarlyWarning.Learn(counts, Known())!;
        var rise = SlowRise.Of(model, 0, 0.01, long.MaxValue)!;
        var (shape, _, months) = model.Since(0, SlowRise.Window);
        var unrest = model.UnrestOf(0);
        var (drawn, beyond) = (200_000, 0);
        for (var i = 0; i < drawn; i++)
        {
            var level = Gamma.Sample(dice, shape, shape);
            double sum = 0;
            foreach (var (_, mean) in months)
            {
                var lively = unrest > 0 ? Gamma.Sample(dice, 1 / unrest, 1 / unrest) : 1;
                var reference = Math.Round(PoissonCusum.Reference(mean, mean + Deviation(months, unrest)) / 0.5) * 0.5;
                sum = Math.Max(0, sum + Poisson.Sample(dice, mean * level * lively) - reference);
            }

            beyond += sum >= rise.Sums[^1].Sum - 1e-9 ? 1 : 0;
        }

        Assert.InRange(rise.PValue, 0.001, 0.05);
        Assert.InRange(beyond / (double)drawn / rise.PValue, 0.85, 1.15);
        Assert.Equal((Months - 6, 54), (rise.From, rise.Count));
    }

    [Fact]
    public void TheSeason_ComesFromTheOthersInTheSameMonth()
    {
        int[] Seasonal(int level) => [.. Enumerable.Range(0, Months).Select(m => level * (m % 12 is 0 ? 3 : 1))];
        var model = EarlyWarning.Learn([.. Enumerable.Range(4, 30).Select(Seasonal)], Known())!;
        Assert.InRange(model.Expected(6, Months - 1).Mean, 29, 31);
        Assert.InRange(model.Expected(6, Months - 2).Mean, 9.7, 10.3);
    }

    [Fact]
    public void RecentMonthsCountMore_WherePlacesDrift()
    {
        var dice = new Random(14);
        int[] Drifting()
        {
            var level = 20.0;
            return [.. Enumerable.Range(0, Months).Select(_ => Poisson.Sample(dice, level *= Math.Exp(Normal.Sample(dice, 0, 0.15))))];
        }

        Assert.InRange(EarlyWarning.Learn([.. Enumerable.Range(0, 60).Select(_ => Drifting())], Known())!.Keep, 0, 0.92);
        Assert.InRange(EarlyWarning.Learn([.. Enumerable.Range(0, 60).Select(p => Series(dice, 5 + p, 0))], Known())!.Keep, 0.98, 1);
    }

    [Fact]
    public void AMonthThatIsNotKnown_AndMonthsBeforeABoundaryMoved_AreNotRead()
    {
        var dice = new Random(15);
        var counts = Enumerable.Range(0, 40).Select(_ => Series(dice, 8, 0)).ToList();
        var known = Known();
        known[20] = false;
        var wild = counts.Select(c => (int[])c.Clone()).ToList();
        foreach (var series in wild)
        {
            series[20] = 900;
        }

        Assert.Equal(EarlyWarning.Learn(counts, known)!.Expected(3, 36), EarlyWarning.Learn(wild, known)!.Expected(3, 36));
        Assert.Equal(35, EarlyWarning.Learn(counts, known)!.Expected(3, 36).Months);

        wild = [.. counts];
        wild[3] = [.. counts[3].Select((c, m) => m < 20 ? 80 : c)];
        var starts = new int[40];
        starts[3] = 20;
        var moved = EarlyWarning.Learn(wild, Known(), starts)!.Expected(3, 36);
        Assert.Equal(16, moved.Months);
        Assert.InRange(moved.Mean, 5, 11);
    }

    [Fact]
    public void APlaceWithoutAnyIncident_AndAGroupOfOne_AreJudgedToo()
    {
        var dice = new Random(16);
        var counts = Enumerable.Range(0, 40).Select(p => p == 0 ? new int[Months] : Series(dice, 5 * p / 20.0, 0)).ToList();
        counts[0][36] = 1;
        var expected = EarlyWarning.Learn(counts, Known())!.Expected(0, 36);
        Assert.InRange(expected.Mean, 0.001, 0.1);
        Assert.InRange(expected.ChanceOf(1), 0.001, 0.1);
        var alone = EarlyWarning.Learn([Series(dice, 6, 0)], Known())!.Expected(0, 36);
        Assert.InRange(alone.Mean, 4.5, 7.5);
        Assert.True(double.IsFinite(alone.ChanceOf(12)));
    }

    [Fact]
    public void NothingCountedBefore_IsNoModel_AndASlowRiseNeedsAYearBeforeIt()
    {
        Assert.Null(EarlyWarning.Learn([new int[Months], new int[Months]], Known()));
        var dice = new Random(17);
        var known = Known();
        Array.Fill(known, false, 0, 20);
        Assert.Null(SlowRise.Of(EarlyWarning.Learn([Series(dice, 5, 0), Series(dice, 5, 0)], known)!, 0, 0.01, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            EarlyWarning.Learn(
                [
                    [1, 2],
                ],
                [true]
            )
        );
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            EarlyWarning.Learn(
                [
                    [1, -2],
                ],
                [true, true]
            )
        );
    }

    private static double Deviation(IReadOnlyList<(int Month, double Mean)> months, double unrest)
    {
        var usual = months.Average(m => m.Mean);
        var deviation = Math.Max(1, Math.Sqrt(usual + (usual * usual * unrest)));
        Assert.InRange(deviation, 2, 4);
        return deviation;
    }

    private static bool[] Known() => [.. Enumerable.Repeat(true, Months)];

    private static int[] Series(Random dice, double level, double unrest) =>
        [
            .. Enumerable
                .Range(0, Months)
                .Select(m =>
                    Poisson.Sample(
                        dice,
                        level * (1 + (0.3 * Math.Sin(m * Math.PI / 6))) * (unrest > 0 ? Gamma.Sample(dice, 1 / unrest, 1 / unrest) : 1)
                    )
                ),
        ];

    /// <summary>Within what 99 in 100 draws give.</summary>
    private static void InRange(int seen, double byLuck)
    {
        var (low, high) = Rates.ExpectedRange(byLuck, 0.99);
        Assert.InRange(seen, low!.Value, high!.Value);
    }
}
