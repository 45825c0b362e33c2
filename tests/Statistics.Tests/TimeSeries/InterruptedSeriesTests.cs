using Wardwise.Statistics.TimeSeries;

namespace Wardwise.Statistics.Tests;

public sealed class InterruptedSeriesTests
{
    // Lopez Bernal et al. 2017. R: glm(aces ~ offset(log(stdpop)) + smokban + time + harmonic(month, 2, 12), quasipoisson), epsilon 1e-14.
    [Fact]
    public void TheSmokingBan_IsThePublishedStep()
    {
        var found = InterruptedSeries.Fit(Series.Sicily, 36, population: Series.SicilyPopulation);
        Known.Near(0.8850715472438, found.LevelChange);
        Known.Near(0.8394009696257, 0.9332269941145, found.LevelInterval);
        Known.Near(2.262182640505, found.Dispersion);
        Known.Near(117.266119546740, found.Fit.Deviance);
        Known.Near(-0.122086792898618, found.Fit["level"].Estimate);
        Known.Near(0.0270310987656715, found.Fit["level"].StandardError);
        Known.Near(0.005389219540521, found.Fit["trend"].Estimate);
        Known.Near(0.037096726704120, found.Fit["sin1"].Estimate);
        Known.Near(0.014763388255058, found.Fit["cos2"].Estimate);
        Known.Near(0.0097220920614328, found.Fit["cos2"].StandardError);
        Assert.Empty(found.Cautions);
    }

    // R: acf and Box.test of the deviance residuals; fitted without the ban; delta method on both.
    [Fact]
    public void ItsResiduals_AndWhatWasPrevented()
    {
        var found = InterruptedSeries.Fit(Series.Sicily, 36, population: Series.SicilyPopulation);
        Known.Near([-0.21468386562762, 0.31251567416277, -0.04155584939244], found.Autocorrelations);
        Known.Near(0.02751672318, found.LjungBoxPValue);
        Assert.True(found.NeweyWest);
        Known.Near(22284.074164872, found.Expected);
        Known.Near(2561.074164872, found.Prevented);
        Known.Near(
            2561.074164872 - (1.959963984540054 * 592.0317952703),
            2561.074164872 + (1.959963984540054 * 592.0317952703),
            found.PreventedInterval
        );
        Assert.Equal(19723, Series.Sicily.Skip(36).Sum());
        Known.Near(found.Expected.Value!.Value, found.Without.Skip(36).Sum()!.Value, 1e-8);
    }

    // R: the same without season.
    [Fact]
    public void WithoutSeason_TheErrorIsLarger()
    {
        var found = InterruptedSeries.Fit(Series.Sicily, 36, new(Harmonics: 0), Series.SicilyPopulation);
        Known.Near(0.8943765080144, found.LevelChange);
        Known.Near(0.8391890115073, 0.9531932939056, found.LevelInterval);
        Known.Near(3.55918676377, found.Dispersion);
        Known.Near(0.01612672624, found.LjungBoxPValue);
    }

    // R: with I((time - 36) * smokban).
    [Fact]
    public void ABendAsWell_IsWhatRGives()
    {
        var found = InterruptedSeries.Fit(Series.Sicily, 36, new(Slope: true), Series.SicilyPopulation);
        Known.Near(0.8764644177777, found.LevelChange);
        Known.Near(0.001482227997957, found.Fit["slope"].Estimate);
        Known.Near(0.001854630862059, found.Fit["slope"].StandardError);
        Known.Near(Math.Exp(0.001482227997957), found.SlopeChange);
        Known.Near(2.274558329031, found.Dispersion);
        Known.Near(2375.622319399, found.Prevented);
    }

    // R: sandwich::NeweyWest(glm(..., poisson), lag = 3 or 0, prewhite = FALSE)
    [Fact]
    public void NeweyWest_GivesWhatSandwichGives()
    {
        var fit = InterruptedSeries.Fit(Series.Sicily, 36, population: Series.SicilyPopulation).Fit;
        // Terms in our order: intercept, trend, level, sin1, cos1, sin2, cos2.
        Known.Near(
            [
                0.0191451667547312,
                0.0007782723203288,
                0.0217680167605676,
                0.0080196319077255,
                0.009506651296868,
                0.0080044157936248,
                0.0064380979105757,
            ],
            Roots(fit, 3)
        );
        Known.Near(
            [
                0.0169392173160722,
                0.0007764060774707,
                0.0247404288220068,
                0.0095585751643955,
                0.0092130588369883,
                0.0092999156104312,
                0.0087786725347377,
            ],
            Roots(fit, 0)
        );
    }

    // Methods, section 4: the seat-belt law and van drivers killed, .776823 (.6272-.9621). R gives phi .873, so the errors are those of a
    // Poisson.
    [Fact]
    public void TheSeatBeltLaw_IsThePublishedRatio_AndAPhiUnderOneNarrowsNothing()
    {
        var found = InterruptedSeries.Fit([.. Series.VansKilled.Select(n => (long?)n)], 169);
        Known.Near(.7768227033316, found.LevelChange);
        Known.Near(.6272, .9621, found.LevelInterval, 5e-5);
        Known.Near(0.8731703805377, found.Dispersion);
        Known.Near(-0.252543135692107, found.Fit["level"].Estimate);
        Known.Near(-0.252543135692107 / 0.109130483896352, found.Fit["level"].Estimate / found.Fit["level"].StandardError, 1e-7);
        Assert.Contains(
            "use a Poisson",
            InterruptedSeries
                .Fit([.. Series.VansKilled.Select(n => (long?)n)], 169, new(Variation: CountVariation.NegativeBinomial))
                .LevelChange.Reason
        );
    }

