using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Wardwise.Web.GovUk;
using Wardwise.Web.GovUk.Tags;

namespace Wardwise.Web.Parts;

public static partial class Draw
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>"26 to 50 of 312 problems, newest first".</summary>
    public static string Range(int page, int size, int total, string noun, string? order)
    {
        var (from, to) = (((page - 1) * size) + 1, Math.Min(page * size, total));
        var rows =
            total <= size
                ? string.Create(British, $"{total:N0} {(total == 1 ? One(noun) : noun)}")
                : string.Create(British, $"{from:N0} to {to:N0} of {total:N0} {noun}");
        return order is null ? rows : $"{rows}, {order}";
    }

    private static string One(string noun) =>
        noun switch
        {
            "people" => "person",
            _ when noun.EndsWith("ies", StringComparison.Ordinal) => noun[..^3] + "y",
            _ => noun.TrimEnd('s'),
        };

    /// <summary>First, last, and the pages beside this one; gaps as dots. Nothing for one page.</summary>
    public static Element? Pages(int page, int size, int total, Func<int, string> address)
    {
        var last = Math.Max(1, (total + size - 1) / size);
        if (last == 1)
        {
            return null;
        }

        var shown = new[] { 1, page - 1, page, page + 1, last }.Where(n => n >= 1 && n <= last).Distinct().Order().ToList();
        var items = new List<PageLink?>();
        foreach (var number in shown)
        {
            if (items.Count > 0 && number - int.Parse(items[^1]!.Number!, CultureInfo.InvariantCulture) > 1)
            {
                items.Add(new() { Ellipsis = true, Number = (number - 1).ToString(CultureInfo.InvariantCulture) });
            }

            items.Add(
                new()
                {
                    Number = number.ToString(CultureInfo.InvariantCulture),
                    Href = address(number),
                    Current = number == page,
                }
            );
        }

        return Generate.Pagination(
            new()
            {
                Items = items,
                Previous = page > 1 ? new() { Href = address(page - 1) } : null,
                Next = page < last ? new() { Href = address(page + 1) } : null,
                LandmarkLabel = "Pages",
            }
        );
    }
}

/// <summary>What part of a list this is and how it is ordered.</summary>
[HtmlTargetElement("list-range", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ListRangeTagHelper : TagHelper
{
    public int Page { get; set; } = 1;
    public int Size { get; set; } = 25;
    public int Total { get; set; }
    public string Noun { get; set; } = "rows";
    public string? Ordered { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Element.Of("p", "ww-range", Draw.Range(Page, Size, Total, Noun, Ordered)));
    }
}

[HtmlTargetElement("pager", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PagerTagHelper : TagHelper
{
    public int Page { get; set; } = 1;
    public int Size { get; set; } = 25;
    public int Total { get; set; }

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        var request = ViewContext.HttpContext.Request;
        var pages = Draw.Pages(
            Page,
            Size,
            Total,
            n => Addresses.With(request, ("page", n == 1 ? null : n.ToString(CultureInfo.InvariantCulture)))
        );
        if (pages is null)
        {
            output.SuppressOutput();
        }
        else
        {
            output.Content.SetHtmlContent(pages);
        }
    }
}
