using System.ComponentModel;

namespace Wardwise.Domain.Problems;

/// <summary>SARA, first step: what recurs, and who says so.</summary>
public sealed class Scanning
{
    public required Guid RecordId { get; init; }

    /// <summary>Raised at each save of this section; a save from an older one is refused.</summary>
    public int Version { get; set; } = 1;

    [DisplayName("What keeps happening?")]
    public string WhatRecurs { get; set; } = "";

    [DisplayName("Since when?")]
    public DateOnly? Since { get; set; }

    [DisplayName("Who says so?")]
    public List<ProblemSource> Sources { get; set; } = [];

    /// <summary>Who they are and what they said.</summary>
    [DisplayName("What do they say?")]
    public string SourcesSay { get; set; } = "";

    [DisplayName("What harm does it do?")]
    public string Harm { get; set; } = "";

    [DisplayName("Who is affected?")]
    public string WhoIsAffected { get; set; } = "";

    /// <summary>First priority score, 1 (can wait) to 5 (first of all).</summary>
    [DisplayName("First priority")]
    public int? PriorityScore { get; set; }

    /// <summary>Which partners were asked and what they know, or why none was.</summary>
    [DisplayName("Which partners were asked, and what do they know?")]
    public string PartnersAsked { get; set; } = "";

    /// <summary>Whether anything stands here that the opening form did not ask.</summary>
    public bool IsBeyondTheOpeningForm =>
        Since is not null || Sources.Count > 0 || PriorityScore is not null || Said.Any(SourcesSay, Harm, WhoIsAffected, PartnersAsked);
}

public enum ProblemSource
{
    Incidents,
    Residents,
    Victims,
    Officers,
    Partners,
    Survey,
    Meeting,
}

internal static class Said
{
    public static bool Any(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                return true;
            }
        }

        return false;
    }
}
