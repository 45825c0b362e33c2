using Microsoft.AspNetCore.Razor.TagHelpers;
using Wardwise.Web.Security;

namespace Wardwise.Web.GovUk.Tags;

/// <summary>Every form that is sent by POST carries a number of its own, so that what is sent twice is done once (<see
/// cref="SentOnce"/>).</summary>
[HtmlTargetElement("form", Attributes = "[method='post']")]
public sealed class OnceTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.PostContent.AppendHtml($"<input type=\"hidden\" name=\"{SentOnce.Field}\" value=\"{SentOnce.Draw()}\" />");
}
