using Wardwise.Statistics.Pooling;

namespace Wardwise.Statistics.Tests;

/// <summary>Records left out or added one by one, and what holds for any records at all.</summary>
public sealed class PoolPropertyTests
{
    // Oracle 05 bcg_leave1out (REML, to 1e-4 as metafor stops early).
    [Fact]
    public void LeaveOneOut_GivesWhatMetaforGives()
    {
        var found = Pool.LeaveOneOut(Records.Bcg, error: PooledError.Normal);
        Known.Near(
            [
                -0.7070837880314,
                -0.6540312003978,
                -0.6855544179728,
                -0.6284094078625,
                -0.7641700949872,
                -0.7108765648509,
                -0.655247599792,
                -0.7947676109483,
                -0.7411972993138,
                -0.6530329257634,
                -0.7578586252042,
                -0.7598120973394,
                -0.7775361807746,
            ],
            [.. found.Select(f => f.Estimate.Value!.Value)],
            1e-4
        );
        Known.Near(
            [
                0.3361567453003,
                0.2925830855541,
                0.3207380568872,
                0.2627583562415,
                0.3278032586184,
                0.3595541811522,
                0.2930258698883,
                0.2731830341162,
                0.3494520099229,
                0.298724600913,
                0.3404882653346,
                0.3081622027183,
                0.3037333265611,
            ],
            [.. found.Select(f => f.Tau2.Value!.Value)],
            1e-4
        );
        Known.Near(
            [
                93.225934911122,
                92.253955505486,
                92.93541440233,
                90.412470800288,
                92.763435734804,
                90.911810088948,
                92.277717724494,
                87.031367066562,
                93.213262037789,
                92.232233251075,
                91.810951423301,
                92.678205698933,
                92.344399619602,
            ],
            [.. found.Select(f => f.I2FromTau2.Value!.Value)],
            1e-4
        );
        // R: leave1out(rma(yi, vi, method = "DL")), which needs no iterations.
        Known.Near(
            [-0.3781051451952, -0.4522072452702, -0.3682369077684, -0.2452940973688, -0.4629687736076, -0.3676154174148],
            [.. Pool.LeaveOneOut(Records.Pop6, PoolingMethod.DerSimonianLaird).Select(f => f.Estimate.Value!.Value)]
        );
        Assert.Empty(Pool.LeaveOneOut([new(1, 1)]));
    }

    // Oracle 05 pop6_cumulative; R: cumul(rma(yi, vi, method = "DL")) for BCG.
    [Fact]
    public void Cumulative_GivesWhatMetaforGives()
    {
        var found = Pool.Cumulative(Records.Pop6, PoolingMethod.DerSimonianLaird, PooledError.Normal);
        Known.Near(
            [-0.4238142467764, -0.2531465014675, -0.2885051345778, -0.4511817393175, -0.3676154174148, -0.3857060356465],
            [.. found.Select(f => f.Estimate.Value!.Value)]
        );
        Known.Near(
            [0.2969542358375, 0.1391125802303, 0.1297673919549, 0.1315955788976, 0.1363113783592, 0.1239434717367],
            [.. found.Select(f => f.StandardError.Value!.Value)]
        );
        var bcg = Pool.Cumulative(Records.Bcg, PoolingMethod.DerSimonianLaird, PooledError.Normal);
        Known.Near(
            [-0.8893113339202, -1.3250034422449, -1.3302341492428, -1.4220443328031, -1.0659896418275, -0.9841154992737],
            [.. bcg.Take(6).Select(f => f.Estimate.Value!.Value)]
        );
        Known.Near(
            [0.570600354893, 0.3489887722874, 0.3068850031104, 0.128466085837, 0.3426770186937, 0.2260881998060],
            [.. bcg.Take(6).Select(f => f.StandardError.Value!.Value)]
        );
    }

