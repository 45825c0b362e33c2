namespace Wardwise.App.Exchange;

/// <summary>What is packed, unpacked: counted first, and memory taken only for what may be, once.</summary>
internal static class Unpacked
{
    /// <summary>A packed file holds so many bytes at most.</summary>
    public const long Largest = 1L << 30;

    /// <summary>What follows the name of a file that holds more.</summary>
    public const string TooLarge = "unpacks to more than 1 GB. Split it into smaller files.";

    private const int Piece = 1 << 16;

    /// <summary>The bytes, or null when there are more of them than may be.</summary>
    /// <param name="open">Opens what is packed, from its beginning.</param>
    /// <param name="largest">So many bytes are too many.</param>
    public static byte[]? Of(Func<Stream> open, long largest)
    {
        if (LengthOf(open, largest) is not { } length)
        {
            return null;
        }

        var bytes = new byte[length];
        using var from = open();
        from.ReadExactly(bytes);
        return bytes;
    }

    private static long? LengthOf(Func<Stream> open, long largest)
    {
        using var from = open();
        var piece = new byte[Piece];
        var length = 0L;
        for (int got; (got = from.Read(piece)) > 0; )
        {
            length += got;
            if (length >= largest)
            {
                return null;
            }
        }

        return length;
    }
}
