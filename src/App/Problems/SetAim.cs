using NetTopologySuite.Geometries;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Measuring;
using Wardwise.App.Places;
using Wardwise.App.Records;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Says what is to change, where, by how much and by when. After the response started a change needs a reason, and is shown beside
/// every result.</summary>
public sealed class SetAim(RecordDesk desk, PlaceIndexes places, Foresight foresight)
{
    internal const string Why = "set the aim";

    public sealed record Input : SectionInput
    {
        public AimMeasure? Measure { get; init; }
        public IReadOnlyList<string>? Categories { get; init; }
        public IReadOnlyList<string>? Types { get; init; }

        [AtMost(1_000_000, "The area")]
        public string? AreaGeoJson { get; init; }
        public IReadOnlyList<string>? PlaceCodes { get; init; }

        [AtMost(TextLimits.Line, "The question")]
        public string? SurveyQuestion { get; init; }
        public int? Percent { get; init; }
        public DateOnly? ByWhen { get; init; }

        /// <summary>Width of the ring around the area; null is the usual one.</summary>
        public int? BufferMetres { get; init; }

        /// <summary>Places to compare with instead of the rule's, by name or code, one a line.</summary>
        [AtMost(4_000, "The list of places")]
        public string? ComparedWith { get; init; }

        /// <summary>Why those.</summary>
        [AtMost(TextLimits.Line, "The reason")]
        public string? ComparedBecause { get; init; }

        /// <summary>Why it changes, once the response has started.</summary>
        [AtMost(TextLimits.Answer, "The reason")]
        public string? Reason { get; init; }
    }

    /// <param name="Caution">That so small a fall could not be told from chance; null when it could.</param>
    public sealed record Saved(string? Caution);

