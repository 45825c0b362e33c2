using System.Numerics;
using System.Text;

namespace Wardwise.Statistics.Retrieval;

/// <summary>What words mean, as directions: words used in the same company lie near each other. Read from a file of the commonest words of
/// a language, the commonest first.</summary>
/// <remarks>The file: the words, one a line, a zero, then for each word its direction in signed bytes, scaled to its largest.</remarks>
public sealed class WordVectors
{
    /// <summary>The share of a text that a word of middling rareness has (a of the smooth inverse frequency).</summary>
    private const double Smooth = 1e-3;

    private readonly Dictionary<string, int> _rank;
    private readonly sbyte[] _directions;

    private WordVectors(Dictionary<string, int> rank, sbyte[] directions)
    {
        (_rank, _directions) = (rank, directions);
        Dimensions = rank.Count == 0 ? 0 : directions.Length / rank.Count;
    }

    /// <summary>How long a direction is.</summary>
    public int Dimensions { get; }

    /// <summary>How many words there are.</summary>
    public int Count => _rank.Count;

    /// <exception cref="InvalidDataException">The file is none of these, or cut short.</exception>
    public static WordVectors Read(byte[] file)
    {
        var end = Array.IndexOf(file, (byte)0);
        if (end < 0)
        {
            throw new InvalidDataException("The file of word vectors has no end of words.");
        }

        var words = Encoding.ASCII.GetString(file, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var directions = new sbyte[file.Length - end - 1];
        Buffer.BlockCopy(file, end + 1, directions, 0, directions.Length);
        if (words.Length == 0 || directions.Length % words.Length != 0)
        {
            throw new InvalidDataException("The file of word vectors is cut short.");
        }

        return new(words.Select((w, i) => (w, i)).ToDictionary(w => w.w, w => w.i), directions);
    }

    /// <summary>A word's place among all by how common it is, from 0; null when it is not there.</summary>
    public int? RankOf(string word) => _rank.TryGetValue(word, out var rank) ? rank : null;

    /// <summary>
    /// The direction of a text: its words' directions, the rarer ones counting for more (S. Arora, Y. Liang, T. Ma, ICLR 2017), with Zipf's
    /// law for how common a word is.
    /// </summary>
    /// <returns>Of length 1, or null when no word is known.</returns>
    public float[]? Of(IEnumerable<Token> tokens)
    {
        float[]? sum = null;
        var word = new float[Dimensions];
        foreach (var token in tokens)
        {
            if (token.IsStop || !_rank.TryGetValue(token.Word, out var rank))
            {
                continue;
            }

            Copy(rank, word);
            var weight = (float)Telling(rank) / Length(word);
            sum ??= new float[Dimensions];
            for (var i = 0; i < word.Length; i++)
            {
                sum[i] += weight * word[i];
            }
        }

        return sum is null ? null : Unit(sum);
    }

    /// <summary>How much a word says, by its place among the commonest: over 0, under 1.</summary>
    public double Telling(int rank) => Smooth / (Smooth + (1 / ((rank + 3) * Math.Log(Count + 3.0))));

    /// <summary>A word's direction, of length 1; null when the word is not there.</summary>
    public float[]? Of(string word)
    {
        if (!_rank.TryGetValue(word, out var rank))
        {
            return null;
        }

        var direction = new float[Dimensions];
        Copy(rank, direction);
        return Unit(direction);
    }

    private void Copy(int rank, float[] direction)
    {
        for (var i = 0; i < direction.Length; i++)
        {
            direction[i] = _directions[(rank * Dimensions) + i];
        }
    }

    internal static float Dot(float[] one, float[] other)
    {
        var sum = Vector<float>.Zero;
        var at = 0;
        for (; at <= one.Length - Vector<float>.Count; at += Vector<float>.Count)
        {
            sum += new Vector<float>(one, at) * new Vector<float>(other, at);
        }

        var all = Vector.Sum(sum);
        for (; at < one.Length; at++)
        {
            all += one[at] * other[at];
        }

        return all;
    }

    internal static float[] Unit(float[] direction)
    {
        var length = Length(direction);
        for (var i = 0; length > 0 && i < direction.Length; i++)
        {
            direction[i] /= length;
        }

        return direction;
    }

    private static float Length(float[] direction)
    {
        var sum = 0f;
        foreach (var part in direction)
        {
            sum += part * part;
        }

        return MathF.Sqrt(sum);
    }
}
