using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Saves what recurs and who says so, with the title, category, kind and place that head the record.</summary>
public sealed class SaveScanning(RecordDesk desk)
{
    internal const string Why = "saved the scanning section";

    public sealed record Input : SectionInput
    {
        [AtMost(Problem.TitleLength, "The title")]
        public required string? Title { get; init; }
        public ProblemCategory? Category { get; init; }

        [AtMost(TextLimits.Name, "The kind")]
        public string? Kind { get; init; }
        public int? PlaceNo { get; init; }

        [AtMost(TextLimits.Long, "What keeps happening")]
        public string? WhatRecurs { get; init; }
        public DateOnly? Since { get; init; }
        public IReadOnlyList<ProblemSource>? Sources { get; init; }

        [AtMost(TextLimits.Long, "What they say")]
        public string? SourcesSay { get; init; }

        [AtMost(TextLimits.Long, "The harm")]
        public string? Harm { get; init; }

        [AtMost(TextLimits.Long, "Who is affected")]
        public string? WhoIsAffected { get; init; }
        public int? PriorityScore { get; init; }

        [AtMost(TextLimits.Long, "What partners know")]
        public string? PartnersAsked { get; init; }
    }

    public Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.SaveSection(
            actor,
            input,
            Why,
            f => f.Scanning,
            (work, file) =>
            {
                if (Unfit(input, work.Today) is { Count: > 0 } unfit)
                {
                    return unfit;
                }

                Apply(input, file);
                return default(Nothing);
            },
            cancel
        );

    private static void Apply(Input input, ProblemFile file)
    {
        var (problem, scanning) = (file.Problem, file.Scanning);
        problem.Record.Title = input.Title.OnOneLine();
        problem.Record.PlaceNo = input.PlaceNo;
        problem.Category = input.Category;
        problem.Kind = input.Kind.OnOneLine();
        scanning.WhatRecurs = input.WhatRecurs.Tidy();
        scanning.Since = input.Since;
        scanning.Sources = [.. (input.Sources ?? []).Distinct()];
        scanning.SourcesSay = input.SourcesSay.Tidy();
        scanning.Harm = input.Harm.Tidy();
        scanning.WhoIsAffected = input.WhoIsAffected.Tidy();
        scanning.PriorityScore = input.PriorityScore;
        scanning.PartnersAsked = input.PartnersAsked.Tidy();
    }

    private static List<Refusal> Unfit(Input input, DateOnly today)
    {
        var unfit = new List<Refusal>();
        if (input.Title.OnOneLine().Length == 0)
        {
            unfit.Add(new("Enter a title.", nameof(Input.Title)));
        }
        else if (input.Title.OnOneLine().Length > Problem.TitleLength)
        {
            unfit.Add(new($"The title must be {Problem.TitleLength} characters or fewer.", nameof(Input.Title)));
        }

        if (input.Since > today)
        {
            unfit.Add(new("The date since when it recurs must be today or in the past.", nameof(Input.Since)));
        }

        if (input.PriorityScore is < 1 or > 5)
        {
            unfit.Add(new("Choose a priority from 1 to 5.", nameof(Input.PriorityScore)));
        }

        return unfit;
    }
}