    public async Task<Outcome<Saved>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        string? caution = null;
        var saved = await desk.SaveSection(
            actor,
            input,
            Why,
            f => f.Aim,
            async (work, file) =>
            {
                var changed = await Change(work, file, input, cancel);
                caution = file.Aim.Caution;
                return changed;
            },
            cancel
        );
        return saved.Done ? new Saved(caution) : saved.Refusals.ToList();
    }

    private async Task<Outcome<Nothing>> Change(Work work, ProblemFile file, Input input, CancellationToken cancel)
    {
        var area = DrawnArea.Read(input.AreaGeoJson.Tidy());
        if (Unfit(input, area, file.Aim, work.Today) is { Count: > 0 } unfit)
        {
            return unfit;
        }

        var index = await places.Current(work, cancel);
        var named = await Named(work, index, input, area.Value, cancel);
        if (!named.Done)
        {
            return named.Refusals.ToList();
        }

        var (before, drawn) = (AimInWords.Of(file.Aim, index), file.Aim.AreaGeoJson);
        Apply(input, area.Value is { } shape ? Boundaries.Write(shape) : null, named.Value, file.Aim);
        if (
            file.Aim.FixedAt is not null
            && AimInWords.Change(before, AimInWords.Of(file.Aim, index), drawn != file.Aim.AreaGeoJson) is { Length: > 0 } change
        )
        {
            if (input.Reason.Tidy() is not { Length: > 0 } reason)
            {
                return new Refusal("Enter why the aim changes after the response started.", nameof(Input.Reason));
            }

            file.Aim.ChangedSince = [.. file.Aim.ChangedSince, $"{work.Today.InWords()}, {work.Actor.Name}: {reason} {change}."];
        }

        return await Baseline.Count(work, places, foresight, file, cancel) is { } noArea
            ? noArea with
            {
                Field = nameof(Input.PlaceCodes),
            }
            : default(Nothing);
    }

    /// <summary>Codes of the places named to compare with; or what is wrong with them.</summary>
    private async Task<Outcome<string[]>> Named(Work work, PlaceIndex index, Input input, Geometry? drawn, CancellationToken cancel)
    {
        if (input.ComparedWith.Tidy() is not { Length: > 0 } written)
        {
            return Array.Empty<string>();
        }

        AreaOfProblem? area = null;
        if (drawn is not null || input.PlaceCodes is { Count: > 0 })
        {
            var measured = await AreaOfProblem.Of(
                work,
                places,
                drawn is null ? null : Boundaries.Write(drawn),
                input.PlaceCodes ?? [],
                cancel
            );
            if (!measured.Done)
            {
                return measured.Refusals.Select(r => r with { Field = nameof(Input.PlaceCodes) }).ToList();
            }

            area = measured.Value;
        }

        var named = NamedPlaces.Read(index, written, area, work);
        if (!named.Done)
        {
            return named.Refusals.Select(r => r with { Field = nameof(Input.ComparedWith) }).ToList();
        }

        return named.Value.Length > 0 && input.ComparedBecause.OnOneLine().Length == 0
            ? new Refusal("Enter why these places and not those of the rule.", nameof(Input.ComparedBecause))
            : named;
    }

    /// <summary>Says plainly that all anti-social behaviour is counted where the problem is of one kind.</summary>
    internal static string? CountsMore(Aim aim, string kind)
    {
        if (
            aim.Measure is not AimMeasure.Incidents
            || kind.Length == 0
            || aim.Types.Count > 0
            || (aim.Categories.Count > 0 && !aim.Categories.Contains(IncidentCodes.Asb.Key))
        )
        {
            return null;
        }

        if (kind.Equals(WhatIsCounted.By(aim), StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var counted =
            aim.Categories.Count == 0 ? "all incidents"
            : aim.Categories.Count == 1 ? "all anti-social behaviour"
            : $"all {WhatIsCounted.By(aim)}";
        return IncidentCodes.AsbTypes.Concat(IncidentCodes.Categories).Any(t => t.Name.Equals(kind, StringComparison.OrdinalIgnoreCase))
            ? $"The measure counts {counted} here, not {kind} alone."
            : $"The measure counts {counted} here, because “{kind}” is no type of its own in the incidents.";
    }

    /// <summary>Empty while there is no area.</summary>
    internal static string Where(Aim aim) =>
        aim switch
        {
            { AreaGeoJson: not null } => "this area",
            { PlaceCodes.Count: 1 } => "this place",
            { PlaceCodes.Count: > 1 } => $"these {Words.Count(aim.PlaceCodes.Count)} places",
            _ => "",
        };

    private static void Apply(Input input, string? area, string[] named, Aim aim)
    {
        aim.Measure = input.Measure;
        // The lists are left alone when they say the same, so that an unchanged aim stays unchanged in the history.
        if (!aim.Categories.SequenceEqual(input.Categories ?? []))
        {
            aim.Categories = [.. input.Categories ?? []];
        }

        if (!aim.Types.SequenceEqual(input.Types ?? []))
        {
            aim.Types = [.. input.Types ?? []];
        }

        aim.AreaGeoJson = area;
        // Drawn or chosen, not both: two areas would leave open which is measured.
        IReadOnlyList<string> places = area is null ? input.PlaceCodes ?? [] : [];
        if (!aim.PlaceCodes.SequenceEqual(places))
        {
            aim.PlaceCodes = [.. places];
        }

        aim.SurveyQuestion = input.SurveyQuestion.OnOneLine();
        aim.Percent = input.Percent;
        aim.ByWhen = input.ByWhen;
        aim.BufferMetres = input.BufferMetres ?? Aim.UsualBuffer;
        if (!aim.ComparisonCodes.SequenceEqual(named))
        {
            aim.ComparisonCodes = [.. named];
        }

        aim.ComparisonBecause = named.Length > 0 ? input.ComparedBecause.OnOneLine() : "";
    }

    private static List<Refusal> Unfit(Input input, Outcome<Geometry?> area, Aim held, DateOnly today)
    {
        if (IsEmpty(input))
        {
            return [new("Nothing is saved yet: say at least how success will be measured.", nameof(Input.Measure))];
        }

        var unfit = new List<Refusal>();
        if (input.Percent is < 1 or > 100)
        {
            unfit.Add(new("Enter by how many percent, from 1 to 100.", nameof(Input.Percent)));
        }

        // A date that has passed since it was agreed stays as it is; nobody sets a new one in the past.
        if (input.ByWhen <= today && input.ByWhen != held.ByWhen)
        {
            unfit.Add(new("The date by when it is to change must be in the future.", nameof(Input.ByWhen)));
        }

        if (input.ByWhen > today && input.ByWhen?.IsLikely() is false)
        {
            unfit.Add(new("The date by when it is to change must lie before 2200.", nameof(Input.ByWhen)));
        }

        if (input.BufferMetres is < 0 or > EvaluateArea.WidestBuffer)
        {
            unfit.Add(new("Enter how wide the ring is in metres, from 0 to 5,000.", nameof(Input.BufferMetres)));
        }

        unfit.AddRange(area.Refusals.Select(r => r with { Field = nameof(Input.AreaGeoJson) }));
        unfit.AddRange(UnfitKinds(input.Categories, input.Types));
        return unfit;
    }

    /// <summary>A form that was sent as it came: what is counted is ticked there already. A part of an aim is kept, for whoever goes on
    /// with it.</summary>
    private static bool IsEmpty(Input input) =>
        input is { Measure: null, Percent: null, ByWhen: null, Types: null or [], PlaceCodes: null or [] }
        && (input.AreaGeoJson + input.SurveyQuestion + input.ComparedWith).Tidy().Length == 0;

    /// <summary>What is wrong with keys of categories and types that were sent.</summary>
    internal static IEnumerable<Refusal> UnfitKinds(IReadOnlyList<string>? categories, IReadOnlyList<string>? types)
    {
        if (categories?.Any(c => IncidentCodes.Categories.Find(c) is null) == true)
        {
            yield return new("Choose categories from the list.", nameof(Input.Categories));
        }

        if (types?.Any(t => IncidentCodes.AsbTypes.Find(t) is null) == true)
        {
            yield return new("Choose types from the list.", nameof(Input.Types));
        }
    }
}
