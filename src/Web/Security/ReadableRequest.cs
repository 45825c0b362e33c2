using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Wardwise.Domain.Shared;

namespace Wardwise.Web.Security;

/// <summary>
/// Turns away, with a page that says why, a request that no page could answer: for another site, by another method, too long, or with text
/// that cannot be kept. Cookies with such text are left out, since nobody can take back a cookie that locks them out.
/// </summary>
internal sealed class ReadableRequest(RequestDelegate next, PublicAddress address)
{
    /// <summary>Of an address with what is asked; most servers on the way give up at 8 KB.</summary>
    public const int LongestTarget = 7_900;

    /// <summary>Of all headers together, a journey's cookies among them.</summary>
    public const int LongestHeaders = 32 * 1024;

    /// <summary>What the server itself reads, so that there is a page for what is longer than it should be.</summary>
    public const int LongestTargetRead = 1_000_000;
    public const int LongestHeadersRead = 192 * 1024;

    private const string CannotBeRead = "This address cannot be read";

    public Task InvokeAsync(HttpContext http)
    {
        if (IsAboutAnother(http))
        {
            AskForPage(http);
            return next(http);
        }

        var request = http.Request;
        if (address.IsHttps)
        {
            request.Scheme = Uri.UriSchemeHttps;
        }

        if (!address.IsCalled(request.Host.Host))
        {
            TurnedAway.From(
                http,
                StatusCodes.Status400BadRequest,
                "This is not the address of Wardwise",
                "Use the address that your force gave you. If it is this one, the administrator must name it in WARDWISE_ADDRESS."
            );
        }
        else if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsPost(request.Method))
        {
            http.Response.Headers.Allow = "GET, HEAD, POST";
            TurnedAway.From(
                http,
                StatusCodes.Status405MethodNotAllowed,
                CannotBeRead,
                "Pages are opened and forms are sent. Nothing else is answered."
            );
        }
        else if (request.Path.Value!.Length + request.QueryString.Value!.Length > LongestTarget)
        {
            TurnedAway.From(
                http,
                StatusCodes.Status414UriTooLong,
                "That is too long",
                request.Path.StartsWithSegments("/search", StringComparison.OrdinalIgnoreCase)
                    ? "What you typed is too long to be read. Use fewer words: 2,000 letters are enough for any search."
                    : "What you typed, or the address, is too long to be read. Use fewer words, or start from the first page."
            );
        }
        else if (request.Headers.Sum(h => h.Key.Length + h.Value.Sum(v => v?.Length ?? 0)) > LongestHeaders)
        {
            TurnedAway.From(
                http,
                StatusCodes.Status431RequestHeaderFieldsTooLarge,
                "Your browser sent too much",
                "It keeps too many cookies for this site. Clear them in the browser's settings and sign in again."
            );
        }
        else if (!IsStorable(request))
        {
            TurnedAway.From(
                http,
                StatusCodes.Status400BadRequest,
                CannotBeRead,
                "It holds a character that cannot be kept. Type it again, or start from the first page."
            );
        }
        else
        {
            LeaveOutCookies(request);
            return next(http);
        }

        return Task.CompletedTask;
    }

    /// <summary>This time round it is the page about an answer that failed.</summary>
    private static bool IsAboutAnother(HttpContext http) =>
        http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null;

    private static void AskForPage(HttpContext http)
    {
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            http.Request.Method = HttpMethods.Get;
        }

        // The form may be what was wrong.
        http.Features.Set<IFormFeature>(new FormFeature(FormCollection.Empty));
        LeaveOutCookies(http.Request);
    }

    private static bool IsStorable(HttpRequest request) =>
        Storable.Is(request.Path.Value)
        && request.Query.All(q => Storable.Is(q.Key) && q.Value.All(Storable.Is))
        && request.Headers.All(h => h.Value.All(Storable.Is));

    private static void LeaveOutCookies(HttpRequest request)
    {
        if (request.Cookies.Any(c => !Storable.Is(c.Key) || !Storable.Is(c.Value)))
        {
            request.Headers.Cookie = string.Join(
                "; ",
                request
                    .Cookies.Where(c => Storable.Is(c.Key) && Storable.Is(c.Value))
                    .Select(c => $"{c.Key}={Uri.EscapeDataString(c.Value)}")
            );
        }
    }
}
