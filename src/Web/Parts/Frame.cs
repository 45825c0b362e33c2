using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Wardwise.App.Access;
using Wardwise.App.Records;

namespace Wardwise.Web.Parts;

/// <summary>What waits for the actor; the top of every page shows it when something is registered that knows.</summary>
internal delegate Task<CountWaiting.Waiting> WaitingCounts(Actor actor, CancellationToken cancel);

internal static class FrameAddresses
{
    /// <summary>An asset's address with its version, for script that fetches it later.</summary>
    public static string FileVersioned(this IUrlHelper url, string path) =>
        url
            .ActionContext.HttpContext.RequestServices.GetRequiredService<IFileVersionProvider>()
            .AddFileVersionToPath(url.ActionContext.HttpContext.Request.PathBase, path);
}
