using System.Globalization;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;

namespace Wardwise.Web.Records;

/// <summary>What the pages of several areas say of a record, in words.</summary>
public static class RecordWords
{
    public static string InWords(this Marking marking) => marking is Marking.OfficialSensitive ? "Official-sensitive" : "Official";

    public static string InWords(this ProblemState state) =>
        state switch
        {
            ProblemState.Draft => "Draft",
            ProblemState.Open => "Open",
            ProblemState.Monitoring => "Monitoring",
            ProblemState.Closed => "Closed",
            ProblemState.Reopened => "Reopened",
            _ => "Entered in error",
        };

    public static string Colour(this ProblemState state) =>
        state switch
        {
            ProblemState.Draft => "grey",
            ProblemState.Open => "blue",
            ProblemState.Monitoring => "teal",
            ProblemState.Closed => "green",
            ProblemState.Reopened => "yellow",
            _ => "red",
        };

    public static string InWords(this TaskingStatus status) =>
        status switch
        {
            TaskingStatus.ToDo => "To do",
            TaskingStatus.Doing => "Under way",
            TaskingStatus.Done => "Done",
            TaskingStatus.NotDone => "Not done",
            _ => "Withdrawn",
        };

    public static string? Colour(this TaskingStatus status) =>
        status switch
        {
            TaskingStatus.Done => "green",
            TaskingStatus.Doing => "blue",
            TaskingStatus.NotDone => "red",
            TaskingStatus.ToDo => "yellow",
            _ => "grey",
        };

    public static string Pounds(decimal amount) =>
        amount.ToString(amount == decimal.Truncate(amount) ? "£#,0" : "£#,0.00", CultureInfo.GetCultureInfo("en-GB"));
}
