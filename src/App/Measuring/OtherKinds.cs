using Wardwise.Domain.Incidents;
using Wardwise.Statistics;

namespace Wardwise.App.Measuring;

/// <summary>
/// Other kinds of incidents in the area, before and after: did the trouble only change its name? Each range holds the drift of places,
/// and is wider the more kinds are asked (C. E. Bonferroni), so that all of them together cry wolf no oftener than one would.
/// </summary>
internal static class OtherKinds
{
    private const int Fewest = 10;

    public static List<EvaluationWorking.OtherPart> Of(
        Measurement.Asked asked,
        (int Before, int After) area,
        IReadOnlyDictionary<short, (int Before, int After)> counted,
        ResponseWindows windows,
        double drift
    )
    {
        var kinds = new List<(string Key, int Before, int After)>();
        foreach (var category in IncidentCodes.Categories)
        {
            var (before, after) = counted.GetValueOrDefault(category.Number);
            var measured = asked.Categories.Count == 0 || asked.Categories.Contains(category.Key);
            if (measured && asked.Types.Count > 0 && category == IncidentCodes.Asb)
            {
                // Of anti-social behaviour only some types are measured: the rest is another kind.
                (before, after) = (Math.Max(0, before - area.Before), Math.Max(0, after - area.After));
            }
            else if (measured)
            {
                continue;
            }

            if (before + after > 0)
            {
                kinds.Add((category.Key, before, after));
            }
        }

        return
        [
            .. kinds.Select(k =>
            {
                // Of a handful nothing can be told.
                var range =
                    k.Before + k.After < Fewest
                        ? Interval.None("too few")
                        : Rates.DriftingInterval(
                            k.Before,
                            k.After,
                            windows.Before.Count,
                            windows.After.Count,
                            Math.Max(drift, Judgement.UsualDrift),
                            1 - (0.05 / kinds.Count)
                        );
                return new EvaluationWorking.OtherPart(k.Key, k.Before, k.After, range.Low.Value, range.High.Value);
            }),
        ];
    }
}
