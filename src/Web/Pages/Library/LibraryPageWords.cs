using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;

namespace Wardwise.Web.Pages.Library;

/// <summary>Codes of the library's records as people read them.</summary>
public static class LibraryPageWords
{
    public static string InWords(this LessonState state) =>
        state switch
        {
            LessonState.Open => "Open",
            LessonState.ActedOn => "Acted on",
            LessonState.Closed => "Closed",
            _ => "Entered in error",
        };

    public static string Colour(this LessonState state) =>
        state switch
        {
            LessonState.Open => "blue",
            LessonState.ActedOn => "teal",
            LessonState.Closed => "green",
            _ => "red",
        };

    public static string InWords(this LessonSource source) =>
        source switch
        {
            LessonSource.Debrief => "A debrief",
            LessonSource.Complaint => "A complaint",
            LessonSource.Inspection => "An inspection",
            LessonSource.Survey => "A survey",
            _ => "Something else",
        };

    public static string InWords(this GuideForm form) => form is GuideForm.Module ? "Training module" : "Worked example";

    public static string InWords(this PracticeSaid said) =>
        said switch
        {
            PracticeSaid.Helped => "It helped",
            PracticeSaid.DidNotHelp => "It did not help",
            _ => "Too early to tell",
        };

    /// <summary>As part of a sentence: "training module".</summary>
    public static string Small(this GuideForm form) => form.InWords().ToLowerInvariant();

    public static string InWords(this SaraStep step) => step.ToString();
}
