namespace Wardwise.Statistics.TimeSeries;

/// <summary>The terms of a regression, one named column each, in the order they were added.</summary>
public sealed class Design
{
    private readonly List<string> _names = [];
    private readonly List<double[]> _columns = [];

    /// <param name="rows">How many observations, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">No rows.</exception>
    public Design(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        Rows = rows;
    }

    /// <summary>How many observations.</summary>
    public int Rows { get; }

    /// <summary>The names, in order.</summary>
    public IReadOnlyList<string> Names => _names;

    internal List<double[]> Columns => _columns;

    /// <summary>Adds a term with its value in each row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value that is not finite, or not one value a row.</exception>
    public Design With(string name, ReadOnlySpan<double> values)
    {
        Guard.SameLength(values.Length, Rows, nameof(values));
        foreach (var value in values)
        {
            Guard.Finite(value, nameof(values));
        }

        _names.Add(name);
        _columns.Add(values.ToArray());
        return this;
    }

    /// <summary>Adds a term worked out from the number of the row, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value that is not finite.</exception>
    public Design With(string name, Func<int, double> value)
    {
        var values = new double[Rows];
        for (var i = 0; i < Rows; i++)
        {
            values[i] = value(i);
        }

        return With(name, values);
    }

    /// <summary>Adds the constant, named "intercept".</summary>
    public Design Intercept() => With("intercept", _ => 1);

    /// <summary>Adds sine and cosine waves of the year, "sin1", "cos1" and so on.</summary>
    /// <param name="month">Calendar month of each row: 1 is January.</param>
    /// <param name="harmonics">How many waves: 2 follow most seasons; 0 to 6.</param>
    /// <exception cref="ArgumentOutOfRangeException">More than 6 or fewer than 0 waves.</exception>
    public Design Season(Func<int, int> month, int harmonics = 2)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(harmonics);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(harmonics, 6);
        for (var k = 1; k <= harmonics; k++)
        {
            var turn = 2 * Math.PI * k / 12;
            if (k < 6)
            {
                // Six waves a year have their zeros on the months.
                With($"sin{k}", i => Math.Sin(turn * month(i)));
            }

            With($"cos{k}", i => Math.Cos(turn * month(i)));
        }

        return this;
    }
}
