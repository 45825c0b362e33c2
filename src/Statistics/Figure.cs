namespace Wardwise.Statistics;

/// <summary>A number, or the reason why there is none. Never NaN or infinite: what is undefined says so in words.</summary>
public readonly record struct Figure
{
    private Figure(double? value, string? reason) => (Value, Reason) = (value, reason);

    /// <summary>The number, finite; null when it is not defined.</summary>
    public double? Value { get; }

    /// <summary>Why there is no number, in words for people; null when there is one.</summary>
    public string? Reason { get; }

    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or infinite.</exception>
    public static Figure Of(double value) =>
        double.IsFinite(value)
            ? new(value, null)
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A figure is finite; say why there is none instead.");

    /// <summary>No number, and why, in words for people.</summary>
    public static Figure None(string reason) => new(null, reason);

    /// <summary>The number when it is finite, or else why there is none.</summary>
    public static Figure OrNone(double value, string reason) => double.IsFinite(value) ? new(value, null) : new(null, reason);

    /// <summary>A finite number as a figure.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or infinite.</exception>
    public static implicit operator Figure(double value) => Of(value);

    /// <summary>The figure worked further; its reason stays when there is no number.</summary>
    public Figure Then(Func<double, double> work) => Value is { } value ? Of(work(value)) : this;
}

/// <summary>The two ends of an interval. One end may be undefined (no upper limit) and then says why.</summary>
public readonly record struct Interval(Figure Low, Figure High)
{
    /// <summary>Neither end, and why.</summary>
    public static Interval None(string reason) => new(Figure.None(reason), Figure.None(reason));

    /// <summary>Both ends; an end that is not finite gives the reason instead.</summary>
    public static Interval OrNone(double low, double high, string reason) => new(Figure.OrNone(low, reason), Figure.OrNone(high, reason));

    /// <summary>Both ends worked further by a function that rises, so that low stays low.</summary>
    public Interval Then(Func<double, double> rising) => new(Low.Then(rising), High.Then(rising));
}
