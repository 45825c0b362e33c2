using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Wardwise.Web.Security;

/// <summary>A page that takes no form says so when it is sent one, in place of being drawn with nothing to show.</summary>
internal sealed class OnlyFormsThatAPageTakes : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context) { }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (context.HandlerMethod is null && HttpMethods.IsPost(context.HttpContext.Request.Method))
        {
            context.HttpContext.Response.Headers.Allow = "GET, HEAD";
            context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
        }
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context) { }
}

/// <summary>A page that says of some of its forms, by itself, what could not be read.</summary>
public interface IHearUnread
{
    /// <param name="handler">Which of the page's forms; null or empty for its only one.</param>
    bool HearsUnread(string? handler);
}

/// <summary>A form of which an answer could not be read is not done as though nothing had been answered, on a page that does not ask for
/// it again by itself.</summary>
internal sealed class OnlyWhatWasRead : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context) { }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (
            HttpMethods.IsPost(context.HttpContext.Request.Method)
            && !context.ModelState.IsValid
            && context.HandlerInstance is IHearUnread page
            && !page.HearsUnread(context.HandlerMethod?.Name)
        )
        {
            context.HttpContext.Features.Set(
                new TurnedAway("An answer could not be read", "Nothing was changed. Go back, load the page again, and answer once more.")
            );
            context.Result = new StatusCodeResult(StatusCodes.Status400BadRequest);
        }
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context) { }
}

/// <summary>An address to go on to is sent in a header, which holds no accents: they are written as addresses write them.</summary>
internal sealed class PlainAddresses : IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is RedirectResult to)
        {
            to.Url = Plain(to.Url);
        }
        else if (context.Result is LocalRedirectResult local)
        {
            local.Url = Plain(local.Url);
        }
    }

    public void OnResultExecuted(ResultExecutedContext context) { }

    internal static string Plain(string url)
    {
        if (Ascii.IsValid(url) && !url.Any(char.IsControl))
        {
            return url;
        }

        var plain = new StringBuilder(url.Length * 2);
        foreach (var rune in url.EnumerateRunes())
        {
            plain.Append(rune.IsAscii && !Rune.IsControl(rune) ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        }

        return plain.ToString();
    }
}
