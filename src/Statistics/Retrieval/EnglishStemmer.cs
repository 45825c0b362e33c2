using System.Buffers;

namespace Wardwise.Statistics.Retrieval;

/// <summary>Brings an English word to its stem, so that "riding", "rides" and "ride" are one.</summary>
/// <remarks>The English (Porter2) algorithm of the Snowball project: M. F. Porter, Program 14 (1980) 130-137, as revised at
/// snowballstem.org.</remarks>
public static class EnglishStemmer
{
    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");

    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["skis"] = "ski",
        ["skies"] = "sky",
        ["dying"] = "die",
        ["lying"] = "lie",
        ["tying"] = "tie",
        ["idly"] = "idl",
        ["gently"] = "gentl",
        ["ugly"] = "ugli",
        ["early"] = "earli",
        ["only"] = "onli",
        ["singly"] = "singl",
        ["sky"] = "sky",
        ["news"] = "news",
        ["howe"] = "howe",
        ["atlas"] = "atlas",
        ["cosmos"] = "cosmos",
        ["bias"] = "bias",
        ["andes"] = "andes",
    };

    private static readonly HashSet<string> KeptAfterPlural =
    [
        "inning",
        "outing",
        "canning",
        "herring",
        "earring",
        "proceed",
        "exceed",
        "succeed",
    ];

    private static readonly (string Ending, string With)[] Step2 =
    [
        ("ization", "ize"),
        ("ational", "ate"),
        ("fulness", "ful"),
        ("ousness", "ous"),
        ("iveness", "ive"),
        ("tional", "tion"),
        ("biliti", "ble"),
        ("lessli", "less"),
        ("entli", "ent"),
        ("ation", "ate"),
        ("alism", "al"),
        ("aliti", "al"),
        ("ousli", "ous"),
        ("iviti", "ive"),
        ("fulli", "ful"),
        ("enci", "ence"),
        ("anci", "ance"),
        ("abli", "able"),
        ("izer", "ize"),
        ("ator", "ate"),
        ("alli", "al"),
        ("bli", "ble"),
        ("ogi", "og"),
        ("li", ""),
    ];

    private static readonly (string Ending, string With)[] Step3 =
    [
        ("ational", "ate"),
        ("tional", "tion"),
        ("alize", "al"),
        ("icate", "ic"),
        ("iciti", "ic"),
        ("ative", ""),
        ("ical", "ic"),
        ("ness", ""),
        ("ful", ""),
    ];

    private static readonly string[] Step4 =
    [
        "ement",
        "ance",
        "ence",
        "able",
        "ible",
        "ment",
        "ant",
        "ent",
        "ism",
        "ate",
        "iti",
        "ous",
        "ive",
        "ize",
        "ion",
        "al",
        "er",
        "ic",
    ];

    /// <param name="word">Lower case letters a to z and apostrophes; anything else comes back as it is.</param>
    /// <returns>The stem; words of one or two letters are their own.</returns>
    public static string Stem(string word)
    {
        if (word.Length <= 2 || word.AsSpan().IndexOfAnyExceptInRange('a', 'z') >= 0)
        {
            return word;
        }

        if (Exceptions.TryGetValue(word, out var exception))
        {
            return exception;
        }

        var w = MarkConsonantY(word);
        var r1 = RegionOne(w);
        var r2 = Region(w, r1);
        w = Step1a(w);
        if (KeptAfterPlural.Contains(w))
        {
            return w;
        }

        w = Step1b(w, r1);
        if (w.Length > 2 && w[^1] is 'y' or 'Y' && !IsVowel(w[^2]) && w.Length > 2)
        {
            w = w[..^1] + "i";
        }

        w = Replace(
            w,
            Step2,
            r1,
            (stem, ending) =>
                ending switch
                {
                    "ogi" => stem.EndsWith('l'),
                    "li" => stem.Length > 0 && "cdeghkmnrt".Contains(stem[^1], StringComparison.Ordinal),
                    _ => true,
                }
        );
        w = Replace(w, Step3, r1, (stem, ending) => ending != "ative" || stem.Length >= r2);
        w = Dropped(w, r2);
        return Tidied(w, r1, r2).Replace('Y', 'y');
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    private static string MarkConsonantY(string word)
    {
        var w = word.ToCharArray();
        for (var i = 0; i < w.Length; i++)
        {
            if (w[i] == 'y' && (i == 0 || IsVowel(w[i - 1])))
            {
                w[i] = 'Y';
            }
        }

        return new(w);
    }

    private static int RegionOne(string w) =>
        w.StartsWith("gener", StringComparison.Ordinal) || w.StartsWith("arsen", StringComparison.Ordinal) ? 5
        : w.StartsWith("commun", StringComparison.Ordinal) ? 6
        : Region(w, 0);

    /// <summary>The region after the first consonant that follows a vowel.</summary>
    private static int Region(string w, int from)
    {
        for (var i = from + 1; i < w.Length; i++)
        {
            if (!IsVowel(w[i]) && IsVowel(w[i - 1]))
            {
                return i + 1;
            }
        }

        return w.Length;
    }

    private static bool HasVowel(ReadOnlySpan<char> stem) => stem.IndexOfAny(Vowels) >= 0;

    private static string Step1a(string w)
    {
        if (w.EndsWith("sses", StringComparison.Ordinal))
        {
            return w[..^2];
        }

        if (w.EndsWith("ied", StringComparison.Ordinal) || w.EndsWith("ies", StringComparison.Ordinal))
        {
            return w.Length > 4 ? w[..^2] : w[..^1];
        }

        return
            w.EndsWith('s')
            && !w.EndsWith("us", StringComparison.Ordinal)
            && !w.EndsWith("ss", StringComparison.Ordinal)
            && HasVowel(w.AsSpan()[..^2])
            ? w[..^1]
            : w;
    }

    private static string Step1b(string w, int r1)
    {
        foreach (var ending in (ReadOnlySpan<string>)["eedly", "eed"])
        {
            if (w.EndsWith(ending, StringComparison.Ordinal))
            {
                return w.Length - ending.Length >= r1 ? w[..^ending.Length] + "ee" : w;
            }
        }

        foreach (var ending in (ReadOnlySpan<string>)["ingly", "edly", "ing", "ed"])
        {
            if (!w.EndsWith(ending, StringComparison.Ordinal))
            {
                continue;
            }

            var stem = w[..^ending.Length];
            return !HasVowel(stem) ? w
                : stem.EndsWith("at", StringComparison.Ordinal)
                || stem.EndsWith("bl", StringComparison.Ordinal)
                || stem.EndsWith("iz", StringComparison.Ordinal)
                    ? stem + "e"
                : EndsDouble(stem) ? stem[..^1]
                : IsShort(stem, r1) ? stem + "e"
                : stem;
        }

        return w;
    }

    private static bool EndsDouble(string w) => w.Length > 1 && w[^1] == w[^2] && "bdfgmnprt".Contains(w[^1], StringComparison.Ordinal);

    private static bool IsShort(string w, int r1) => r1 >= w.Length && EndsShort(w);

    private static bool EndsShort(string w) =>
        w.Length == 2
            ? IsVowel(w[0]) && !IsVowel(w[1])
            : w.Length > 2 && !IsVowel(w[^1]) && w[^1] is not ('w' or 'x' or 'Y') && IsVowel(w[^2]) && !IsVowel(w[^3]);

    private static string Replace(string w, (string Ending, string With)[] endings, int region, Func<string, string, bool> fits)
    {
        foreach (var (ending, with) in endings)
        {
            if (w.EndsWith(ending, StringComparison.Ordinal))
            {
                var stem = w[..^ending.Length];
                return stem.Length >= region && fits(stem, ending) ? stem + with : w;
            }
        }

        return w;
    }

    private static string Dropped(string w, int r2)
    {
        foreach (var ending in Step4)
        {
            if (w.EndsWith(ending, StringComparison.Ordinal))
            {
                var stem = w[..^ending.Length];
                return stem.Length >= r2 && (ending != "ion" || stem.EndsWith('s') || stem.EndsWith('t')) ? stem : w;
            }
        }

        return w;
    }

    private static string Tidied(string w, int r1, int r2)
    {
        if (w.EndsWith('e'))
        {
            var stem = w[..^1];
            return stem.Length >= r2 || (stem.Length >= r1 && !EndsShort(stem)) ? stem : w;
        }

        return w.EndsWith("ll", StringComparison.Ordinal) && w.Length - 1 >= r2 ? w[..^1] : w;
    }
}