    // R: glm.nb(DriversKilled ~ t + law + sin1 + cos1 + sin2 + cos2), to 1e-12
    [Fact]
    public void DriversKilled_ByANegativeBinomial_IsWhatMassGives()
    {
        var found = InterruptedSeries.Fit(
            [.. Series.DriversKilled.Select(n => (long?)n)],
            169,
            new(Variation: CountVariation.NegativeBinomial)
        );
        Known.Near(-0.1376325732441974, found.Fit["level"].Estimate, 1e-8);
        Known.Near(0.0371377689797457, found.Fit["level"].StandardError, 1e-8);
        Known.Near(103.41209817317, found.Fit.Theta, 1e-4);
        Known.Near(19.46432963051, found.Fit.ThetaError, 1e-4);
        Known.Near(-1613.67588220694, 2 * found.Fit.LogLikelihood, 1e-6);
    }

    // By hand: flat series, the place halves and the comparison falls by a tenth; the level change is .5 / .9.
    [Fact]
    public void AComparison_TakesOutWhatHappenedEverywhere()
    {
        long?[] place = [.. Enumerable.Repeat<long?>(100, 24), .. Enumerable.Repeat<long?>(50, 12)];
        long?[] elsewhere = [.. Enumerable.Repeat<long?>(200, 24), .. Enumerable.Repeat<long?>(180, 12)];
        var found = InterruptedSeries.Controlled(place, elsewhere, 24);
        Known.Near(.5 / .9, found.LevelChange);
        Known.Near((100 * .9 * 12) - 600, found.Prevented, 1e-6);
        Assert.True(found.LevelInterval.High.Value < .7);
    }

    // R: glm(y ~ t + area + post + area:post + sin1 + cos1 + sin2 + cos2, quasipoisson) on a quarter of Sicily rounded down, 30 fewer
    // after, beside Sicily.
    [Fact]
    public void AControlledSeries_IsWhatRGives()
    {
        long?[] quarter = [.. Series.Sicily.Select((n, i) => n / 4 - (i >= 36 ? 30 : 0))];
        var found = InterruptedSeries.Controlled(quarter, Series.Sicily, 36);
        Known.Near(-0.15083150294289, found.Fit["level"].Estimate);
        Known.Near(0.025255015781735, found.Fit["level"].StandardError);
        Known.Near(1.3911930618156, found.Dispersion);
        Known.Near(689.13541845086, found.Prevented, 1e-6);
    }

    [Fact]
    public void AMissingMonth_IsLeftOut_AndNeverCountedAsNone()
    {
        var gap = Series.Sicily.ToArray();
        gap[10] = null;
        var found = InterruptedSeries.Fit(gap, 36, population: Series.SicilyPopulation);
        Assert.InRange(found.LevelChange.Value!.Value, .87, .9);
        Assert.Null(found.Fitted[10]);
        Assert.Contains(found.Cautions, words => words.Contains("missing"));
    }

    [Fact]
    public void AShortSeries_DropsTheSeason_OrSaysThatItIsTooShort()
    {
        long?[] year = [8, 9, 7, 12, 11, 9, 8, 10, 13, 9, 7, 8, 5, 4, 6];
        var found = InterruptedSeries.Fit(year, 12);
        Assert.DoesNotContain(found.Fit.Terms, term => term.Name == "sin1");
        Assert.Contains(found.Cautions, words => words.Contains("24 months"));
        Assert.Contains(found.Cautions, words => words.Contains("short series"));
        Known.Sound(found.LevelChange, found.Prevented);
        Known.None(InterruptedSeries.Fit(year, 11).LevelChange, "at least 12 months");
        Known.None(InterruptedSeries.Fit(year, 15).LevelChange, "no month after");
    }

    [Fact]
    public void SmallSeries_NeverGiveNaNOrInfinity()
    {
        var random = new Random(4);
        for (var mean = 0; mean < 4; mean++)
        {
            for (var draw = 0; draw < 40; draw++)
            {
                long?[] counts = [.. Enumerable.Range(0, 30).Select(_ => random.Next(8) == 0 ? null : (long?)random.Next(mean + 1))];
                foreach (var variation in Enum.GetValues<CountVariation>())
                {
                    var found = InterruptedSeries.Fit(counts, 20, new(Slope: draw % 2 == 0, Variation: variation));
                    Known.Sound(
                        found.LevelChange,
                        found.LevelPValue,
                        found.Expected,
                        found.Prevented,
                        found.SlopeChange,
                        found.Dispersion,
                        found.LjungBoxPValue
                    );
                    Known.Sound(found.LevelInterval);
                    Known.Sound(found.PreventedInterval);
                }
            }
        }
    }

    [Fact]
    public void Misuse_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => InterruptedSeries.Fit([1, 2], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => InterruptedSeries.Fit([1, -2], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => InterruptedSeries.Fit([1, 2], 1, new(FirstMonth: 13)));
        Assert.Throws<ArgumentOutOfRangeException>(() => InterruptedSeries.Fit([1, 2], 1, new(Harmonics: 7)));
        Assert.Throws<ArgumentOutOfRangeException>(() => InterruptedSeries.Controlled([1, 2], [1], 1));
    }

    private static double[] Roots(CountRegression fit, int lag)
    {
        var covariance = NeweyWest.Covariance(fit, lag);
        return [.. Enumerable.Range(0, fit.Terms.Count).Select(i => Math.Sqrt(covariance[i, i]))];
    }
}
