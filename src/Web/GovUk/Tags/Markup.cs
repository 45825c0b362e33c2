using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Wardwise.Web.GovUk.Tags;

/// <summary>A tag that stands for a component: what it wraps and its own attributes in, an element out.</summary>
public abstract class MarkupTagHelper : TagHelper
{
    [HtmlAttributeNotBound]
    protected string? Classes { get; private set; }

    [HtmlAttributeNotBound]
    protected string? GivenId { get; private set; }

    [HtmlAttributeNotBound]
    protected Attributes Rest { get; } = [];

    /// <summary>Keeps the tag itself from being made, when another tag helper on it has decided so.</summary>
    internal static void Shut(TagHelperContext context) => context.Items["shut"] = context.UniqueId;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (context.Items.TryGetValue("shut", out var shut) && (string)shut == context.UniqueId)
        {
            output.SuppressOutput();
            return;
        }

        foreach (var attribute in output.Attributes)
        {
            var value =
                attribute.Value is null || attribute.ValueStyle == HtmlAttributeValueStyle.Minimized ? null : Plain(attribute.Value);
            if (attribute.Name == "class")
            {
                Classes = value;
            }
            else if (attribute.Name == "id")
            {
                GivenId = value;
            }
            else
            {
                Rest[attribute.Name] = value;
            }
        }

        Prepare(context);
        var child = await output.GetChildContentAsync();
        var content = child.IsEmptyOrWhiteSpace ? null : new HtmlString(child.GetContent());
        output.TagName = null;
        output.Attributes.Clear();
        var made = Make(context, content);
        if (made is null)
        {
            output.SuppressOutput();
        }
        else
        {
            output.Content.SetHtmlContent(made);
        }
    }

    /// <summary>Before the children run: the place to open a list for them.</summary>
    protected virtual void Prepare(TagHelperContext context) { }

    protected abstract IHtmlContent? Make(TagHelperContext context, IHtmlContent? content);

    /// <summary>Children of a kind, in the order of the page.</summary>
    protected static void Gather<T>(TagHelperContext context) => context.Items[typeof(T)] = new List<T>();

    protected static List<T> Gathered<T>(TagHelperContext context) => (List<T>)context.Items[typeof(T)];

    protected static IHtmlContent? Tell<T>(TagHelperContext context, T child)
    {
        if (!context.Items.TryGetValue(typeof(T), out var list))
        {
            throw new InvalidOperationException($"<{context.TagName}> stands outside the tag that it belongs to.");
        }

        ((List<T>)list).Add(child);
        return null;
    }

    protected static string? Size(string component, string? size) => string.IsNullOrEmpty(size) ? null : $"{component}--{size}";

    // Attributes of tag helpers arrive encoded already; the element encodes them once.
    private static string? Plain(object value) =>
        value is IHtmlContent html ? System.Net.WebUtility.HtmlDecode(Written(html)) : value.ToString();

    private static string Written(IHtmlContent html)
    {
        using var writer = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        html.WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
        return writer.ToString();
    }
}
