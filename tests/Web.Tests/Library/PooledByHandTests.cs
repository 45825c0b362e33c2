using System.Globalization;
using System.Text.Json;
using Npgsql;
using Wardwise.App.Measuring;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Web.Tests.Measuring;

namespace Wardwise.Web.Tests.Library;

/// <summary>What two pages print, against their records' stored results pooled here by the definitions, in another way than the product
/// does it.</summary>
public sealed class PooledByHandTests
{
    // Student's t at 97.5% from tables, by degrees of freedom.
    private static readonly double[] T = [0, 12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469];

    [Fact]
    public async Task TwoKinds_PrintWhatTheirStoredResultsGiveByHand()
    {
        await using var ground = await LibraryGround.Lay();
        foreach (
            var (ratio, variance) in new[]
            {
                (0.35, 0.02),
                (0.5, 0.06),
                (0.95, 0.015),
                (0.62, 0.11),
                (0.44, 0.04),
                (1.2, 0.09),
                (0.58, 0.025),
            }
        )
        {
            await ground.Measured(Math.Log(ratio), variance);
        }

        foreach (var (ratio, variance) in new[] { (0.8, 0.01), (1.3, 0.03), (0.7, 0.02), (0.9, 0.05) })
        {
            await ground.Measured(Math.Log(ratio), variance, "fly-tipping");
        }

        // None of these belongs to either mean: against its own past only, a follow-up, what a later measurement replaced, a draft.
        await ground.Keep(await ground.Tried(), AResult.Measured with { Relative = null });
        var again = await ground.Measured(Math.Log(9), 0.01, "fly-tipping");
        await ground.Keep(again, AResult.Measured);
        await ground.Keep(
            again,
            AResult.Measured with
            {
                Relative = AResult.Measured.Relative! with { Rirr = 5, Low = 4, High = 6 },
            },
            occasion: EvaluationOccasion.FollowUp
        );
        await ground.Measured(Math.Log(9), 0.01, "fly-tipping", more: f => f.Problem.State = ProblemState.Draft);
        // Nor does one with a month of which part may be missing, whatever its counts give.
        var doubted = AResult.Measured with
        {
            Verdict = Verdict.TooFew,
            Cautions = [Cautions.DoubtedMonths],
        };
        await ground.Keep(await ground.Tried(), doubted with { Relative = doubted.Relative! with { Rirr = 9, Low = 8, High = 10 } });
        await ground.Keep(await ground.Tried(), doubted with { Relative = null });
        using var officer = await ground.Web.Browse(Role.Officer);
        foreach (var (kind, records) in new[] { (LibraryGround.Kind, 7), ("fly-tipping", 5) })
        {
            var effects = await Stored(ground, kind);
            Assert.Equal(records, effects.Count);
            var (mean, reach, tau2) = Pooled(effects);
            await officer.Open("/what-works/" + kind);
            var numbers = officer
                .Texts(".govuk-details__text table")
                .First(t =>
                    t.Contains("Each against places like its own", StringComparison.Ordinal)
                    && t.Contains("Mean ratio", StringComparison.Ordinal)
                );
            Assert.Contains(
                Text($"95%{Math.Exp(mean):0.00} ({Math.Exp(mean - reach):0.00} to {Math.Exp(mean + reach):0.00})"),
                numbers,
                StringComparison.Ordinal
            );
            Assert.Contains(Text($"(tau squared){tau2:0.000} ("), numbers, StringComparison.Ordinal);
            var place = T[effects.Count - 2] * Math.Sqrt(tau2 + Math.Pow(reach / T[effects.Count - 1], 2));
            Assert.Contains(
                Text($"Ratio in a new place, 95%{Math.Exp(mean - place):0.00} to {Math.Exp(mean + place):0.00}"),
                numbers,
                StringComparison.Ordinal
            );
            Assert.Contains(
                $"{Math.Abs(Math.Round(100 * (Math.Exp(mean) - 1)))} in 100",
                officer.Text(".ww-lead"),
                StringComparison.Ordinal
            );
            Assert.True(tau2 > 0);
        }
    }

    /// <summary>Of each record that counts, the logarithm and the variance that its latest stored result gives.</summary>
    private static async Task<List<(double Y, double V)>> Stored(LibraryGround ground, string kind)
    {
        await using var owner = new NpgsqlConnection(ground.Web.Station.OwnerConnectionString);
        await owner.OpenAsync();
        await using var read = new NpgsqlCommand(
            """
            select e.record_id, e.result::text
                from evaluation e join problem p on p.record_id = e.record_id join record r on r.id = e.record_id
            where p.kind_code = $1 and r.state <> 'draft' and e.occasion <> 'follow-up'
                and not e.result::jsonb -> 'cautions' ? 'doubted months' order by e.made_at
            """,
            owner
        )
        {
            Parameters = { new() { Value = kind } },
        };
        var latest = new Dictionary<Guid, string>();
        await using (var row = await read.ExecuteReaderAsync())
        {
            while (await row.ReadAsync())
            {
                latest[row.GetGuid(0)] = row.GetString(1);
            }
        }

        var effects = new List<(double, double)>();
        foreach (var json in latest.Values)
        {
            using var result = JsonDocument.Parse(json);
            if (result.RootElement.TryGetProperty("relative", out var relative) && relative.ValueKind is JsonValueKind.Object)
            {
                double N(string name) => relative.GetProperty(name).GetDouble();
                effects.Add((Math.Log(N("rirr")), Math.Pow((Math.Log(N("high")) - Math.Log(N("low"))) / (2 * 1.959964), 2)));
            }
        }

        return effects;
    }

    /// <summary>Three records and more: tau squared where the restricted likelihood is greatest, looked for in steps; the larger of Hartung
    /// and Knapp's error and the ordinary one.</summary>
    private static (double Mean, double Reach, double Tau2) Pooled(List<(double Y, double V)> effects)
    {
        double Likelihood(double tau2)
        {
            var w = effects.Sum(e => 1 / (e.V + tau2));
            var at = effects.Sum(e => e.Y / (e.V + tau2)) / w;
            return -0.5 * (effects.Sum(e => Math.Log(e.V + tau2) + (Math.Pow(e.Y - at, 2) / (e.V + tau2))) + Math.Log(w));
        }

        var tau2 = Enumerable.Range(0, 200_001).Select(i => i * 1e-5).MaxBy(Likelihood);
        var all = effects.Sum(e => 1 / (e.V + tau2));
        var mean = effects.Sum(e => e.Y / (e.V + tau2)) / all;
        var k = effects.Count;
        var (ordinary, scaled) = (Math.Sqrt(1 / all), Math.Sqrt(effects.Sum(e => Math.Pow(e.Y - mean, 2) / (e.V + tau2)) / (k - 1) / all));
        return (mean, T[k - 1] * Math.Max(ordinary, scaled), tau2);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
