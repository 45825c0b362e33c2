using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.Domain.Library;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.WhatWorks;

/// <summary>What works for a kind of problem, or whether a technique does.</summary>
public abstract class SubjectPage(ShowWhatWorks show) : WardPage
{
    public abstract LibrarySubject Subject { get; }

    [FromRoute(Name = "code")]
    public string Code { get; set; } = "";

    public ShowWhatWorks.Shown Shown { get; private set; } = null!;

    public bool IsKind => Subject is LibrarySubject.Kind;

    public string Heading => IsKind ? $"What works for {Lower(Shown.About.Name)}?" : $"Does it work: {Lower(Shown.About.Name)}?";

    public string Lead =>
        Shown.Evidence.Best is { } best ? FindingWords.Sentence(best.Finding)
        : IsKind ? "Nothing has been measured for this kind of problem yet."
        : "Nothing has been measured where this was tried yet.";

    public string WordsHref => Href(Subject, Code) + "/words";

    public string ResultsHref => Href(Subject, Code) + "/results";

    /// <summary>Measured results that the plots have no room for.</summary>
    public int NotDrawn =>
        new[] { Shown.Evidence.Controlled, Shown.Evidence.Uncontrolled }.OfType<Stratum>().Sum(s => s.Finding.Records - s.Rows.Count);

    /// <summary>Whether the reader may change an editor's words.</summary>
    public bool MayEdit => Policy.Allows(Actor, Act.EditLibrary) && Actor.ForceId is not null;

    public static string Href(LibrarySubject subject, string code) =>
        (subject is LibrarySubject.Kind ? "/what-works/" : "/what-works/techniques/") + Uri.EscapeDataString(code);

    /// <summary>Where a search for the subject's words is.</summary>
    public string SearchHref => "/search?q=" + Uri.EscapeDataString(Shown.About.Name);

    public async Task<IActionResult> OnGetAsync()
    {
        var shown = await show.Run(Actor, new() { Subject = Subject, Code = Code }, Cancel);
        if (!shown.Done)
        {
            return Refused(shown);
        }

        Shown = shown.Value;
        return Page();
    }

    internal static string Lower(string name) =>
        name.Length > 1 && char.IsUpper(name[1]) ? name : char.ToLowerInvariant(name[0]) + name[1..];
}

[Needs(Act.SeeRecords)]
public sealed class KindModel(ShowWhatWorks show) : SubjectPage(show)
{
    public override LibrarySubject Subject => LibrarySubject.Kind;
}

[Needs(Act.SeeRecords)]
public sealed class TechniqueModel(ShowWhatWorks show) : SubjectPage(show)
{
    public override LibrarySubject Subject => LibrarySubject.Technique;
}
