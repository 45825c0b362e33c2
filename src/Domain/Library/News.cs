using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Library;

/// <summary>What can be new of a problem, what others can learn most from first.</summary>
public enum NewsKind
{
    /// <summary>Measured, with a clear verdict.</summary>
    MeasuredClear,
    Grade,
    Lesson,
    Measured,
    Closed,
    Opened,
}

/// <summary>Something new of a problem.</summary>
/// <param name="Kind">What.</param>
/// <param name="At">When.</param>
/// <param name="Verdict">Of a measurement.</param>
/// <param name="Percent">Of a measurement, in signed points of a hundred.</param>
/// <param name="Grade">The grade it came to.</param>
public readonly record struct News(NewsKind Kind, DateTimeOffset At, Verdict? Verdict = null, double? Percent = null, int? Grade = null)
{
    public string InWords =>
        Kind switch
        {
            NewsKind.MeasuredClear or NewsKind.Measured => VerdictWords.Short(Verdict!.Value, Percent),
            NewsKind.Grade => $"grade now {Grade}",
            NewsKind.Lesson => "a lesson written",
            NewsKind.Closed => "closed",
            NewsKind.Opened => "opened",
            _ => throw new InvalidOperationException("No such news."),
        };

    /// <summary>All that is new of one problem in a line; of several measurements or grades the latest.</summary>
    public static string Line(IEnumerable<News> news)
    {
        var line = Words.List([.. InOrder(news).Select(n => n.InWords)]);
        return char.ToUpperInvariant(line[0]) + line[1..];
    }

    /// <summary>What of a problem's news others can learn most from, and when it came.</summary>
    public static (NewsKind Kind, DateTimeOffset At) Weight(IEnumerable<News> news) => InOrder(news).Select(n => (n.Kind, n.At)).First();

    private static IEnumerable<News> InOrder(IEnumerable<News> news) =>
        news.GroupBy(n => n.Kind is NewsKind.Measured ? NewsKind.MeasuredClear : n.Kind)
            .Select(g => g.MaxBy(n => n.At))
            .OrderBy(n => n.Kind);
}
