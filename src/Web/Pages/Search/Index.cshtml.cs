using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.App.Places;
using Wardwise.App.Records;
using Wardwise.App.Search;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.Records;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Search;

/// <summary>Has anyone solved this? By GET, so that a search can be kept and sent.</summary>
[Needs(Act.SeeRecords)]
public sealed partial class IndexModel(SearchProblems search, PlaceChoices places) : SearchAsked
{
    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public SearchProblems.Found Found { get; private set; } = null!;

    /// <summary>What works for the kind that was asked about.</summary>
    public SummariseKind.Summary? Works { get; private set; }

    /// <summary>The same, where there is something to say.</summary>
    public SummariseKind.Summary? KnownInGeneral => Works is { Tried: > 0 } ? Works : null;

    public IReadOnlyList<Choice> Places { get; private set; } = [];

    public IReadOnlyList<Choice> Kinds { get; private set; } = [];

    public IReadOnlyList<Choice> Results { get; } =
    [.. ProblemResult.Codes.Select(c => new Choice { Value = c, Text = ProblemResult.Choice(c) })];

    public IReadOnlyList<Choice> Categories { get; } = [.. Choice.Of<ProblemCategory>(c => c.ToString())];

    public IReadOnlyList<Choice> States { get; } = [.. Choice.Of<ProblemState>(s => s.InWords())];

    public IReadOnlyList<Choice> Grades { get; } = [.. Enumerable.Range(0, 7).Select(g => new Choice { Value = $"{g}", Text = $"{g}" })];

    public IReadOnlyList<Choice> Techniques { get; } =
    [.. Domain.Problems.Techniques.Shipped.Groups.SelectMany(g => g.Techniques.Select(t => new Choice { Value = t.Code, Text = t.Name }))];

    public string Lead =>
        Asked.Length == 0 ? "Ask in your own words: the system knows the field's."
        : Found.Total == 0 && IsNarrowed ? "No match with these filters, among what you can see."
        : Found.Total == 0 && KnownInGeneral is { } known
            ? $"No single record is close to these words. What is known of {known.Name.ToLowerInvariant()} in general is below."
        : Found.Total == 0 ? "No close match, among what you can see."
        : $"{Words.Of(Found.Total, "record")}, with what came of each. What is about the same comes first, then what teaches most.";

    /// <summary>What came of it and how that is known; of what has no result, what it is.</summary>
    public static string ResultOf(SearchProblems.Hit hit) =>
        RecordKinds.Of(hit.RecordKind).InShort ?? char.ToUpperInvariant(hit.ResultInWords[0]) + hit.ResultInWords[1..];

    /// <summary>The same search without something that was recognised.</summary>
    public string WithoutHref(string concept) => Request.Path + Request.QueryString.Add("off", concept);

    public static string OfKindHref(ProblemKind kind) => "/search" + QueryString.Create("q", kind.Name);

    /// <summary>Whether something besides the question narrows the list.</summary>
    public bool IsNarrowed => Chips.Any(c => c.Name is not ("q" or "off"));

    /// <summary>Who may know of something that was never written down.</summary>
    public IReadOnlyList<FindCoordinators.Coordinator> Coordinators { get; private set; } = [];

    public string CsvHref => "/search.csv" + Request.QueryString;

    public IReadOnlyList<(string Name, string Value, string Words)> Chips =>
        [
            .. new (string Name, string? Value, string? Words)[]
            {
                ("q", Q, Asked),
                ("result", Result, Result is null ? null : ProblemResult.Choice(Result)),
                ("place", Place?.ToString(CultureInfo.InvariantCulture), Text(Places, Place) ?? $"Place {Place}, which is not known here"),
                ("category", Category?.ToString(), Category?.ToString()),
                ("state", State?.ToString(), State?.InWords()),
                ("grade", Grade?.ToString(CultureInfo.InvariantCulture), $"Grade {Grade}"),
                ("kind", Kind, Found.Kinds.Find(Kind)?.Name ?? $"Kind {Kind}, which is not known here"),
                (
                    "technique",
                    Technique,
                    Techniques.FirstOrDefault(t => t.Value == Technique)?.Text?.ToString() ?? $"Technique {Technique}"
                ),
                ("from", Day(From), $"Opened from {From:d MMMM yyyy}"),
                ("to", Day(To), $"Opened to {To:d MMMM yyyy}"),
            }
                .Where(c => !string.IsNullOrEmpty(c.Value) && !string.IsNullOrEmpty(c.Words))
                .Select(c => (c.Name, c.Value!, c.Words!)),
            .. Off.Select(o => ("off", o, "not " + (Found.NameOf(o)?.ToLowerInvariant() ?? "what it names"))),
        ];

    public async Task<IActionResult> OnGetAsync()
    {
        // Who types a reference wants that record; the search is for those who have none.
        if (Reference().IsMatch(Asked) && (await Get<ShowRecord>().Run(Actor, Asked.ToUpperInvariant(), Cancel)).Done)
        {
            return Redirect(Addresses.Record(Asked.ToUpperInvariant()));
        }

        var found = await search.Run(Actor, Read() with { Page = PageNumber }, Cancel);
        if (!found.Done)
        {
            return Refused(found);
        }

        Found = found.Value;
        if (Found.Kind is { } kind)
        {
            var works = await Get<SummariseKind>().Run(Actor, kind.Code, Cancel);
            Works = works.Done ? works.Value : null;
        }

        if (Found.Total == 0)
        {
            var coordinators = await Get<FindCoordinators>().Run(Actor, Cancel);
            Coordinators = coordinators.Done ? coordinators.Value : [];
        }

        Kinds =
        [
            .. Found.Kinds.Kinds.OrderBy(k => k.Name, StringComparer.Ordinal).Select(k => new Choice { Value = k.Code, Text = k.Name }),
        ];
        var choices = await places.Run(Actor, Cancel);
        Places = choices.Done
            ? [.. choices.Value.Select(p => new Choice { Value = p.No.ToString(CultureInfo.InvariantCulture), Text = p.Name })]
            : [];
        return Page();
    }

    [GeneratedRegex("^[A-Za-z]-[0-9]{4}-[0-9]{4,}$")]
    private static partial Regex Reference();

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Text(IReadOnlyList<Choice> choices, int? value) =>
        choices.FirstOrDefault(c => c.Value == value?.ToString(CultureInfo.InvariantCulture))?.Text?.ToString();
}
