using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Wardwise.App.Access;

namespace Wardwise.Web.Parts;

/// <summary>How much my day holds; the top of every page shows it when something is registered that knows.</summary>
internal delegate Task<int> MyDayCount(Actor actor, CancellationToken cancel);

/// <summary>How many notices the actor has not read; shown in the same way.</summary>
internal delegate Task<int> UnreadCount(Actor actor, CancellationToken cancel);

internal static class FrameAddresses
{
    /// <summary>An asset's address with its version, for script that fetches it later.</summary>
    public static string FileVersioned(this IUrlHelper url, string path) =>
        url.ActionContext.HttpContext.RequestServices.GetRequiredService<IFileVersionProvider>()
            .AddFileVersionToPath(url.ActionContext.HttpContext.Request.PathBase, path);
}
