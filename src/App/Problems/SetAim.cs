using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Places;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Says what is to change, where, by how much and by when. After the response started a change needs a reason, and is shown beside every result.</summary>
public sealed class SetAim(Database database, PlaceIndexes places)
{
    internal const string Why = "set the aim";

    public sealed record Input
    {
        public required string Reference { get; init; }
        public required int Version { get; init; }
        public AimMeasure? Measure { get; init; }
        public IReadOnlyList<string>? Categories { get; init; }
        public IReadOnlyList<string>? Types { get; init; }
        public string? AreaGeoJson { get; init; }
        public IReadOnlyList<string>? PlaceCodes { get; init; }
        public string? SurveyQuestion { get; init; }
        public int? Percent { get; init; }
        public DateOnly? ByWhen { get; init; }

        /// <summary>Why it changes, once the response has started.</summary>
        public string? Reason { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.WorkOnProblem) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await work.TakeOut(input.Reference, cancel) is not { } file)
        {
            return Refusal.NotThere;
        }

        if (ProblemLifecycle.RefusesWriting(file.Problem) is { } locked)
        {
            return locked;
        }

        if (await work.RefusesStale(file, file.Aim.Version, input.Version, Why, cancel) is { } stale)
        {
            return stale;
        }

        var area = DrawnArea.Read(input.AreaGeoJson.Tidy());
        if (Unfit(input, area) is { Count: > 0 } unfit)
        {
            return unfit;
        }

        var before = file.Aim.Sentence(What(file.Aim), Where(file.Aim));
        Apply(input, area.Value is { } shape ? Boundaries.Write(shape) : null, file.Aim);
        if (file.Aim.FixedAt is not null && work.Db.Entry(file.Aim).Properties.Any(p => p.IsModified))
        {
            if (input.Reason.Tidy() is not { Length: > 0 } reason)
            {
                return new Refusal("Enter why the aim changes after the response started.", nameof(Input.Reason));
            }

            file.Aim.ChangedSince = [.. file.Aim.ChangedSince, $"{work.Today.InWords()}, {actor.Name}: {reason} It was: {before ?? "not said"}."];
        }

        if (await Baseline.Count(work, places, file, cancel) is { } noArea)
        {
            return noArea with { Field = nameof(Input.PlaceCodes) };
        }

        return await work.PutBack(file, Why, cancel) is { } refused ? refused : default(Nothing);
    }

    /// <summary>What an aim counts, in words: "vehicle nuisance", "anti-social behaviour".</summary>
    internal static string What(Aim aim)
    {
        var types = aim.Types.Select(t => IncidentCodes.AsbTypes.Find(t)?.Name).OfType<string>().ToList();
        var names = types.Count > 0 ? types : [.. aim.Categories.Select(c => IncidentCodes.Categories.Find(c)?.Name).OfType<string>()];
        return names.Count == 0 ? "incidents" : Words.List([.. names.Select(n => n.ToLowerInvariant())]);
    }

    internal static string Where(Aim aim) => aim switch
    {
        { AreaGeoJson: not null } => "this area",
        { PlaceCodes.Count: 1 } => "this place",
        { PlaceCodes.Count: > 1 } => $"these {Words.Count(aim.PlaceCodes.Count)} places",
        _ => "this place",
    };

    private static void Apply(Input input, string? area, Aim aim)
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

        aim.SurveyQuestion = input.SurveyQuestion.Tidy();
        aim.Percent = input.Percent;
        aim.ByWhen = input.ByWhen;
    }

    private static List<Refusal> Unfit(Input input, Outcome<NetTopologySuite.Geometries.Geometry?> area)
    {
        var unfit = new List<Refusal>();
        if (input.Percent is < 1 or > 100)
        {
            unfit.Add(new("Enter by how many percent, from 1 to 100.", nameof(Input.Percent)));
        }

        unfit.AddRange(area.Refusals.Select(r => r with { Field = nameof(Input.AreaGeoJson) }));
        if (input.Categories is { } categories && categories.Any(c => IncidentCodes.Categories.Find(c) is null))
        {
            unfit.Add(new("Choose categories from the list.", nameof(Input.Categories)));
        }

        if (input.Types is { } types && types.Any(t => IncidentCodes.AsbTypes.Find(t) is null))
        {
            unfit.Add(new("Choose types from the list.", nameof(Input.Types)));
        }

        return unfit;
    }
}
