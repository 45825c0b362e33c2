using System.Diagnostics;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.StaticAssets;
using Wardwise.App.Access;

namespace Wardwise.Web.Security;

/// <summary>The one gate: makes the actor, asks <see cref="Policy"/>, and shuts what names no policy.</summary>
internal sealed class Gate(RequestDelegate next)
{
    public const string PasswordPage = "/account/password";

    // Escaped, it grows to three times this at most.
    private const int LongestWayBack = 2_000;

    public async Task InvokeAsync(HttpContext http, Actors actors, CurrentActor current)
    {
        // What routing itself answers with (no such method here) is no door of ours.
        if (http.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(http);
            return;
        }

        var needs =
            endpoint.Metadata.GetMetadata<NeedsAttribute>() ?? throw new UnreachableException($"{endpoint.DisplayName} has no policy.");
        // A style or a script is the same for everybody, and is there when the database is not.
        if (endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null && SessionCookie.SessionOf(http) is { } session)
        {
            if (await actors.OfSession(session, http.RequestAborted) is { } actor)
            {
                current.Actor = actor;
            }
            else
            {
                await http.SignOutAsync();
            }
        }

        if (current.Actor.MustChangePassword && needs.Act != Act.Enter && http.Request.Path != PasswordPage)
        {
            await ReadableForm.Drop(http);
            http.Response.Redirect(PasswordPage);
        }
        else if (Policy.Allows(current.Actor, needs.Act))
        {
            await next(http);
        }
        else if (current.Actor.SignedIn)
        {
            await ReadableForm.Drop(http);
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else
        {
            await ReadableForm.Drop(http);
            var from = HttpMethods.IsGet(http.Request.Method) ? http.Request.Path + http.Request.QueryString : "/";
            http.Response.Redirect("/sign-in?returnUrl=" + Uri.EscapeDataString(from.Length <= LongestWayBack ? from : "/"));
        }
    }
}
