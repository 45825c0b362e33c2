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
        return Generate.Input(
            Fill(
                new InputOptions
                {
                    Type = Type,
                    Value = TypedOrModelValue,
                    Prefix = Prefix,
                    Suffix = Suffix,
                    Inputmode = Inputmode ?? (whole ? "numeric" : null),
                    FormGroup = content is null ? null : new() { AfterInput = new() { Html = content } },
                }
            )
        );
    }
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
        Generate.Textarea(Fill(new TextareaOptions { Rows = Rows, Value = TypedOrModelValue }));
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
