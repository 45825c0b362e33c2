using System.Security.Cryptography;

namespace Wardwise.Web.Security;

/// <summary>What every answer tells the browser: run only our own script, let nobody frame us, keep no page about people.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string NonceKey = "csp-nonce";
    private const string AYearOfTls = "max-age=31536000";

    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            headers["X-Content-Type-Options"] = "nosniff";
            headers["X-Frame-Options"] = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(self)";
            if (http.Request.IsHttps && http.Request.Host.Host != "localhost")
            {
                headers.StrictTransportSecurity = AYearOfTls;
            }

            if (!headers.ContainsKey("Content-Security-Policy"))
            {
                headers["Content-Security-Policy"] = Policy(Nonce(http));
            }
            // Pages name people; a shared machine must not keep them. Fingerprinted assets set their own.
            if (string.IsNullOrEmpty(headers.CacheControl) || IsPage(http.Response))
            {
                headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(http);
    }

    /// <summary>The number that lets an inline script of ours run in this one answer.</summary>
    public static string Nonce(HttpContext http)
    {
        if (http.Items[NonceKey] is string made)
        {
            return made;
        }

        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        http.Items[NonceKey] = nonce;
        return nonce;
    }

    private static bool IsPage(HttpResponse response) =>
        response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;

    private static string Policy(string nonce) =>
        $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "font-src 'self'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
}
