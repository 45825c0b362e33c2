using Wardwise.App.Accounts;

namespace Wardwise.Web.Security;

/// <summary>The cookie by which an account knows a device again, so that strangers' wrong passwords are counted apart from its
/// owner's. It opens nothing.</summary>
internal static class DeviceCookie
{
    private const string Name = "wardwise-device";

    /// <summary>The address is the connection's; behind a proxy that was named, the one that the proxy says.</summary>
    public static SignInSource SourceOf(HttpContext http) => SignInSource.Of(http.Connection.RemoteIpAddress, http.Request.Cookies[Name]);

    public static void Give(HttpContext http, string device) =>
        http.Response.Cookies.Append(
            Name,
            device,
            new()
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
                MaxAge = AccountRules.DeviceKnownFor,
                IsEssential = true,
            }
        );
}
