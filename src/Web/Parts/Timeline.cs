using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.GovUk.Tags;

namespace Wardwise.Web.Parts;

public sealed record TimelineEvent
{
    public required string Title { get; init; }
    public string? Byline { get; init; }
    public object? When { get; init; }
    public IHtmlContent? Text { get; init; }
}

public static partial class Draw
{
    public static Element Timeline(IReadOnlyList<TimelineEvent> events, int headingLevel = 3) =>
        El("div", "moj-timeline")
            .Add(
                events.Select(e =>
                    El(
                        "div",
                        "moj-timeline__item",
                        El(
                            "div",
                            "moj-timeline__header",
                            El($"h{headingLevel}", "moj-timeline__title", e.Title),
                            string.IsNullOrEmpty(e.Byline) ? null : El("p", "moj-timeline__byline", " by ", e.Byline)
                        ),
                        El("p", "moj-timeline__date", e.When),
                        e.Text is null ? null : El("div", "moj-timeline__description", e.Text)
                    )
                )
            );

    /// <summary>A time in plain words, exact on hover and in print.</summary>
    public static Element Moment(DateTimeOffset at, DateTimeOffset now)
    {
        var (plain, exact) = (at.Plainly(now), at.InWords());
        return El("time", null, plain)
            .Attr("datetime", at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture))
            .Attr("title", plain == exact ? null : exact);
    }

    /// <summary>A day in plain words, exact on hover and in print.</summary>
    public static Element Day(DateOnly day, DateOnly today)
    {
        var (plain, exact) = (day.Plainly(today), day.InWords());
        return El("time", null, plain)
            .Attr("datetime", day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))
            .Attr("title", plain == exact ? null : exact);
    }
}

[HtmlTargetElement("moj-timeline")]
public sealed class TimelineTagHelper : MarkupTagHelper
{
    public int HeadingLevel { get; set; } = 3;

    protected override void Prepare(TagHelperContext context) => Gather<TimelineEvent>(context);

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Draw.Timeline(Gathered<TimelineEvent>(context), HeadingLevel);
}

[HtmlTargetElement("moj-event")]
public sealed class TimelineEventTagHelper(TimeProvider clock) : MarkupTagHelper
{
    public required string Title { get; set; }
    public string? By { get; set; }
    public DateTimeOffset At { get; set; }

    protected override IHtmlContent? Make(TagHelperContext context, IHtmlContent? content) =>
        Tell(
            context,
            new TimelineEvent
            {
                Title = Title,
                Byline = By,
                When = Draw.Moment(At, clock.GetUtcNow()),
                Text = content,
            }
        );
}

/// <summary>&lt;moment at="..."/&gt; for an instant, &lt;moment day="..."/&gt; for a day; nothing for neither.</summary>
[HtmlTargetElement("moment", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MomentTagHelper(TimeProvider clock) : TagHelper
{
    public DateTimeOffset? At { get; set; }
    public DateOnly? Day { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        var now = clock.GetUtcNow();
        if (At is { } at)
        {
            output.Content.SetHtmlContent(Draw.Moment(at, now));
        }
        else if (Day is { } day)
        {
            output.Content.SetHtmlContent(Draw.Day(day, LondonTime.DayOf(now)));
        }
        else
        {
            output.SuppressOutput();
        }
    }
}
