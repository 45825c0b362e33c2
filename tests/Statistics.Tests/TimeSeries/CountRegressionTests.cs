using Wardwise.Statistics.TimeSeries;

namespace Wardwise.Statistics.Tests;

public sealed class CountRegressionTests
{
    // Dobson 1990, p. 93. R: glm(counts ~ outcome + treatment, poisson)
    [Fact]
    public void Poisson_GivesTheTextbooksAnswer()
    {
        double[] counts = [18, 17, 15, 20, 10, 20, 25, 13, 12];
        var design = new Design(9)
            .Intercept()
            .With("outcome2", i => i % 3 == 1 ? 1 : 0)
            .With("outcome3", i => i % 3 == 2 ? 1 : 0)
            .With("treatment2", i => i / 3 == 1 ? 1 : 0)
            .With("treatment3", i => i / 3 == 2 ? 1 : 0);
        var fit = CountRegressions.Poisson(counts, design);
        Term("intercept", 3.044522437723, 0.1708986518564, fit);
        Term("outcome2", -0.4542552722776, 0.2021707591938, fit);
        Term("outcome3", -0.2929871246815, 0.1927423451598, fit);
        Term("treatment2", 0, 0.2, fit);
        Term("treatment3", 0, 0.2, fit);
        Known.Near(5.129141077001, fit.Deviance);
    }

    // R: glm(breaks ~ wool + tension, quasipoisson, warpbreaks)
    [Fact]
    public void QuasiPoisson_GivesWhatRGives()
    {
        var design = new Design(54)
            .Intercept()
            .With("woolB", i => i / 27)
            .With("tensionM", i => i / 9 % 3 == 1 ? 1 : 0)
            .With("tensionH", i => i / 9 % 3 == 2 ? 1 : 0);
        var fit = CountRegressions.QuasiPoisson(Series.Breaks, design);
        Term("intercept", 3.6919631449408, 0.09374356389993, fit);
        Term("woolB", -0.2059884426386, 0.10646085723170, fit);
        Term("tensionM", -0.3213204316006, 0.12440966722777, fit);
        Term("tensionH", -0.5184884965116, 0.13203453893043, fit);
        Known.Near(4.261521883999, fit.Dispersion);
        Known.Near(210.391888762454, fit.Deviance);
    }

    // R: MASS::glm.nb(Days ~ Eth + Sex + Age + Lrn, quine), to 1e-12. Venables & Ripley print theta 1.275, 2 x log-likelihood -1093.151.
    [Fact]
    public void NegativeBinomial_GivesWhatMassGives()
    {
        var design = new Design(146)
            .Intercept()
            .With("EthN", Series.NotAboriginal)
            .With("SexM", Series.Male)
            .With("AgeF1", i => Series.Age[i] == 1 ? 1 : 0)
            .With("AgeF2", i => Series.Age[i] == 2 ? 1 : 0)
            .With("AgeF3", i => Series.Age[i] == 3 ? 1 : 0)
            .With("LrnSL", Series.Slow);
        var fit = CountRegressions.NegativeBinomial(Series.Days, design);
        Term("intercept", 2.89457999024710, 0.2284246147819, fit, 1e-7);
        Term("EthN", -0.56937169735751, 0.1533333592827, fit, 1e-7);
        Term("SexM", 0.08232028414783, 0.1599150146483, fit, 1e-7);
        Term("AgeF1", -0.44842814987819, 0.2397465925552, fit, 1e-7);
        Term("AgeF2", 0.08808015211447, 0.2361930286536, fit, 1e-7);
        Term("AgeF3", 0.35690097143169, 0.2483243627995, fit, 1e-7);
        Term("LrnSL", 0.29210915703505, 0.1864747101003, fit, 1e-7);
        Known.Near(1.2748926450535, fit.Theta, 1e-7);
        // MASS leaves its error a step behind its theta.
        Known.Near(0.1610351787735, fit.ThetaError, 1e-6);
        Known.Near(-1093.1510182899835, 2 * fit.LogLikelihood, 1e-6);
        Known.Near(167.951800820614, fit.Deviance, 1e-5);
    }

