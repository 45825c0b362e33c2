using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.Domain.Library;
using Wardwise.Web.GovUk;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.WhatWorks;

/// <summary>What works, by kind of problem or by technique?</summary>
public abstract class LibraryListPage(ListWhatWorks list) : WardPage
{
    public abstract LibrarySubject Subject { get; }

    [FromQuery(Name = "q")]
    public string? Q { get; set; }

    [FromQuery]
    public string? Family { get; set; }

    public ListWhatWorks.Listed Listed { get; private set; } = null!;

    public IEnumerable<Choice> Families => Listed.Names.Where(n => n.Length > 0).Select(n => new Choice { Value = n, Text = n });

    public async Task<IActionResult> OnGetAsync()
    {
        var listed = await list.Run(
            Actor,
            new()
            {
                Subject = Subject,
                Words = Q,
                Family = Family,
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
public sealed class IndexModel(ListWhatWorks list) : LibraryListPage(list)
{
    public override LibrarySubject Subject => LibrarySubject.Kind;
}

[Needs(Act.SeeRecords)]
public sealed class TechniquesModel(ListWhatWorks list) : LibraryListPage(list)
{
    public override LibrarySubject Subject => LibrarySubject.Technique;
}
