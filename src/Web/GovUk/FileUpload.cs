namespace Wardwise.Web.GovUk;

public sealed record FileUploadOptions : Field
{
    public bool Multiple { get; init; }
    public bool Javascript { get; init; }
    public string? WrapperClasses { get; init; }
    public Attributes? WrapperAttributes { get; init; }
    public string? ChooseFilesButtonText { get; init; }
    public string? NoFileChosenText { get; init; }
    public IReadOnlyDictionary<string, string>? MultipleFilesChosenText { get; init; }
    public string? DropInstructionText { get; init; }
    public string? EnteredDropZoneText { get; init; }
    public string? LeftDropZoneText { get; init; }
}

public static partial class Generate
{
    public static Element FileUpload(FileUploadOptions o) =>
        LabelledGroup(
            o,
            describedBy =>
            {
                var input = El("input", "govuk-file-upload")
                    .Class(o.Classes, o.ErrorMessage is null ? null : "govuk-file-upload--error")
                    .Attr("id", o.Key)
                    .Attr("name", o.Name ?? "")
                    .Attr("type", "file")
                    .Flag("disabled", o.Disabled)
                    .Flag("multiple", o.Multiple)
                    .AttrIfAny("aria-describedby", describedBy)
                    .Attrs(o.Attributes);
                return !o.Javascript
                    ? input
                    : El("div", "govuk-file-upload-wrapper", input)
                        .Class(o.WrapperClasses)
                        .Attr("data-module", "govuk-file-upload")
                        .Translated("choose-files-button", o.ChooseFilesButtonText)
                        .Translated("no-file-chosen", o.NoFileChosenText)
                        .Translated("multiple-files-chosen", o.MultipleFilesChosenText)
                        .Translated("drop-instruction", o.DropInstructionText)
                        .Translated("entered-drop-zone", o.EnteredDropZoneText)
                        .Translated("left-drop-zone", o.LeftDropZoneText)
                        .Attrs(o.WrapperAttributes);
            }
        );
}
