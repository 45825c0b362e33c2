using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Wardwise.Web.GovUk.Tags;

[HtmlTargetElement("govuk-input")]
public sealed class InputTagHelper : FieldTagHelper
{
    public string? Type { get; set; }
    public string? Prefix { get; set; }
    public string? Suffix { get; set; }
    public string? Inputmode { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content)
    {
        var whole =
            (For?.ModelExplorer.Metadata.UnderlyingOrModelType) is { } type
            && (type == typeof(int) || type == typeof(long) || type == typeof(short));
        var input = Fill(
            new InputOptions
            {
                Type = Type,
                Value = TypedOrModelValue,
                Prefix = Prefix,
                Suffix = Suffix,
                Inputmode = Inputmode ?? (whole ? "numeric" : null),
                FormGroup = content is null ? null : new() { AfterInput = new() { Html = content } },
            }
        );
        return Generate.Input(Most is { } most ? Counted(input, most, content) : input);
    }

    /// <summary>A line with a limit counts as a text does; without script the limit stands below it.</summary>
    private static InputOptions Counted(InputOptions input, int most, IHtmlContent? content) =>
        input with
        {
            DescribedBy = input.Id + "-info",
            Classes = string.Join(' ', new[] { "govuk-js-character-count", input.Classes }.Where(c => !string.IsNullOrEmpty(c))),
            FormGroup = new()
            {
                Classes = "govuk-character-count",
                Attributes = new()
                {
                    ["data-module"] = "govuk-character-count",
                    ["data-maxlength"] = most.ToString(CultureInfo.InvariantCulture),
                },
                AfterInput = new()
                {
                    Html = new Pieces(
                        content,
                        Element
                            .Of(
                                "div",
                                "govuk-hint govuk-character-count__message",
                                string.Create(CultureInfo.InvariantCulture, $"You can enter up to {most} characters")
                            )
                            .Attr("id", input.Id + "-info")
                    ),
                },
            },
        };
}

[HtmlTargetElement("govuk-password-input")]
public sealed class PasswordInputTagHelper : FieldTagHelper
{
    public string? Autocomplete { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.PasswordInput(Fill(new PasswordInputOptions { Autocomplete = Autocomplete }));
}

[HtmlTargetElement("govuk-textarea")]
public sealed class TextareaTagHelper : FieldTagHelper
{
    public int? Rows { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Most is { } most
            ? Generate.CharacterCount(
                Fill(
                    new CharacterCountOptions
                    {
                        Rows = Rows,
                        Maxlength = most,
                        Value = TypedOrModelValue,
                    }
                )
            )
            : Generate.Textarea(Fill(new TextareaOptions { Rows = Rows, Value = TypedOrModelValue }));
}

[HtmlTargetElement("govuk-character-count")]
public sealed class CharacterCountTagHelper : FieldTagHelper
{
    public int? Rows { get; set; }
    public int? MaxLength { get; set; }
    public int? MaxWords { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.CharacterCount(
            Fill(
                new CharacterCountOptions
                {
                    Rows = Rows,
                    Maxlength = MaxLength,
                    Maxwords = MaxWords,
                    Value = TypedOrModelValue,
                }
            )
        );
}

[HtmlTargetElement("govuk-file-upload")]
public sealed class FileUploadTagHelper : FieldTagHelper
{
    public bool Multiple { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.FileUpload(Fill(new FileUploadOptions { Multiple = Multiple, Javascript = true }));
}
