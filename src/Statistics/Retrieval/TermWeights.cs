using System.Buffers.Binary;

namespace Wardwise.Statistics.Retrieval;

/// <summary>
/// The weight of each term of a text, 0 to 1, packed: a number made of the term (32 bits) and the weight in 255ths, five bytes a term, in
/// order of the number. Small enough that thousands are read and ranked for one question.
/// </summary>
public static class TermWeights
{
    private const int Size = 5;

    /// <param name="weights">Each over 0 up to 1; what is less than half of a 255th is kept as one.</param>
    public static byte[] Pack(IReadOnlyDictionary<string, double> weights)
    {
        var packed = new byte[weights.Count * Size];
        var at = 0;
        foreach (var (key, weight) in weights.Select(w => (Key: KeyOf(w.Key), w.Value)).OrderBy(w => w.Key))
        {
            BinaryPrimitives.WriteUInt32BigEndian(packed.AsSpan(at), key);
            packed[at + 4] = (byte)Math.Clamp(Math.Round(weight * 255), 1, 255);
            at += Size;
        }

        return packed;
    }

    /// <summary>The weight of a term in a packed text; 0 when it is not there.</summary>
    public static double Of(ReadOnlySpan<byte> packed, uint key)
    {
        var (low, high) = (0, packed.Length / Size);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var there = BinaryPrimitives.ReadUInt32BigEndian(packed[(middle * Size)..]);
            if (there == key)
            {
                return packed[(middle * Size) + 4] / 255.0;
            }

            (low, high) = there < key ? (middle + 1, high) : (low, middle);
        }

        return 0;
    }

    /// <summary>The number of a term: FNV-1a of its UTF-16 units. Two terms share one by chance once in four thousand million
    /// pairs.</summary>
    public static uint KeyOf(string term)
    {
        var key = 2166136261u;
        foreach (var c in term)
        {
            key = (key ^ c) * 16777619u;
        }

        return key;
    }
}
