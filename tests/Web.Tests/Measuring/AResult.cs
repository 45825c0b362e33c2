using Wardwise.App.Measuring;
using Wardwise.Domain.Problems;

namespace Wardwise.Web.Tests.Measuring;

/// <summary>A measurement of our own making: a fall of 46 in 100 among 61 places like it. Tests change what they are about.</summary>
internal static class AResult
{
    public static EvaluationResult Measured =>
        new()
        {
            Area = new("Fairlands", 1.25),
            Measure = new(["asb"]),
            Before = new("2024-05", "2025-04", 12),
            After = new("2025-06", "2026-05", 12),
            Counts = new(new(68, 37), new(3_000, 2_900, 61), new(50, 44)),
            Change = new(-45.6, -64.2, -17.8),
            Relative = new(0.56, 0.35, 0.91, 0.04, 28.7, 3.5, 66.9),
            Series = null,
            RegressionToMean = new(-9.2, 0.6),
            Placebo = new(61, 2, 3 / 62.0),
            Displacement = new(0.4, -35, -1.9, 33),
            SmallestDetectableFall = 0.41,
            Verdict = Verdict.ClearFall,
            Sentence = "Vehicle nuisance fell by 46 in 100 here, more than elsewhere and more than chance would give.",
            Cautions = [Cautions.ChosenAtWorst, Cautions.NoSeries],
        };

    public static EvaluationWorking Behind =>
        new()
        {
            Level = "neighbourhood",
            Months =
            [
                new("2024-03", 5, 5.5, 1, 11, "earlier"),
                .. Enumerable
                    .Range(0, 12)
                    .Select(m => new EvaluationWorking.MonthPart(
                        $"{2024 + ((m + 4) / 12)}-{((m + 4) % 12) + 1:00}",
                        5,
                        5.7,
                        1,
                        11,
                        "before"
                    )),
                new("2025-05", 9, 5.7, 1, 11, "dropped"),
                .. Enumerable
                    .Range(0, 12)
                    .Select(m => new EvaluationWorking.MonthPart(
                        $"{2025 + ((m + 5) / 12)}-{((m + 5) % 12) + 1:00}",
                        3,
                        5.7,
                        1,
                        11,
                        "after"
                    )),
            ],
            Forecast = new(70, 68, 49, 81, 0.54, 0.44, 0.76, -2.6, 0.012, 31, 12, 44),
            Places =
            [
                .. Enumerable
                    .Range(1, 61)
                    .Select(n => new EvaluationWorking.PlacePart($"N{n}", $"Place {n}", 50, 48, n == 1 ? null : (n - 31) / 11.0)),
            ],
            Chosen = new(640, 3, 2, 12, 0, 562, 0, null),
            Ring = new(300, 50, 44, -12, 0.91, 0.55, 1.5, "diffusion", 1, 65),
            Others = [new("burglary", 10, 11, 0.4, 2.9), new("drugs", 4, 6, 0.3, 7.2)],
            Usual = new(55, 0.3, 61.7, -45.6, -40.1),
            Drift = 0.2,
            ForcePercent = -3,
        };
}
