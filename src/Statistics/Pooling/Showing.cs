namespace Wardwise.Statistics.Pooling;

/// <summary>What may be shown of so many records.</summary>
/// <param name="Records">How many have an assessment.</param>
/// <param name="PooledIndicative">A fixed pooled effect, called indicative: two records.</param>
/// <param name="Pooled">A pooled effect with Hartung and Knapp's error: three or more.</param>
/// <param name="Prediction">Where a new place would lie, and its chance of a fall: five or more.</param>
/// <param name="MissingRecords">Egger's test, trim and fill: ten or more.</param>
/// <param name="MetaRegression">Ten or more.</param>
/// <param name="Words">The same in words for people.</param>
public sealed record Showing(
    int Records,
    bool PooledIndicative,
    bool Pooled,
    bool Prediction,
    bool MissingRecords,
    bool MetaRegression,
    string Words
)
{
    /// <summary>What may be shown of <paramref name="records"/> records; each record itself always may.</summary>
    /// <param name="records">How many have an assessment, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative number.</exception>
    public static Showing Of(int records)
    {
        Guard.Count(records);
        var words = records switch
        {
            0 => "No record has an assessment.",
            1 => "One record: it is shown by itself.",
            2 => "Two records: both are shown, and their mean only as an indication.",
            3 or 4 => "Too few records to say what to expect in a new place.",
            _ => "Enough records to say what to expect in a new place.",
        };
        return new(
            records,
            records == 2,
            records >= 3,
            records >= 5,
            records >= Pooling.MissingRecords.Fewest,
            records >= Pooling.MetaRegression.Fewest,
            words
        );
    }

    /// <summary>The pooled effect that may be shown: fixed for one or two records, REML with Hartung and Knapp's floored error from
    /// three.</summary>
    /// <param name="effects">The records with an assessment.</param>
    /// <param name="confidence">Between 0 and 1; 0.95 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">An effect without a variance, or a confidence outside 0 to 1.</exception>
    public static PooledEffect Pool(ReadOnlySpan<Effect> effects, double confidence = 0.95) =>
        Pooling.Pool.Effects(
            effects,
            effects.Length < 3 ? PoolingMethod.Fixed : PoolingMethod.Reml,
            PooledError.HartungKnappFloored,
            confidence
        );
}
