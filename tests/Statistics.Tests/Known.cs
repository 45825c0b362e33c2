namespace Wardwise.Statistics.Tests;

/// <summary>Known answers, within the larger of an absolute tolerance and a thousand-millionth of the answer.</summary>
internal static class Known
{
    public static void Near(double want, double got, double tolerance = 1e-9) =>
        Assert.True(Math.Abs(got - want) <= Math.Max(tolerance, 1e-9 * Math.Abs(want)), $"{got:R} is not {want:R}");

    public static void Near(double want, Figure got, double tolerance = 1e-9)
    {
        Assert.True(got.Value is not null, got.Reason);
        Near(want, got.Value.Value, tolerance);
    }

    public static void Near(double low, double high, Interval got, double tolerance = 1e-9)
    {
        Near(low, got.Low, tolerance);
        Near(high, got.High, tolerance);
    }

    public static void Near(double[] want, IReadOnlyList<double> got, double tolerance = 1e-9)
    {
        Assert.Equal(want.Length, got.Count);
        for (var i = 0; i < want.Length; i++)
        {
            Near(want[i], got[i], tolerance);
        }
    }

    public static void None(Figure got, string words)
    {
        Assert.Null(got.Value);
        Assert.Contains(words, got.Reason);
    }

    /// <summary>A figure is finite, or says why not.</summary>
    public static void Sound(params ReadOnlySpan<Figure> figures)
    {
        foreach (var figure in figures)
        {
            Assert.True(figure.Value is { } value ? double.IsFinite(value) : !string.IsNullOrEmpty(figure.Reason));
        }
    }

    public static void Sound(Interval interval)
    {
        Sound(interval.Low, interval.High);
        Assert.False(interval.Low.Value > interval.High.Value);
    }
}
