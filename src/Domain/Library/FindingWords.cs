using System.Globalization;
using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Library;

/// <summary>A finding in the words of a sergeant.</summary>
public static class FindingWords
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>"a fall of 32 in 100", "a rise of 5 in 100", "no change".</summary>
    public static string Change(double ratio) =>
        Points(ratio) switch
        {
            < 0 and var fall => string.Create(British, $"a fall of {-fall:N0} in 100"),
            0 => "no change",
            var rise => string.Create(British, $"a rise of {rise:N0} in 100"),
        };

    /// <summary>"a fall of 9 to 49 in 100", "anything from a fall of 64 in 100 to a rise of 28 in 100".</summary>
    public static string Range(double low, double high) =>
        (Points(low), Points(high)) switch
        {
            (< 0, < 0) and var (most, least) => string.Create(British, $"a fall of {-least:N0} to {-most:N0} in 100"),
            (> 0, > 0) and var (least, most) => string.Create(British, $"a rise of {least:N0} to {most:N0} in 100"),
            _ => $"anything from {Change(low)} to {Change(high)}",
        };

    /// <summary>The paragraph at the head of a page, by how many records there are (methods, 5: 1, 2, 3 or 4, 5 and more).</summary>
    public static string Sentence(Finding f)
    {
        var head =
            $"{Capital(Words.Count(f.Records))} {(f.Records == 1 ? "response has" : "responses have")} been measured against {Against(f)}";
        return f.Records switch
        {
            1 => $"{head}: {Found(f)}",
            2 => $"{head}. Both are shown; their mean is an indication only: {Found(f)}",
            _ when f.NewPlace is { SaysNothing: true } wide =>
                $"{head}. {OnAverage(f)} Results differ too much to say what to expect in a new place; {Chance(wide.ChanceOfFall)}.",
            _ when f.NewPlace is { } place =>
                $"{head}. {OnAverage(f)} In a new place the result could be {Expected(place)}; {Chance(place.ChanceOfFall)}.",
            _ => $"{head}. {OnAverage(f)} That is too few to say what to expect in a new place.",
        };
    }

    /// <summary>In a list: "on average a fall of 51 in 100 (27 to 67)", "no clear change: on average −12 in 100 (−40 to +9)", "no clear
    /// change: too few to say".</summary>
    public static string Short(Finding f) => f.IsClearFall || f.IsClearRise ? Figures(f) : "no clear change: " + Figures(f);

    /// <summary>The same beside a label that says already whether the change is clear.</summary>
    public static string Figures(Finding f)
    {
        var how = f.Records switch
        {
            1 => "",
            2 => "as an indication, ",
            _ => "on average ",
        };
        var clear = f.IsClearFall || f.IsClearRise;
        var (low, high) = (Math.Abs(Points(f.Low)), Math.Abs(Points(f.High)));
        var said =
            f.SaysNothing ? "too few to say"
            : clear ? string.Create(British, $"{how}{Change(f.Ratio)} ({Math.Min(low, high):N0} to {Math.Max(low, high):N0})")
            : $"{how}{Signed(f.Ratio)} in 100 ({Signed(f.Low)} to {Signed(f.High)})";
        return f.Controlled ? said : said + ", without a comparison";
    }

    /// <summary>On how many kinds that nobody has confirmed the result rests; null where it rests on none.</summary>
    public static string? Unconfirmed(Finding f) =>
        f.Unconfirmed switch
        {
            0 => null,
            1 when f.Records == 1 => "Its kind is only what its words suggest: nobody has confirmed it.",
            var n when n == f.Records =>
                $"The kind of {(n == 2 ? "both" : $"all {Words.Count(n)}")} is only what their words suggest: nobody has confirmed "
                    + "any of them.",
            1 => $"The kind of one of the {Words.Count(f.Records)} is only what its words suggest: nobody has confirmed it.",
            var n => $"The kind of {Words.Count(n)} of the {Words.Count(f.Records)} is only what their words suggest: "
                + "nobody has confirmed them.",
        };

    /// <summary>"−12", "+9", "0".</summary>
    public static string Signed(double ratio) => Points(ratio).ToString("+#,0;−#,0;0", British);

    /// <summary>Whole points of a hundred.</summary>
    public static double Points(double ratio) => Math.Round(100 * (ratio - 1), MidpointRounding.AwayFromZero) + 0.0;

    private static string OnAverage(Finding f) => f.SaysNothing ? Capital(Found(f)) : $"On average {Found(f)}";

    private static string Found(Finding f)
    {
        var (low, high) = (Math.Abs(Points(f.Low)), Math.Abs(Points(f.High)));
        var between = string.Create(British, $"({Math.Min(low, high):N0} to {Math.Max(low, high):N0})");
        return f switch
        {
            { IsClearFall: true } => string.Create(British, $"incidents fell by {-Points(f.Ratio):N0} in 100 {between}."),
            { IsClearRise: true } => string.Create(British, $"incidents rose by {Points(f.Ratio):N0} in 100 {between}."),
            { SaysNothing: true } => "too few to say: half as many incidents fits the numbers as well as twice as many.",
            _ => $"no clear change: {Change(f.Ratio)}, but {Range(f.Low, f.High)} fits the numbers.",
        };
    }

    private static string Expected(NewPlace place) =>
        Points(place.High) < 0
            ? $"anything from {Change(place.High)} to {Change(place.Low)}"
            : $"anything from {Change(place.Low)} to {Change(place.High)}";

    private static string Chance(double chance) =>
        chance switch
        {
            >= 0.995 => "nearly every place would see some benefit",
            < 0.005 => "hardly any place would see a benefit",
            _ => string.Create(British, $"about {100 * chance:N0} in 100 places would see some benefit"),
        };

    private static string Against(Finding f) =>
        (f.Controlled, f.Records) switch
        {
            (true, 1) => "places like its own where nothing was done",
            (true, _) => "places like their own where nothing was done",
            (_, 1) => "its own past only, with nothing to compare with",
            _ => "their own past only, with nothing to compare with",
        };

    private static string Capital(string text) => char.ToUpper(text[0], British) + text[1..];
}
