using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.Domain.Library;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.WhatWorks;

/// <summary>Every measured result behind a page of the library.</summary>
public abstract class ResultsPage(ListResults list) : WardPage
{
    public abstract LibrarySubject Subject { get; }

    [FromRoute(Name = "code")]
    public string Code { get; set; } = "";

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public ListResults.Listed Listed { get; private set; } = null!;

    public string BackHref => SubjectPage.Href(Subject, Code);

    public async Task<IActionResult> OnGetAsync()
    {
        var listed = await list.Run(
            Actor,
            new()
            {
                Subject = Subject,
                Code = Code,
                Page = Number,
            },
            Cancel
        );
        if (!listed.Done)
        {
            return Refused(listed, "");
        }

        Listed = listed.Value;
        return Page();
    }
}

[Needs(Act.SeeRecords)]
public sealed class KindResultsModel(ListResults list) : ResultsPage(list)
{
    public override LibrarySubject Subject => LibrarySubject.Kind;
}

[Needs(Act.SeeRecords)]
public sealed class TechniqueResultsModel(ListResults list) : ResultsPage(list)
{
    public override LibrarySubject Subject => LibrarySubject.Technique;
}
