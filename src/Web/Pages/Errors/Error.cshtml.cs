using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wardwise.App.Access;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Errors;

/// <summary>What went wrong in words, and a number that finds it in the log. Never a stack.</summary>
[Needs(Act.Enter)]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorModel(ILogger<ErrorModel> log) : PageModel
{
    public string Heading { get; private set; } = "";
    public IReadOnlyList<string> Lines { get; private set; } = [];
    public string? Reference { get; private set; }

    /// <summary>By another name the same page would come again; null when nobody said which is the right one.</summary>
    public string? FirstPage =>
        HttpContext.RequestServices.GetRequiredService<PublicAddress>() is var address && address.IsCalled(Request.Host.Host)
            ? "/"
            : address.Site?.AbsoluteUri;

    public void OnGet(int code)
    {
        var fault = HttpContext.Features.Get<IExceptionHandlerPathFeature>();
        if (fault is null && HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is null)
        {
            code = StatusCodes.Status404NotFound;
        }

        (Heading, Lines) = HttpContext.Features.Get<TurnedAway>() is { } why ? (why.Heading, [why.Sentence]) : WordsFor(code);
        Response.StatusCode = code;
        if (code < 500)
        {
            return;
        }

        Reference = (Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier.Replace(":", "", StringComparison.Ordinal))[..8]
            .ToUpperInvariant();
        log.LogError(fault?.Error, "Fault {Reference} at {Path}", Reference, fault?.Path);
    }

    private static (string Heading, string[] Lines) WordsFor(int code) =>
        code switch
        {
            400 => ("This page could not be sent", ["It may have been open for too long. Go back, load it again and send it once more."]),
            403 => ("You may not open this page", ["Your role does not include it. If it should, ask your administrator."]),
            405 => ("This page does not do that", ["Go back, load the page again and send it once more."]),
            404 => (
                "Page not found",
                ["Check the address, or search for what you were looking for.", "If it is a record, it may not be shared with you."]
            ),
            _ => (
                "Something went wrong here",
                ["What you had saved before is kept. Try again; if it happens again, tell your administrator the reference."]
            ),
        };
}
