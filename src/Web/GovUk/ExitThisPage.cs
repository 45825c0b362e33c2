namespace Wardwise.Web.GovUk;

public sealed record ExitThisPageOptions : Part
{
    public string? RedirectUrl { get; init; }
    public string? ActivatedText { get; init; }
    public string? TimedOutText { get; init; }
    public string? PressTwoMoreTimesText { get; init; }
    public string? PressOneMoreTimeText { get; init; }
}

public static partial class Generate
{
    public static Element ExitThisPage(ExitThisPageOptions o) =>
        El(
                "div",
                "govuk-exit-this-page",
                Button(
                    new()
                    {
                        Html = o.HasContent ? o.Html : new Pieces(Hidden("Emergency"), " Exit this page"),
                        Text = o.Text,
                        Classes = "govuk-button--warning govuk-exit-this-page__button govuk-js-exit-this-page-button",
                        Href = Or(o.RedirectUrl, "https://www.bbc.co.uk/weather"),
                        Attributes = new() { ["rel"] = "nofollow noreferrer" },
                    }
                )
            )
            .Class(o.Classes)
            .AttrIfAny("id", o.Id)
            .Attr("data-module", "govuk-exit-this-page")
            .Attrs(o.Attributes)
            .Translated("activated", o.ActivatedText)
            .Translated("timed-out", o.TimedOutText)
            .Translated("press-two-more-times", o.PressTwoMoreTimesText)
            .Translated("press-one-more-time", o.PressOneMoreTimeText);
}
