using System.Text;

namespace Wardwise.App.Tests.Exchange;

/// <summary>Damages a sound file in the ways of cables, spreadsheets and editors, by a seed, so that a failure can be had again. Why no
/// coverage guides it: docs/decisions/0016.</summary>
internal sealed class Damage(int seed)
{
    private static readonly byte[][] Slips =
    [
        "\""u8.ToArray(),
        ","u8.ToArray(),
        ";"u8.ToArray(),
        "\r"u8.ToArray(),
        "\n"u8.ToArray(),
        "\0"u8.ToArray(),
        "{"u8.ToArray(),
        "}"u8.ToArray(),
        "[]"u8.ToArray(),
        "null"u8.ToArray(),
        "\\ud83d"u8.ToArray(),
        "\\u0000"u8.ToArray(),
        "1e999"u8.ToArray(),
        "-0"u8.ToArray(),
        "99999999999999999999"u8.ToArray(),
        "4.1E+15"u8.ToArray(),
        "0001-01-01"u8.ToArray(),
        "9999-12-31T23:59"u8.ToArray(),
        "29/02/2100"u8.ToArray(),
        "\u2028"u8.ToArray(),
        "sep=;\n"u8.ToArray(),
        [0xff, 0xfe],
        [0xed, 0xa0, 0xbd],
        [0x1f, 0x8b],
        [0x50, 0x4b, 0x03, 0x04],
        [0xef, 0xbb, 0xbf],
    ];

    private readonly Random _dice = new(seed);

    public byte[] Of(byte[] sound)
    {
        var bytes = sound.ToList();
        for (var times = _dice.Next(1, 9); times > 0; times--)
        {
            var at = _dice.Next(bytes.Count + 1);
            var length = Math.Min(_dice.Next(1, 40), bytes.Count - at);
            switch (_dice.Next(8))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)_dice.Next(256);
                    break;
                case 1 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << _dice.Next(8));
                    break;
                case 2:
                    bytes.InsertRange(at, Slips[_dice.Next(Slips.Length)]);
                    break;
                case 3:
                    bytes.RemoveRange(at, length);
                    break;
                case 4:
                    bytes.InsertRange(_dice.Next(bytes.Count + 1), bytes.GetRange(at, length));
                    break;
                case 5 when _dice.Next(4) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 6 when _dice.Next(4) == 0:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)"[{\",;a0 \n"[_dice.Next(9)], _dice.Next(5_000)));
                    break;
                case 7 when at < bytes.Count:
                    var slip = Slips[_dice.Next(Slips.Length)];
                    bytes.RemoveRange(at, Math.Min(slip.Length, bytes.Count - at));
                    bytes.InsertRange(at, slip);
                    break;
            }
        }

        return [.. bytes];
    }

    public static string Show(byte[] bytes) => Encoding.Latin1.GetString(bytes.Length > 4_000 ? bytes[..4_000] : bytes);
}
