using System.Globalization;
using Wardwise.App.Warnings;
using Wardwise.Domain.Shared;

namespace Wardwise.Web.Pages.Warnings;

/// <summary>Where a line of the early warning leads.</summary>
internal static class WarningLinks
{
    /// <summary>The page of a line, as on the list that it was chosen from.</summary>
    public static string See(WarningLine line, bool narrow) =>
        $"/warnings/{line.Place.No.ToString(CultureInfo.InvariantCulture)}/{line.Kind.Key}?month={line.Month}"
        + (narrow ? "&limit=narrow" : "");

    /// <summary>The incidents behind a number.</summary>
    public static string Rows(WarningLine line, YearMonth from, YearMonth to) =>
        $"/incidents?place={line.Place.No.ToString(CultureInfo.InvariantCulture)}&from={from}&to={to}"
        + (line.Kind.Type is { } type ? $"&type={type.Key}" : $"&category={line.Kind.Category.Key}");
}

/// <summary>A line as pages list it, with what can be done about it.</summary>
/// <param name="Line">The line.</param>
/// <param name="Open">The problem that is open already.</param>
/// <param name="Narrow">By which limit it was judged.</param>
public sealed record WarningItem(WarningLine Line, AlreadyOpen? Open, bool Narrow)
{
    public string See => WarningLinks.See(Line, Narrow);
}
