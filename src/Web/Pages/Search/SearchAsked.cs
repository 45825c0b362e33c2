using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Search;
using Wardwise.Domain.Problems;

namespace Wardwise.Web.Pages.Search;

/// <summary>A search as its address says it, for the page and for the file.</summary>
public abstract class SearchAsked : WardPage
{
    [FromQuery(Name = "q")]
    public string? Q { get; set; }

    [FromQuery]
    public int? Place { get; set; }

    [FromQuery]
    public ProblemCategory? Category { get; set; }

    [FromQuery]
    public ProblemState? State { get; set; }

    [FromQuery]
    public int? Grade { get; set; }

    [FromQuery]
    public string? Technique { get; set; }

    [FromQuery]
    public string? Result { get; set; }

    /// <summary>A kind of the thesaurus.</summary>
    [FromQuery]
    public string? Kind { get; set; }

    /// <summary>What was recognised in the question and taken off.</summary>
    [FromQuery]
    public string[] Off { get; set; } = [];

    [FromQuery]
    public DateOnly? From { get; set; }

    [FromQuery]
    public DateOnly? To { get; set; }

    public string Asked => Q?.Trim() ?? "";

    /// <summary>What the address says that means nothing here, in sentences: it was left out, and a reader must know.</summary>
    public IReadOnlyList<string> LeftOut { get; private set; } = [];

    /// <summary>The search, without what means nothing.</summary>
    protected SearchProblems.Input Read()
    {
        var strange = ModelState
            .Where(m => m.Value!.Errors.Count > 0)
            .Select(m => $"“{m.Value!.AttemptedValue}” under {NameOf(m.Key)}")
            .ToList();
        ModelState.Clear();
        if (!string.IsNullOrEmpty(Result) && !ProblemResult.Codes.Contains(Result))
        {
            strange.Add($"“{Result}” under {NameOf(nameof(Result))}");
            Result = null;
        }

        LeftOut = [.. strange.Select(s => $"{s} means nothing here, and was left out.")];
        if (From > To)
        {
            LeftOut =
            [
                .. LeftOut,
                $"Nothing can have been opened from {From:d MMMM yyyy} and up to {To:d MMMM yyyy}: the first day is after the last. "
                    + "Change one of them.",
            ];
        }

        Off = [.. Off.SelectMany(o => o.Split(',')).Where(o => o.Length > 0)];
        return new()
        {
            Text = Asked,
            Filter = new()
            {
                PlaceNos = Place is { } place ? [place] : null,
                Category = Category,
                State = State,
                Grade = Grade,
                Technique = Technique,
                Kind = Kind,
                Results = string.IsNullOrEmpty(Result) ? null : [Result],
                From = From,
                To = To,
            },
            Without = Off,
        };
    }

    private static string NameOf(string key) =>
        key.ToLowerInvariant() switch
        {
            "from" => "Opened from",
            "to" => "Opened to",
            "result" => "What came of it",
            "page" => "the page's number",
            var other => char.ToUpperInvariant(other[0]) + other[1..],
        };
}
