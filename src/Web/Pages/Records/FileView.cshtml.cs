using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Shared;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Records;

/// <summary>An attachment: shown when it is an image or a PDF, else only downloaded; never run as anything that its sender chose.</summary>
[Needs(Act.SeeRecords)]
public sealed class FileViewModel(GetAttachment get) : WardPage
{
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var opened = await get.Run(Actor, new() { Id = id }, Cancel);
        if (opened.Refusals is [{ Kind: RefusalKind.Unfit, Sentence: var sentence }])
        {
            HttpContext.Features.Set(new TurnedAway("This file cannot be opened", sentence));
            return NotFound();
        }

        if (!opened.Done)
        {
            return Refused(opened);
        }

        var (content, name, type, inline) = opened.Value;
        var disposition = new ContentDispositionHeaderValue(inline ? "inline" : "attachment");
        disposition.SetHttpFileName(name);
        Response.Headers.ContentDisposition = disposition.ToString();
        Response.Headers.XContentTypeOptions = "nosniff";
        // A browser's own viewer of PDFs does not run in a sandbox; a PDF's scripts never reach the page in any case.
        Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'" + (type == "application/pdf" ? "" : "; sandbox");
        Response.Headers.CacheControl = "private, no-store";
        return File(content, inline ? type : "application/octet-stream");
    }
}
