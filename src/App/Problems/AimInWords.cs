using Wardwise.App.Measuring;
using Wardwise.App.Places;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>An aim as it is fixed, part by part, for people: on the record, and in what is said of a later change.</summary>
internal static class AimInWords
{
    public const string Area = "Area";

    /// <summary>Each part with its value; the parts are always the same, in the same order.</summary>
    public static IReadOnlyList<AimPart> Of(Aim aim, PlaceIndex index) =>
        [
            new(
                "Measure",
                aim.Measure switch
                {
                    AimMeasure.Incidents => WhatIsCounted.By(aim) is "incidents" ? "all incidents" : WhatIsCounted.By(aim),
                    AimMeasure.Survey => $"a survey: “{aim.SurveyQuestion}”",
                    _ => NotSaid,
                }
            ),
            new(Area, AreaOf(aim, index)),
            new(
                "By how much",
                aim.Percent is { } percent
                    ? aim.Measure is AimMeasure.Survey
                        ? $"{percent} in 100"
                        : $"{percent}%"
                    : NotSaid
            ),
            new("By when", aim.ByWhen?.InWords() ?? NotSaid),
            new("Ring around it", aim.BufferMetres == 0 ? "none" : $"{aim.BufferMetres} metres"),
            new(
                "Compared with",
                aim.ComparisonCodes.Count == 0
                    ? "places like it, by the rule"
                    : $"{Words.List([.. aim.ComparisonCodes.Select(c => NameOf(index, c))])}, because: {aim.ComparisonBecause}"
            ),
        ];

    /// <summary>"By how much: from 40% to 20%; ring around it: from 300 metres to none"; empty when nothing changed.</summary>
    /// <param name="before">The parts as they were.</param>
    /// <param name="after">The parts as they are.</param>
    /// <param name="redrawn">The area was drawn, and is drawn differently now.</param>
    public static string Change(IReadOnlyList<AimPart> before, IReadOnlyList<AimPart> after, bool redrawn)
    {
        var changes = before
            .Zip(after)
            .Where(p => p.First.Value != p.Second.Value)
            .Select(p => $"{p.First.Name}: from {p.First.Value} to {p.Second.Value}")
            .ToList();
        if (redrawn && !before.Zip(after).Any(p => p.First.Name == Area && p.First.Value != p.Second.Value))
        {
            changes.Add("Area: drawn anew");
        }

        return string.Join("; ", changes.Select((c, i) => i == 0 ? c : char.ToLowerInvariant(c[0]) + c[1..]));
    }

    private const string NotSaid = "not said";

    private static string AreaOf(Aim aim, PlaceIndex index)
    {
        if (aim.AreaGeoJson is { } geoJson)
        {
            var kilometres = Boundaries.SquareKilometres(Boundaries.Read(geoJson).Value);
            return FormattableString.Invariant($"drawn, {kilometres:0.00} square kilometres");
        }

        return aim.PlaceCodes.Count == 0 ? NotSaid : Words.List([.. aim.PlaceCodes.Select(c => NameOf(index, c))]);
    }

    private static string NameOf(PlaceIndex index, string code) => NamedPlaces.NameOf(index, code) is { Length: > 0 } name ? name : code;
}

/// <param name="Name">"By how much".</param>
/// <param name="Value">"40%".</param>
public sealed record AimPart(string Name, string Value);