    // R: glm.nb(Days ~ 1, quine) for theta 1.0667845831291; and a small group by both methods.
    [Fact]
    public void TheSizeOfAReferenceGroup_ByBothMethods()
    {
        var (mean, size) = NegativeBinomialSize.MaximumLikelihood(Series.Days);
        Known.Near(16.458904109589, mean);
        Known.Near(1.0667845831291, size, 1e-7);
        double[] group = [3, 9, 0, 5, 14, 2, 7, 1, 22, 6, 4, 11];
        Known.Near(1.525011118534, NegativeBinomialSize.MaximumLikelihood(group).Size, 1e-7);
        Known.Near(1.509803921569, NegativeBinomialSize.Moments(group).Size);
        Known.Near(7, NegativeBinomialSize.Moments(group).Mean);
    }

    [Fact]
    public void CountsThatVaryNoMoreThanChance_HaveNoTheta()
    {
        double[] even = [4, 5, 6, 5, 4, 6, 5, 5];
        Known.None(NegativeBinomialSize.Moments(even).Size, "no more than chance");
        Known.None(NegativeBinomialSize.MaximumLikelihood(even).Size, "no more than chance");
        Assert.Contains("use a Poisson", CountRegressions.NegativeBinomial(even, new Design(8).Intercept()).Reason);
        Known.None(NegativeBinomialSize.Moments([0, 0, 0]).Mean, "nothing was counted");
        Known.None(NegativeBinomialSize.MaximumLikelihood([5]).Size, "at least two");
    }

    [Fact]
    public void WhatCannotBeFitted_SaysWhy()
    {
        var twice = new Design(4).Intercept().With("again", _ => 2);
        Assert.Contains("cannot be told apart", CountRegressions.Poisson([1, 2, 3, 4], twice).Reason);
        Assert.Contains("nothing was counted", CountRegressions.Poisson([0, 0], new Design(2).Intercept()).Reason);
        Assert.Contains(
            "no bound",
            CountRegressions.Poisson([5, 6, 7, 0, 0, 0], new Design(6).Intercept().With("after", i => i > 2 ? 1 : 0)).Reason
        );
        Assert.Contains("more terms", CountRegressions.Poisson([1], new Design(1).Intercept().With("x", _ => 3)).Reason);
        var none = CountRegressions.Poisson([0, 0], new Design(2).Intercept());
        Assert.Empty(none.Terms);
        Known.None(none.Dispersion, "no fit");
        Assert.Throws<ArgumentOutOfRangeException>(() => none["intercept"]);
    }

    [Fact]
    public void Misuse_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CountRegressions.Poisson([1], new Design(2).Intercept()));
        Assert.Throws<ArgumentOutOfRangeException>(() => CountRegressions.Poisson([-1], new Design(1).Intercept()));
        Assert.Throws<ArgumentOutOfRangeException>(() => CountRegressions.Poisson([1], new Design(1).Intercept(), [0.0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Design(2).With("x", _ => double.NaN));
    }

    // R: acf(lh), Box.test(lh, 3, "Ljung")
    [Fact]
    public void Autocorrelation_GivesWhatRGives()
    {
        Known.Near([0.5755244755245, 0.1818181818182, -0.1447552447552], Autocorrelation.At(Series.Hormone));
        var (statistic, p) = Autocorrelation.LjungBox(Series.Hormone);
        Known.Near(19.75610019448, statistic);
        Known.Near(0.0001906877075462, p);
    }

    // R: the same on twelve whole numbers.
    [Fact]
    public void LjungBox_GivesWhatRGives()
    {
        double[] x = [5, 7, 3, 9, 4, 6, 8, 2, 6, 5, 7, 4];
        Known.Near([-0.6755319148936, 0.2340425531915, 0.03723404255319], Autocorrelation.At(x));
        Known.Near(7.915722183355, Autocorrelation.LjungBox(x).Statistic);
        Known.Near(0.04778596661265, Autocorrelation.LjungBox(x).PValue);
        Known.Near(0.008290566570625, Autocorrelation.LjungBox(x, 1).PValue);
        Assert.Empty(Autocorrelation.At([1, 1, 1, 1, 1]));
        Known.None(Autocorrelation.LjungBox([1, 2]).PValue, "too few");
    }

    private static void Term(string name, double estimate, double error, CountRegression fit, double tolerance = 1e-9)
    {
        Assert.Null(fit.Reason);
        Known.Near(estimate, fit[name].Estimate, tolerance);
        Known.Near(error, fit[name].StandardError, tolerance);
    }
}
