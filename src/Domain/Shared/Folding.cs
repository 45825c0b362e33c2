using System.Text;

namespace Wardwise.Domain.Shared;

/// <summary>
/// The one folding of text for every search and filter: two texts that a reader takes for the same become the same. Compatible forms are
/// one (Unicode NFKD), case and accents are gone, apostrophes and what cannot be seen are gone, every dash and space is one space. The
/// database has the same as <c>folded(text)</c>; a test holds the two together. Statistics compiles this file too, for the words of its
/// index.
/// </summary>
#pragma warning disable IDE0040 // Everybody's in Domain, its own in Statistics: the part that only Domain compiles says so.
static partial class Folding
#pragma warning restore IDE0040
{
    /// <summary>U+00B4 would decompose into a space and an accent.</summary>
    private const string Acute = "\u00B4";

    public static string Fold(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var folded = new StringBuilder(text.Length);
        foreach (var rune in (Ascii.IsValid(text) ? text : Decomposed(text)).EnumerateRunes())
        {
            var c = rune.Value;
            if (IsSpace(c) || IsDash(c))
            {
                if (folded.Length > 0 && folded[^1] != ' ')
                {
                    folded.Append(' ');
                }
            }
            else if (c is >= 'A' and <= 'Z')
            {
                folded.Append((char)(c + 32));
            }
            else if (!IsApostrophe(c) && !IsMark(c) && !IsInvisible(c))
            {
                Append(folded, rune);
            }
        }

        return (folded.Length > 0 && folded[^1] == ' ' ? folded.Remove(folded.Length - 1, 1) : folded).ToString();
    }

    /// <summary>Whether two texts are the same to a reader.</summary>
    public static bool Same(string? one, string? other) => string.Equals(Fold(one), Fold(other), StringComparison.Ordinal);

    /// <summary>Whether a text holds what somebody typed.</summary>
    public static bool Holds(string? text, string? typed) => Fold(text).Contains(Fold(typed), StringComparison.Ordinal);

    public static bool IsApostrophe(int c) =>
        c
            is '\''
                or '`'
                or 0xB4
                or (>= 0x2B9 and <= 0x2BF)
                or 0x2C8
                or 0x55A
                or (>= 0x2018 and <= 0x201B)
                or 0x2032
                or 0x2035
                or 0xA78B
                or 0xA78C
                or 0xFF07;

    public static bool IsDash(int c) =>
        c
            is '-'
                or 0x2D7
                or 0x58A
                or 0x5BE
                or (>= 0x2010 and <= 0x2015)
                or 0x2043
                or 0x2212
                or 0x301C
                or 0x30A0
                or 0xFE58
                or 0xFE63
                or 0xFF0D;

    public static bool IsSpace(int c) =>
        c is <= 0x20 or (>= 0x7F and <= 0xA0) or 0x1680 or (>= 0x2000 and <= 0x200A) or 0x2028 or 0x2029 or 0x202F or 0x205F or 0x3000;

    /// <summary>Joins, marks of direction, soft hyphens, selectors of a variant: there, and not to be seen.</summary>
    public static bool IsInvisible(int c) =>
        c
            is 0xAD
                or 0x61C
                or 0x115F
                or 0x1160
                or 0x17B4
                or 0x17B5
                or (>= 0x180B and <= 0x180F)
                or (>= 0x200B and <= 0x200F)
                or (>= 0x202A and <= 0x202E)
                or (>= 0x2060 and <= 0x206F)
                or 0x3164
                or (>= 0xFE00 and <= 0xFE0F)
                or 0xFEFF
                or 0xFFA0
                or (>= 0xFFF9 and <= 0xFFFB)
                or (>= 0xE0000 and <= 0xE007F)
                or (>= 0xE0100 and <= 0xE01EF);

    /// <summary>An accent, or a vowel's point, that stands on the letter before it.</summary>
    public static bool IsMark(int c) =>
        c
            is (>= 0x300 and <= 0x36F)
                or (>= 0x483 and <= 0x489)
                or (>= 0x591 and <= 0x5BD)
                or 0x5BF
                or 0x5C1
                or 0x5C2
                or (>= 0x610 and <= 0x61A)
                or (>= 0x64B and <= 0x65F)
                or 0x670
                or (>= 0x1AB0 and <= 0x1AFF)
                or (>= 0x1DC0 and <= 0x1DFF)
                or (>= 0x20D0 and <= 0x20FF)
                or (>= 0xFE20 and <= 0xFE2F);

    /// <summary>Halves of characters, which no database holds, become the sign for what cannot be read.</summary>
    private static string Decomposed(string text) =>
        Encoding
            .UTF8.GetString(Encoding.UTF8.GetBytes(text))
            .Replace(Acute, "", StringComparison.Ordinal)
            .Normalize(NormalizationForm.FormKD);

    /// <summary>Letters of Latin that do not decompose become those that an English keyboard has; Greek, Cyrillic and Armenian become
    /// small.</summary>
    private static void Append(StringBuilder folded, Rune rune)
    {
        switch (rune.Value)
        {
            case 0xC6 or 0xE6:
                folded.Append("ae");
                break;
            case 0x152 or 0x153:
                folded.Append("oe");
                break;
            case 0xDE or 0xFE:
                folded.Append("th");
                break;
            case 0xDF or 0x1E9E:
                folded.Append("ss");
                break;
            case 0xD8 or 0xF8:
                folded.Append('o');
                break;
            case 0xD0 or 0xF0 or 0x110 or 0x111:
                folded.Append('d');
                break;
            case 0x126 or 0x127:
                folded.Append('h');
                break;
            case 0x131:
                folded.Append('i');
                break;
            case 0x141 or 0x142:
                folded.Append('l');
                break;
            case 0x166 or 0x167:
                folded.Append('t');
                break;
            case 0x14A:
                folded.Append('\u014B');
                break;
            case 0x3C2:
                folded.Append('\u03C3');
                break;
            case (>= 0x391 and <= 0x3A1) or (>= 0x3A3 and <= 0x3A9) or (>= 0x410 and <= 0x42F):
                folded.Append((char)(rune.Value + 0x20));
                break;
            case >= 0x400 and <= 0x40F:
                folded.Append((char)(rune.Value + 0x50));
                break;
            case >= 0x531 and <= 0x556:
                folded.Append((char)(rune.Value + 0x30));
                break;
            default:
                folded.Append(rune.ToString());
                break;
        }
    }
}
