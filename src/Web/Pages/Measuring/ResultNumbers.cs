using System.Globalization;
using Wardwise.App.Measuring;
using Wardwise.Domain.Shared;

namespace Wardwise.Web.Pages.Measuring;

/// <summary>Every number of a measurement, with its unit and period; or why it cannot be had.</summary>
public static class ResultNumbers
{
    private static readonly CultureInfo British = ResultWords.British;

    /// <param name="What">With unit and period.</param>
    /// <param name="Figure">The number.</param>
    /// <param name="Range">From and to, or a remark.</param>
    /// <param name="Missing">Why it cannot be had: then there is neither.</param>
    public sealed record Row(string What, string Figure, string Range, string? Missing = null);

    /// <summary>Other kinds of incidents in the area, before and after, with the range of the ratio of their rates.</summary>
    public static IEnumerable<(string Kind, int Before, int After, string Range)> Others(
        EvaluationResult result,
        EvaluationWorking? working
    ) =>
        (working?.Others ?? []).Select(o =>
            (ResultWords.NameOfOther(o.Category, result), o.Before, o.After, Between(o.Low, o.High, Ratio))
        );

    public static IReadOnlyList<Row> Of(EvaluationResult result, EvaluationWorking? working) =>
        [
            .. Change(result),
            .. Forecast(result, working),
            .. Relative(result),
            .. Places(result, working),
            .. Displacement(result, working),
            .. Series(result, working),
            .. Usual(result, working),
            .. Rest(result),
        ];

    private static IEnumerable<Row> Change(EvaluationResult result)
    {
        const string What = "Change in the rate a month, in 100 (exact, 95%)";
        yield return result.Change.Percent is { } percent
            ? new(What, Points(percent), Between(result.Change.Low, result.Change.High, Points))
            : None(What, result, Cautions.ZeroCell, "none were counted before");
    }

    private static IEnumerable<Row> Forecast(EvaluationResult result, EvaluationWorking? working)
    {
        var months = result.After?.Months ?? 0;
        if (working?.Forecast is not { } f)
        {
            yield return None(
                "Expected from all places where nothing was done",
                result,
                Cautions.UnlikeAny,
                "there are fewer than 19 places to learn from"
            );
            yield break;
        }

        var sure = ((1 - Comparison.ClearBelow) * 100).ToString("0", British);
        yield return new(
            $"Expected in {Words.Of(months, "month")} after, incidents, from {ResultWords.Number(f.Places)} places ({sure}%)",
            Tenth(f.Expected),
            Between(f.Low, f.High, Tenth)
        );
        yield return new(
            $"Prevented in {Words.Of(months, "month")} after, incidents: expected less seen ({sure}%)",
            Tenth(f.Prevented),
            Between(f.PreventedLow, f.PreventedHigh, Tenth)
        );
        yield return new($"Seen over expected, ratio ({sure}%)", Ratio(f.Ratio), Between(f.RatioLow, f.RatioHigh, Ratio));
        yield return new("How far it strayed, in spreads of places of its size", Signed(f.Z), "p " + ResultSteps.P(f.P));
    }

    private static IEnumerable<Row> Relative(EvaluationResult result)
    {
        const string What = "Relative rate ratio: area over places like it (95%)";
        if (result.Relative is not { } r)
        {
            yield return None(What, result, Cautions.NoComparison, "there is no place like it");
            yield break;
        }

        yield return new(What, Ratio(r.Rirr), Between(r.Low, r.High, Ratio));
        yield return new(
            "Drift of places, tau, on the log scale",
            Math.Sqrt(r.Tau2).ToString("0.00", British),
            result.Cautions.Contains(Cautions.UsualDrift) ? "the usual figure: too few places" : ""
        );
        if (r.Prevented is { } prevented)
        {
            yield return new("Expected from places like it added up, incidents", Tenth(result.Counts.Area.After + prevented), "");
            yield return new("Prevented by that, incidents (95%)", Tenth(prevented), Between(r.PreventedLow, r.PreventedHigh, Tenth));
        }
    }

    private static IEnumerable<Row> Places(EvaluationResult result, EvaluationWorking? working)
    {
        const string What = "Places like it that changed as much";
        yield return result.Placebo is { } p
            ? new(What, $"{p.AsExtreme} of {p.Places}", "p " + ResultSteps.P(p.P))
            : None(What, result, Cautions.NoComparison, "there is no place like it");
        if (working?.ForcePercent is { } force)
        {
            yield return new("Change in the whole force, in 100", Points(force), "");
        }
    }

