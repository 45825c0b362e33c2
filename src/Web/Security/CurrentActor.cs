using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Wardwise.App.Access;

namespace Wardwise.Web.Security;

/// <summary>The actor of this request.</summary>
internal sealed class CurrentActor
{
    public Actor Actor { get; set; } = Actor.Nobody;
}

/// <summary>The cookie that names a session. The session itself, and whether it still runs, is in the database.</summary>
internal static class SessionCookie
{
    private const string SessionClaim = "session";

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "wardwise-session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = SessionTimes.Longest;
        options.SlidingExpiration = false;
    }

    public static Task Give(HttpContext http, Guid session)
    {
        var identity = new ClaimsIdentity(
            [new Claim(SessionClaim, session.ToString()), new Claim(ClaimTypes.NameIdentifier, session.ToString())],
            CookieAuthenticationDefaults.AuthenticationScheme
        );
        return http.SignInAsync(new ClaimsPrincipal(identity));
    }

    public static Guid? SessionOf(HttpContext http) => Guid.TryParse(http.User.FindFirstValue(SessionClaim), out var id) ? id : null;
}
