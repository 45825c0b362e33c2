using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Wardwise.App.Access;
using Wardwise.Web.GovUk.Tags;
using Wardwise.Web.Security;

namespace Wardwise.Web.Parts;

/// <summary>Which addresses there are and who may open them, so that no link leads to a shut door.</summary>
internal sealed class Doors(IEnumerable<EndpointDataSource> sources)
{
    private readonly Lazy<Dictionary<string, Act>> _acts = new(() =>
        sources
            .SelectMany(s => s.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.Parameters.Count == 0 && e.Metadata.GetMetadata<NeedsAttribute>() is not null)
            .GroupBy(e => "/" + (e.RoutePattern.RawText ?? "").Trim('/'), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.First().Metadata.GetMetadata<NeedsAttribute>()!.Act, StringComparer.OrdinalIgnoreCase)
    );

    /// <summary>Whether it is an address of ours, whatever is asked of it, that who asks may not open.</summary>
    public static bool Shut(HttpContext http, string href) =>
        http.RequestServices.GetRequiredService<Doors>()._acts.Value.TryGetValue(href.Split('?', '#')[0], out var act)
        && !Policy.Allows(http.RequestServices.GetRequiredService<CurrentActor>().Actor, act);

    public bool Opens(string path, Actor actor) => _acts.Value.TryGetValue(path, out var act) && Policy.Allows(actor, act);
}

/// <summary>Shown only to somebody who may open the address: <c>if-opens="/problems/new"</c>.</summary>
[HtmlTargetElement("*", Attributes = "if-opens")]
public sealed class IfOpensTagHelper : TagHelper
{
    public override int Order => -1000;

    public required string IfOpens { get; set; }

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var services = ViewContext.HttpContext.RequestServices;
        if (services.GetRequiredService<Doors>().Opens(IfOpens, services.GetRequiredService<CurrentActor>().Actor))
        {
            return;
        }

        MarkupTagHelper.Shut(context);
        output.SuppressOutput();
    }
}
