using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Wardwise.App.Accounts;

/// <summary>Time-based one-time codes (RFC 6238; HMAC-SHA-1, 30 seconds, 6 digits), as authenticator apps make them.</summary>
public static class Totp
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string CodeAt(string key, DateTimeOffset instant) => CodeOf(key, instant.ToUnixTimeSeconds() / 30);

    /// <summary>How far a phone's clock may be off, in steps. Each more gives whoever guesses another two of a million.</summary>
    private const int Tolerance = 2;

    /// <summary>The 30-second step that made the code, or null.</summary>
    public static long? StepOf(string key, string code, DateTimeOffset now)
    {
        var step = now.ToUnixTimeSeconds() / 30;
        for (var away = 0; away <= Tolerance; away++)
        {
            if (CodeOf(key, step - away) == code)
            {
                return step - away;
            }

            if (CodeOf(key, step + away) == code)
            {
                return step + away;
            }
        }

        return null;
    }

    private static string CodeOf(string key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238 as the apps implement it
        var hash = HMACSHA1.HashData(Decode(key), counter);
#pragma warning restore CA5350
        var offset = hash[^1] & 0xf;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset)) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string key)
    {
        var bytes = new List<byte>();
        int held = 0,
            bits = 0;
        foreach (var letter in key.ToUpperInvariant().Where(c => Base32.Contains(c, StringComparison.Ordinal)))
        {
            held = (held << 5) | Base32.IndexOf(letter, StringComparison.Ordinal);
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(held >> bits));
                held &= (1 << bits) - 1;
            }
        }

        return [.. bytes];
    }
}
