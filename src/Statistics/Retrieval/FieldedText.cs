namespace Wardwise.Statistics.Retrieval;

/// <summary>A field of what is searched: how much a word in it says, how much its length counts against it, and how long it usually
/// is.</summary>
/// <param name="Name">As the texts name it.</param>
/// <param name="Weight">Over 0.</param>
/// <param name="LengthShare">b of BM25: 0 when length does not matter, 1 when it counts in full.</param>
/// <param name="UsualLength">Words that carry meaning, on average.</param>
public sealed record Field(string Name, double Weight, double LengthShare, double UsualLength);

/// <summary>
/// Weighs the terms of a text of several fields: BM25F without the rareness of the terms, which is of the collection and not of the text.
/// </summary>
/// <remarks>S. Robertson, H. Zaragoza, M. Taylor, Simple BM25 extension to multiple weighted fields, CIKM 2004.</remarks>
/// <param name="fields">Of every text.</param>
/// <param name="saturation">k1: how soon saying it again stops to count.</param>
public sealed class FieldedText(IReadOnlyList<Field> fields, double saturation = 1.2)
{
    private readonly Dictionary<string, Field> _fields = fields.ToDictionary(f => f.Name);

    /// <param name="texts">By field; a field may be missing, and one that is not known counts for nothing.</param>
    /// <param name="termsOf">The terms of a field's text, each as often as it stands there, and how many words the field has.</param>
    /// <returns>Each term's weight, over 0 and under 1.</returns>
    public Dictionary<string, double> Weigh(
        IReadOnlyDictionary<string, string> texts,
        Func<string, (IEnumerable<(string Term, double Times)> Terms, int Words)> termsOf
    )
    {
        var times = new Dictionary<string, double>();
        foreach (var (name, text) in texts)
        {
            if (!_fields.TryGetValue(name, out var field))
            {
                continue;
            }

            var (terms, words) = termsOf(text);
            var scale = field.Weight / (1 - field.LengthShare + (field.LengthShare * words / field.UsualLength));
            foreach (var (term, many) in terms)
            {
                times[term] = times.GetValueOrDefault(term) + (many * scale);
            }
        }

        foreach (var (term, many) in times)
        {
            times[term] = many / (saturation + many);
        }

        return times;
    }
}
