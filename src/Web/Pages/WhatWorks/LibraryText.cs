using System.Globalization;
using Wardwise.App.Library;
using Wardwise.App.Records;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Web.Charts;

namespace Wardwise.Web.Pages.WhatWorks;

/// <summary>The numbers of the library in words, and its picture.</summary>
internal static class LibraryText
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    public static string Colour(this EffectLabel label) =>
        label.Result switch
        {
            EffectResult.Worked => "green",
            EffectResult.Promising => "turquoise",
            EffectResult.Backfired => "red",
            _ => "grey",
        };

    /// <summary>"9 of 31 tried responses have an assessment."</summary>
    public static string KOfN(int assessed, int tried) =>
        tried switch
        {
            0 => "No response that you can see has been tried yet.",
            1 => assessed == 1 ? "The one response tried has an assessment." : "One response has been tried, and it has no assessment.",
            _ => string.Create(British, $"{assessed:N0} of {tried:N0} tried responses {(assessed == 1 ? "has" : "have")} an assessment."),
        };

    /// <summary>What is known of those without one: never pooled.</summary>
    public static string? TheRest(LibraryCounts c)
    {
        var parts = new List<string>();
        void Add(int count, string words)
        {
            if (count > 0)
            {
                parts.Add(string.Create(British, $"{count:N0} {words}"));
            }
        }

        Add(c.Surveyed, "judged by a survey");
        Add(c.ClaimedMet, "whose author says the aim was met");
        Add(c.ClaimedNotMet, "whose author says it was not");
        Add(c.NotYet, "without any result yet");
        return parts.Count == 0 ? null : $"Not pooled: {Words.List(parts)}. What an author says is not a measurement.";
    }

    public static string? TooFew(LibraryCounts c) =>
        c.TooFew switch
        {
            0 => null,
            1 => "One of the assessed is too few by itself to tell. It is pooled with the little weight that it has: "
                + "leaving such ones out would leave the large changes only.",
            var n => string.Create(
                British,
                $"{n:N0} of the assessed are too few by themselves to tell. They are pooled with the little weight that they have: "
                    + $"leaving them out would leave the large changes only."
            ),
        };

    public static string? Suggested(LibraryCounts c) =>
        c.Suggested == 0 ? null
        : c.Suggested == c.Records ? "For all of these records the kind is what their words suggest; nobody has confirmed it."
        : string.Create(
            British,
            $"Of {c.Records:N0} records the kind of {c.Suggested:N0} is only what their words suggest; the others were confirmed by "
                + $"a person."
        );

    public static string Pounds(decimal pounds) => pounds.ToString("£#,0", British);

    public static string Percent(double ratio) => FindingWords.Signed(ratio) + " in 100";

    public static string Cost(CostNumbers cost) =>
        (
            cost.Records == 1
                ? $"{Pounds(cost.Median)}, one response."
                : $"Median {Pounds(cost.Median)}, from {Pounds(cost.Least)} to {Pounds(cost.Most)}."
        )
        + (
            cost.Prevented is not { } p
                ? $"\nWhat each incident prevented cost is not given: {cost.WhyNot}."
                : string.Create(
                    British,
                    $"\n{Pounds(p.Each)} for each incident prevented: {Words.Of(p.Records, "response")}, about {p.Incidents:N0} "
                        + $"incidents fewer over the months measured, those where nothing fell included."
                )
        );

    public static string? Process(IReadOnlyDictionary<CarriedOut, int> process, int assessed)
    {
        if (assessed == 0)
        {
            return null;
        }

        int N(CarriedOut how) => process.GetValueOrDefault(how);
        var said = process.Values.Sum();
        return said == 0
            ? "None of the assessed records says whether its plan was carried out."
            : string.Create(
                British,
                $"Plan carried out {N(CarriedOut.Yes):N0}, in part {N(CarriedOut.Partly):N0}, not {N(CarriedOut.No):N0}"
            ) + (assessed > said ? string.Create(British, $"; not said {assessed - said:N0}.") : ".");
    }

    /// <summary>"3 assessed of 5 tried."; of several with the same records, that they are the same.</summary>
    public static string HowMany(EvidenceGroup group)
    {
        var (least, most) = (group.Of.Min(s => s.Tried), group.Of.Max(s => s.Tried));
        var tried = least == most ? string.Create(British, $"{most:N0}") : string.Create(British, $"{least:N0} to {most:N0}");
        var same =
            group.Of.Count == 1
                ? ""
                : $" The same {(group.Assessed == 1 ? "response" : Words.Of(group.Assessed, "response"))} used {Every(group)}.";
        return string.Create(British, $"{group.Assessed:N0} assessed of {tried} tried.{same}");
    }

    /// <summary>"both", "all six".</summary>
    public static string Every(EvidenceGroup group) => group.Of.Count == 2 ? "both" : "all " + Words.Count(group.Of.Count);

    /// <summary>A group against the rest.</summary>
    public static string Against(Difference d, string with, string without) =>
        string.Create(
            British,
            $"{with} {Percent(d.RatioWith)} ({d.With:N0}), {without} {Percent(d.RatioWithout)} ({d.Without:N0}): "
                + $"{(d.IsClear ? "they differ by more than chance would give" : "the difference could be chance")}."
        );

    public static string Capital(string text) => char.ToUpper(text[0], British) + text[1..];

    public static ForestChartOptions Forest(Stratum stratum, IReadOnlyDictionary<Guid, EvidenceCase> cases, string id, string title)
    {
        var finding = stratum.Finding;
        var drawn = stratum.Rows.Where(w => cases.ContainsKey(w.Row.Id)).Select(w => (Weighed: w, Case: cases[w.Row.Id])).ToList();
        var about =
            "Each square is a record: the larger, the more it weighs. Its line is what fits its numbers (95%). "
            + (
                finding.Controlled
                    ? "Left of “No change” there were fewer incidents than places like it lead one to expect."
                    : "Left of “No change” there were fewer incidents than before; there is nothing to compare with."
            )
            + (finding.Records > 1 ? " The diamond is the mean with its range." : "")
            + (finding.NewPlace is null ? "" : " The bar is where a new place would lie.")
            + (
                finding.Records > drawn.Count
                    ? string.Create(British, $" Drawn are the {drawn.Count} that weigh most of {finding.Records:N0}; the mean is of all.")
                    : ""
            );
        return new()
        {
            Id = id,
            Title = title,
            Description = about,
            Lines =
            [
                .. drawn.Select(d => new ForestLine(
                    d.Case.Title,
                    About(d.Case),
                    Addresses.Record(d.Case.Reference),
                    (d.Case.Before, d.Case.After),
                    d.Weighed.Ratio,
                    d.Weighed.Low,
                    d.Weighed.High,
                    d.Weighed.Weight
                )),
            ],
            Mean =
                finding.Records < 2
                    ? null
                    : (
                        finding.SaysNothing ? "Mean, too few to say"
                        : finding.Records < Finding.FewestForAMean ? "Mean, an indication only"
                        : "Mean",
                        finding.Ratio,
                        finding.Low,
                        finding.High
                    ),
            NewPlace = finding.NewPlace is { } place ? (place.Low, place.High) : null,
        };
    }

    public static string About(EvidenceCase row) =>
        string.Join(
            ", ",
            new[] { row.Reference, row.Place, row.Year.ToString(CultureInfo.InvariantCulture) }.Where(p => !string.IsNullOrEmpty(p))
        );

    /// <summary>The figures for who wants to check them.</summary>
    public static IEnumerable<(string Name, string Figure)> Numbers(Stratum stratum)
    {
        var (n, f) = (stratum.Numbers, stratum.Finding);
        yield return (
            f.Records == 1 ? "Ratio, with its range at 95%" : "Mean ratio, with its range at 95%",
            string.Create(British, $"{f.Ratio:0.00} ({f.Low:0.00} to {f.High:0.00})")
        );
        if (f.NewPlace is { } place)
        {
            yield return ("Ratio in a new place, 95%", string.Create(British, $"{place.Low:0.00} to {place.High:0.00}"));
        }

        if (n.Tau2 is var (at, low, high))
        {
            yield return (
                "Spread of true effects between places (tau squared)",
                string.Create(British, $"{at:0.000}")
                    + (low is { } least && high is { } most ? string.Create(British, $" ({least:0.000} to {most:0.000})") : "")
            );
        }

        if (n.I2 is { } i2)
        {
            yield return ("Share of the spread that is not chance (I squared)", string.Create(British, $"{i2:0} in 100"));
        }

        if (n is { Q: { } q, QPValue: { } p })
        {
            yield return (
                "Test that there is no spread (Q)",
                string.Create(British, $"{q:0.0}, p {(p < 0.001 ? "under 0.001" : p.ToString("0.000", British))}")
            );
        }

        if (n.LeftOut is var (fewest, greatest))
        {
            yield return ("Mean with each record left out in turn", $"{FindingWords.Change(fewest)} to {FindingWords.Change(greatest)}");
        }

        if (n.SmallOnesP is { } small)
        {
            yield return (
                "Small records show other results than large ones (Egger)",
                small < 0.1
                    ? string.Create(British, $"p {small:0.000}: the mean may be too good, as when failures were not written up")
                    : string.Create(British, $"p {small:0.00}: no sign of it")
            );
        }
    }
}