    private static IEnumerable<Row> Displacement(EvaluationResult result, EvaluationWorking? working)
    {
        const string What = "Displacement to the ring";
        if (result.Displacement is not { } d)
        {
            yield return None(What, result, Cautions.NoBuffer, Cautions.FewForDisplacement, "there is no place like it");
            yield break;
        }

        var ring = working?.Ring;
        if (ring?.Rirr is { } rirr)
        {
            yield return new("Ring over places like it, ratio (95%)", Ratio(rirr), Between(ring.Low, ring.High, Ratio));
        }

        yield return d.Wdq is { } wdq
            ? new("Weighted displacement quotient", Ratio(wdq), BandInWords(ring?.Band))
            : new("Weighted displacement quotient", "", "", "there was no benefit to displace");
        yield return d.Wdd is { } wdd
            ? new("Weighted displacement difference, incidents", Tenth(wdd), d.Z is { } z ? "z " + Signed(z) : "")
            : None("Weighted displacement difference", result, Cautions.FewForDisplacement);
        yield return d.Tne is { } net
            ? new("Total net effect, incidents fewer in area and ring (95%)", Tenth(net), Between(ring?.TneLow, ring?.TneHigh, Tenth))
            : None("Total net effect", result, Cautions.FewForDisplacement);
    }

    private static string BandInWords(string? band) =>
        band switch
        {
            "diffusion-above-benefit" => "the ring gained more than the area",
            "diffusion" => "the good spread to the ring",
            "neither" => "the ring went as elsewhere",
            "displacement-below-benefit" => "some moved, less than was gained",
            "displacement-equals-benefit" => "what moved cancels what was gained",
            "displacement-above-benefit" => "more moved than was gained",
            _ => "",
        };

    private static IEnumerable<Row> Series(EvaluationResult result, EvaluationWorking? working)
    {
        const string What = "Level against its own trend, ratio (95%)";
        if (result.Series is not { } s)
        {
            yield return None(What, result, Cautions.NoSeries);
            yield break;
        }

        yield return new(What, Ratio(s.LevelChange), Between(s.Low, s.High, Ratio));
        if (working?.Series is { } w)
        {
            yield return new(
                $"Its fit: {s.Method}, {Words.Of(w.Months, "month")} before",
                w.Dispersion is { } phi ? "dispersion " + Ratio(phi) : "",
                w.LjungBoxP is { } p ? "Ljung-Box p " + ResultSteps.P(p) : ""
            );
            if (w.Prevented is { } prevented)
            {
                yield return new("Prevented by that, incidents (95%)", Tenth(prevented), Between(w.PreventedLow, w.PreventedHigh, Tenth));
            }
        }
    }

    private static IEnumerable<Row> Usual(EvaluationResult result, EvaluationWorking? working)
    {
        const string What = "What luck alone would have done, in 100";
        if (result.RegressionToMean is not { } r)
        {
            yield return None(What, result, Cautions.UsualLevel, Cautions.ZeroCell);
            yield break;
        }

        yield return new(What, Points(r.ExpectedPercent), "");
        if (working?.Usual is { } u)
        {
            yield return new(
                $"Usual level of {Words.Of(result.Before?.Months ?? 0, "month")}, incidents: all places; this place",
                $"{Tenth(u.Average)}; {Tenth(u.Expected)}",
                "weight on all places " + Ratio(u.Weight)
            );
            yield return new(
                "Change without and with that, in 100",
                $"{(u.NaivePercent is { } naive ? Points(naive) : "none")}; "
                    + $"{(u.CorrectedPercent is { } corrected ? Points(corrected) : "none")}",
                ""
            );
        }
    }

    private static IEnumerable<Row> Rest(EvaluationResult result)
    {
        yield return result.SmallestDetectableFall is { } fall
            ? new("Smallest fall that could be seen four times in five, in 100", Math.Ceiling(fall * 100).ToString("0", British), "")
            : new("Smallest fall that could be seen", "", "", "not even a fall to none could be told from chance");
        yield return new("Size of the area, square kilometres", result.Area.Km2.ToString("0.##", British), "");
    }

    /// <summary>The reason is the first of these cautions that the result carries, else the last of them in its own words.</summary>
    private static Row None(string what, EvaluationResult result, params string[] reasons) =>
        new(
            what,
            "",
            "",
            reasons.FirstOrDefault(result.Cautions.Contains) is { } caution ? Cautions.InWords(caution) : Cautions.InWords(reasons[^1])
        );

    private static string Between(double? low, double? high, Func<double, string> written) =>
        (low, high) switch
        {
            (null, null) => "",
            ({ } l, { } h) => $"{written(l)} to {written(h)}",
            ({ } l, null) => $"{written(l)} or more",
            (null, { } h) => $"{written(h)} or less",
        };

    private static string Points(double number) => ResultSteps.Points(number);

    private static string Ratio(double ratio) => ratio.ToString("0.00;−0.00;0.00", British);

    private static string Signed(double number) => number.ToString("+0.00;−0.00;0.00", British);

    private static string Tenth(double number) => number.ToString("#,0.0;−#,0.0;0.0", British);
}
