using System.Buffers;
using System.Text;
using Wardwise.Domain.Shared;

namespace Wardwise.Statistics.Retrieval;

/// <summary>A word of a text: where it stands, as written in small letters without accents, and its stem.</summary>
/// <param name="Start">Of its first character.</param>
/// <param name="Length">In characters of the text.</param>
/// <param name="Word">Folded.</param>
/// <param name="Stem">What it is found by.</param>
/// <param name="IsStop">Whether it carries no meaning by itself.</param>
public readonly record struct Token(int Start, int Length, string Word, string Stem, bool IsStop);

/// <summary>Cuts a text into words. Any text is safe; what is no letter and no digit parts words, an apostrophe does not.</summary>
public static class Tokens
{
    /// <summary>Longer words are cut here: they are no words.</summary>
    public const int LongestWord = 40;

    private static readonly HashSet<string> Stop =
    [
        .. (
            "a an and are as at be been being but by can could did do does doing for from get gets getting got had has have having "
            + "he her hers him his how i if in into is it its itself just "
            + "me more most my of on onto or our ours out over own she so some such than that the their theirs them then there "
            + "these they this those through to too up us very was we were "
            + "what when where which while who whom why will with would you your yours about after again all also am any because "
            + "before both during each few further here himself herself "
            + "nor not now off once only other same should themselves under until yet im ive dont doesnt didnt isnt arent wasnt "
            + "cant wont theyre weve"
        ).Split(' '),
    ];

    /// <param name="word">Folded.</param>
    public static bool IsStop(string word) => Stop.Contains(word);

    /// <param name="text">Of any length.</param>
    /// <returns>The words in order; single letters that are no digits are left out.</returns>
    public static List<Token> Of(string text)
    {
        var tokens = new List<Token>(text.Length / 6);
        Span<char> word = stackalloc char[LongestWord];
        for (var i = 0; i < text.Length; )
        {
            if (!IsLetter(text, i, out var width))
            {
                i += width;
                continue;
            }

            var (start, length) = (i, 0);
            for (var isFull = false; i < text.Length; i += width)
            {
                if (IsLetter(text, i, out width))
                {
                    isFull |= length + width > LongestWord;
                    if (!isFull)
                    {
                        text.AsSpan(i, width).CopyTo(word[length..]);
                        length += width;
                    }
                }
                else if (Folding.IsApostrophe(text[i]) ? i + 1 == text.Length || !IsLetter(text, i + 1, out _) : !IsPartOfLetter(text[i]))
                {
                    break;
                }
                else if (!Folding.IsApostrophe(text[i]) && length < LongestWord && !isFull)
                {
                    word[length++] = text[i];
                }
            }

            var folded = Folding.Fold(new string(word[..length]));
            if (PossessiveEnd(text.AsSpan(start, i - start)) && folded.Length > 1)
            {
                folded = folded[..^1];
            }

            if (folded.Length > 1 || (folded.Length == 1 && char.IsDigit(folded[0])))
            {
                tokens.Add(new(start, i - start, folded, EnglishStemmer.Stem(folded), Stop.Contains(folded)));
            }
        }

        return tokens;
    }

    /// <summary>The stems of the words that carry meaning.</summary>
    public static IEnumerable<string> Stems(string text) => Of(text).Where(t => !t.IsStop).Select(t => t.Stem);

    private static bool IsLetter(string text, int at, out int width)
    {
        if (char.IsAscii(text[at]) || Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out width) is not OperationStatus.Done)
        {
            width = 1;
            return char.IsAsciiLetterOrDigit(text[at]);
        }

        return Rune.IsLetterOrDigit(rune);
    }

    /// <summary>An accent that stands by itself, or what cannot be seen: a word goes on behind it.</summary>
    private static bool IsPartOfLetter(char c) => Folding.IsMark(c) || Folding.IsInvisible(c);

    private static bool PossessiveEnd(ReadOnlySpan<char> written) =>
        written.Length > 2 && Folding.IsApostrophe(written[^2]) && written[^1] is 's' or 'S';
}
