using System.Text;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Exchange;
using Wardwise.App.Places;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Measuring;

/// <summary>Measures any area around any date, without a record: what <c>wardwise evaluate</c> does.</summary>
public sealed class EvaluateArea(Database database, PlaceIndexes places, Measurement measurement)
{
    public const int Longest = 120;
    public const int WidestBuffer = 5_000;

    public sealed record Input
    {
        public string? AreaGeoJson { get; init; }

        /// <summary>A file with the area as GeoJSON, gzipped or not, instead.</summary>
        public string? AreaFile { get; init; }
        public string? PlaceCode { get; init; }
        public IReadOnlyList<string> Categories { get; init; } = [];
        public required DateOnly ResponseStart { get; init; }
        public DateOnly? ResponseEnd { get; init; }
        public int Before { get; init; } = 12;
        public int After { get; init; } = 12;

        /// <summary>Width of the ring around the area, in metres; 0 counts none.</summary>
        public int Buffer { get; init; } = Aim.UsualBuffer;
    }

    public async Task<Outcome<EvaluationResult>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.MeasureResponse) is { } no)
        {
            return no;
        }

        if (Unfit(input) is { Count: > 0 } unfit)
        {
            return unfit;
        }

        var geoJson = Line(input);
        if (!geoJson.Done)
        {
            return geoJson.Refusals.ToList();
        }

        await using var work = await database.Begin(actor, cancel);
        var area = await AreaOfProblem.Of(work, places, geoJson.Value, input.PlaceCode is null ? [] : [input.PlaceCode], cancel);
        if (!area.Done)
        {
            return area.Refusals.ToList();
        }

        IReadOnlyList<string> categories = [.. input.Categories.Select(c => IncidentCodes.Categories.Find(c)!.Key)];
        var ring = input.Buffer > 0 ? area.Value.Ring(await places.Current(work, cancel), input.Buffer) : null;
        var measured = await measurement.Of(
            work,
            new(area.Value, categories, [], input.ResponseStart, input.Before, input.After) { Ring = ring, Metres = input.Buffer },
            cancel
        );
        return measured.Done ? measured.Value.Result : measured.Refusals.ToList();
    }

    /// <summary>The GeoJSON, null when a place was named instead, or why the file cannot be used.</summary>
    private static Outcome<string?> Line(Input input)
    {
        if (input.AreaFile is not { } path)
        {
            return input.AreaGeoJson;
        }

        var file = InputFile.Read(path);
        return file.Done ? Encoding.UTF8.GetString(file.Value.Content.Span) : file.Refusals.ToList();
    }

    private static List<Refusal> Unfit(Input input)
    {
        var unfit = new List<Refusal>();
        if (input.Categories.FirstOrDefault(c => IncidentCodes.Categories.Find(c) is null) is { } unknown)
        {
            unfit.Add(
                new(
                    $"There is no category {unknown}. Give one of: {string.Join(", ", IncidentCodes.Categories.Select(c => c.Key))}.",
                    nameof(Input.Categories)
                )
            );
        }

        if (input.Before is < 1 or > Longest || input.After is < 1 or > Longest)
        {
            unfit.Add(new($"Give from 1 to {Longest} months before and after.", nameof(Input.Before)));
        }

        if (input.Buffer is < 0 or > WidestBuffer)
        {
            unfit.Add(new($"Give a buffer from 0 to {WidestBuffer} metres.", nameof(Input.Buffer)));
        }

        if (!input.ResponseStart.IsLikely())
        {
            unfit.Add(new("Give a response start between 1900 and 2199.", nameof(Input.ResponseStart)));
        }

        if (input.ResponseEnd < input.ResponseStart)
        {
            unfit.Add(new("The response must end on or after the day it started.", nameof(Input.ResponseEnd)));
        }

        return unfit;
    }
}
