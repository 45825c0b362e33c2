using Wardwise.Domain.Places;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.OldRecords;

/// <summary>A row of an old system's file, understood: what of it has a home on a problem, and the row itself.</summary>
internal sealed record OldRecordDraft
{
    /// <summary>Of the kind, which is a word or two.</summary>
    private const int KindLength = 100;

    public required string File { get; init; }

    public required int Line { get; init; }

    /// <summary>Every column, cleaned of what text cannot hold.</summary>
    public required Dictionary<string, string> Cells { get; init; }

    public required DateOnly Opened { get; init; }

    /// <summary>As written; before <see cref="Opened"/> when the old system had it so.</summary>
    public DateOnly? Closed { get; init; }

    public required ProblemState State { get; init; }

    public ProblemCategory? Category { get; init; }

    public AimMet? AimMet { get; init; }

    public int? Grade { get; init; }

    public LatLon? Point { get; init; }

    public IReadOnlyList<string> Techniques { get; init; } = [];

    public IReadOnlyList<string> UnknownTechniques { get; init; } = [];

    public string Reference => Cells[OldColumns.Reference];

    public string Title => Words.Cut(Cells[OldColumns.Title], Problem.TitleLength);

    public bool IsOutOfOrder => Closed < Opened;

    /// <summary>The day it closed, where it is closed and the day can be true.</summary>
    public DateTimeOffset? ClosedAt => State is ProblemState.Closed && !IsOutOfOrder && Closed is { } day ? LondonTime.StartOf(day) : null;

    public DateTimeOffset OpenedAt => LondonTime.StartOf(Opened);

    public bool Says(IReadOnlyDictionary<string, string> others) => OldColumns.All.All(c => Cells[c] == others.GetValueOrDefault(c, ""));

    /// <summary>Writes each text where it belongs. The response has no owners or dates for a plan, so it stays with the old
    /// record.</summary>
    public void WriteTo(ProblemFile file)
    {
        var (problem, record) = (file.Problem, file.Problem.Record);
        record.Title = Title;
        record.ClosedAt = ClosedAt;
        problem.State = State;
        problem.Category = Category;
        problem.Kind = Words.Cut(Cells[OldColumns.ProblemType], KindLength);
        file.Scanning.WhatRecurs = string.Join(
            "\n\n",
            new[] { Title == Cells[OldColumns.Title] ? "" : Cells[OldColumns.Title], Cells[OldColumns.Scanning] }.Where(t => t.Length > 0)
        );
        file.Analysis.Hypothesis = Cells[OldColumns.Analysis];
        file.Assessment.Impact = Cells[OldColumns.Assessment];
        file.Assessment.AimMet = AimMet;
        file.Assessment.LessonWhat = Cells[OldColumns.Lesson];
    }
}