    [Fact]
    public void TurningAllSigns_TurnsTheEstimate_AndNothingElse()
    {
        foreach (var method in Enum.GetValues<PoolingMethod>())
        {
            var one = Pool.Effects(Records.Bcg, method);
            var other = Pool.Effects([.. Records.Bcg.Select(e => new Effect(-e.Estimate, e.Variance)).Reverse()], method);
            Known.Near(-one.Estimate.Value!.Value, other.Estimate, 1e-10);
            Known.Near(one.StandardError.Value!.Value, other.StandardError, 1e-10);
            Known.Near(one.PValue.Value!.Value, other.PValue, 1e-10);
        }
    }

    [Fact]
    public void NoEffects_EverGiveNaNOrInfinity()
    {
        var random = new Random(7);
        for (var draw = 0; draw < 3000; draw++)
        {
            var scale = Math.Pow(10, random.Next(-6, 3)) * 3;
            Effect[] effects =
            [
                .. Enumerable
                    .Range(0, 1 + random.Next(8))
                    .Select(_ => new Effect(((random.NextDouble() * 4) - 2) * scale, Math.Pow(10, random.Next(-12, 13)))),
            ];
            foreach (var method in Enum.GetValues<PoolingMethod>())
            {
                foreach (var error in Enum.GetValues<PooledError>())
                {
                    var found = Pool.Effects(effects, method, error);
                    Known.Sound(
                        found.Estimate,
                        found.StandardError,
                        found.PValue,
                        found.Ratio,
                        found.Tau2,
                        found.Tau2Error,
                        found.Q,
                        found.QPValue,
                        found.I2FromQ,
                        found.I2FromTau2,
                        found.H2,
                        found.Statistic,
                        found.ChanceOfFall(.2)
                    );
                    Known.Sound(found.Interval);
                    Known.Sound(found.RatioInterval);
                    Known.Sound(found.Prediction());
                }
            }

            Known.Sound(BetweenVariance.QProfile(effects));
            Known.Sound(MissingRecords.Egger(effects).PValue);
            var groups = Subgroups.Compare(effects, [.. effects.Select((_, i) => i % 2 == 0 ? "even" : "odd")]);
            Known.Sound(groups.QSeparate, groups.QSeparatePValue, groups.QCommon, groups.QCommonPValue, groups.CommonTau2);
            var regression = MetaRegression.Fit(
                effects,
                [
                    [.. effects.Select((_, i) => (double)i)],
                ]
            );
            Known.Sound(
                regression.Tau2,
                regression.Tau2Error,
                regression.R2,
                regression.QM,
                regression.QMPValue,
                regression.QE,
                regression.QEPValue
            );
            if (MissingRecords.TrimAndFill(effects) is { } filled)
            {
                Known.Sound(filled.Filled.Estimate, filled.Filled.PValue);
            }
        }
    }

    // REML has no closed form to check against: its score must be 0 wherever tau squared is above 0.
    [Fact]
    public void Reml_EndsWhereItsScoreIsNought()
    {
        var random = new Random(11);
        for (var draw = 0; draw < 500; draw++)
        {
            Effect[] effects =
            [
                .. Enumerable
                    .Range(0, 3 + random.Next(20))
                    .Select(_ => new Effect((random.NextDouble() * 2) - 1, .01 + (random.NextDouble() * .3))),
            ];
            var tau2 = Pool.Effects(effects).Tau2.Value!.Value;
            double[] w = [.. effects.Select(e => 1 / (e.Variance + tau2))];
            var mean = effects.Zip(w, (e, weight) => e.Estimate * weight).Sum() / w.Sum();
            var squares = effects.Zip(w, (e, weight) => weight * weight * (e.Estimate - mean) * (e.Estimate - mean)).Sum();
            var score = squares - (w.Sum() - (w.Sum(x => x * x) / w.Sum()));
            Assert.True(tau2 == 0 ? score <= 1e-9 * w.Sum() : Math.Abs(score) <= 1e-8 * w.Sum(), $"{tau2} {score}");
        }
    }

    [Fact]
    public void Misuse_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Effect(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Effect(double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Effect(701, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Effect(0, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pool.Effects([default]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pool.Effects(Records.Pop3, confidence: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Showing.Of(-1));
    }
}
