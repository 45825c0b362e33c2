using System.Text.Json.Nodes;
using Wardwise.Web.GovUk;

namespace Wardwise.Web.Tests.GovUk;

public sealed class FixtureTests
{
    private static readonly Dictionary<string, Func<JsonObject, object?>> Components = new()
    {
        ["accordion"] = o => Generate.Accordion(Upstream.Read<AccordionOptions>(o)),
        ["back-link"] = o => Generate.BackLink(Upstream.Read<Link>(o)),
        ["breadcrumbs"] = o => Generate.Breadcrumbs(Upstream.Read<BreadcrumbsOptions>(o)),
        ["button"] = o => Generate.Button(Upstream.Read<ButtonOptions>(o)),
        ["character-count"] = o => Generate.CharacterCount(Upstream.Read<CharacterCountOptions>(o)),
        ["checkboxes"] = o => Generate.Checkboxes(Upstream.Read<CheckboxesOptions>(o)),
        ["cookie-banner"] = o => Generate.CookieBanner(Upstream.Read<CookieBannerOptions>(o)),
        ["date-input"] = o => Generate.DateInput(Upstream.Read<DateInputOptions>(o)),
        ["details"] = o => Generate.Details(Upstream.Read<DetailsOptions>(o)),
        ["error-message"] = o => Generate.ErrorMessage(Upstream.Read<Part>(o)),
        ["error-summary"] = o => Generate.ErrorSummary(Upstream.Read<ErrorSummaryOptions>(o)),
        ["exit-this-page"] = o => Generate.ExitThisPage(Upstream.Read<ExitThisPageOptions>(o)),
        ["feedback"] = o => Generate.Feedback(Upstream.Read<FeedbackOptions>(o)),
        ["fieldset"] = o => Generate.Fieldset(Upstream.Read<FieldsetOptions>(o)),
        ["file-upload"] = o => Generate.FileUpload(Upstream.Read<FileUploadOptions>(o)),
        ["footer"] = o => Generate.Footer(Upstream.Read<FooterOptions>(o)),
        ["generic-header"] = o => Generate.GenericHeader(Upstream.Read<GenericHeaderOptions>(o)),
        ["hint"] = o => Generate.Hint(Upstream.Read<Part>(o)),
        ["input"] = o => Generate.Input(Upstream.Read<InputOptions>(o)),
        ["inset-text"] = o => Generate.InsetText(Upstream.Read<Part>(o)),
        ["label"] = o => Generate.Label(Upstream.Read<Part>(o), (string?)o["for"]),
        ["language-navigation"] = o => Generate.LanguageNavigation(Upstream.Read<LanguageNavigationOptions>(o)),
        ["notification-banner"] = o => Generate.NotificationBanner(Upstream.Read<NotificationBannerOptions>(o)),
        ["pagination"] = o => Generate.Pagination(Upstream.Read<PaginationOptions>(o)),
        ["panel"] = o => Generate.Panel(Upstream.Read<PanelOptions>(o)),
        ["password-input"] = o => Generate.PasswordInput(Upstream.Read<PasswordInputOptions>(o)),
        ["phase-banner"] = o => Generate.PhaseBanner(Upstream.Read<PhaseBannerOptions>(o)),
        ["radios"] = o => Generate.Radios(Upstream.Read<RadiosOptions>(o)),
        ["select"] = o => Generate.Select(Upstream.Read<SelectOptions>(o)),
        ["service-navigation"] = o => Generate.ServiceNavigation(Upstream.Read<ServiceNavigationOptions>(o)),
        ["skip-link"] = o => Generate.SkipLink(Upstream.Read<SkipLinkOptions>(o)),
        ["summary-list"] = o => Generate.SummaryList(Upstream.Read<SummaryListOptions>(o)),
        ["table"] = o => Generate.Table(Upstream.Read<TableOptions>(o)),
        ["tabs"] = o => Generate.Tabs(Upstream.Read<TabsOptions>(o)),
        ["tag"] = o => Generate.Tag(Upstream.Read<Part>(o)),
        ["task-list"] = o => Generate.TaskList(Upstream.Read<TaskListOptions>(o)),
        ["textarea"] = o => Generate.Textarea(Upstream.Read<TextareaOptions>(o)),
        ["warning-text"] = o => Generate.WarningText(Upstream.Read<WarningTextOptions>(o)),
    };

    /// <summary>All that is left out of upstream's fixtures, and why.</summary>
    private static readonly Dictionary<string, string> NotMade = new()
    {
        ["header"] = "It is the government's crown and name; generic-header is used.",
    };

    /// <summary>Parts of a component that are the government's own and are taken out of upstream's HTML before it is compared.</summary>
    private static readonly Dictionary<string, string[]> Government = new()
    {
        ["footer"] =
        [
            ".govuk-footer__crown",
            ".govuk-footer__licence-logo",
            ".govuk-footer__licence-description",
            ".govuk-footer__meta-item:has(> .govuk-footer__copyright-logo)",
        ],
    };

    public static TheoryData<string> Made => [.. Upstream.Components().Where(c => !NotMade.ContainsKey(c))];

    [Theory]
    [MemberData(nameof(Made))]
    public void Generate_FromEachUpstreamFixture_MakesTheSameHtml(string component)
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var (name, options, html) in Upstream.Fixtures(component))
        {
            count++;
            var expected = Shape.Of(html, Government.GetValueOrDefault(component, []));
            var made = Shape.Of(Components[component](options)?.ToString() ?? "");
            if (made != expected)
            {
                wrong.Add($"{name}\n--- expected\n{expected}--- made\n{made}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {count}:\n" + string.Join("\n\n", wrong));
        Assert.NotEqual(0, count);
    }

    [Fact]
    public void Fixtures_AreAllMade_OrNamedWithAReason() =>
        Assert.Equal(Upstream.Components(), Components.Keys.Concat(NotMade.Keys).Order());
}
