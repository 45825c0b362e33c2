namespace Wardwise.App.Accounts;

/// <summary>
/// About how many guesses find a password, by the pieces that people make them of: words by how common they are, repeats, runs, keys beside
/// each other, years. After zxcvbn (Wheeler, USENIX Security 2016), whose lists of words it uses.
/// </summary>
internal static class PasswordGuesses
{
    /// <summary>What follows adds to the guesses only.</summary>
    private const int Looked = 64;

    private const int LongestWord = 24;

    private static readonly string[] Keys =
    [
        "1234567890",
        "qwertyuiop",
        "asdfghjkl",
        "zxcvbnm",
        "azerty",
        "qwertz",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
        "1q2w3e4r5t6y7u8i9o0p",
        "qazwsxedcrfvtgbyhnujmikolp",
        "qawsedrftgyhujikolp",
        "!@#$%^&*()",
        "!\"£$%^&*()",
        "147258369",
        "159357",
    ];

    private static readonly string[] Runs = [.. Keys, .. Keys.Select(Reversed)];

    /// <summary>Each digit or sign with the letter that it often stands for.</summary>
    private static readonly string[] Stands = ["0o", "1i", "1l", "3e", "4a", "5s", "7t", "@a", "$s", "!i", "8b", "9g"];

    private static readonly Lazy<Dictionary<string, int>> Common = new(Read);

    /// <param name="password">As typed.</param>
    /// <param name="own">Words that are tried first, for this person.</param>
    /// <returns>The guesses, as a power of ten.</returns>
    public static double Of(string password, IReadOnlyCollection<string> own)
    {
        var text = password.Length > Looked ? password[..Looked] : password;
        return Of(text, own.Select(w => w.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal), []);
    }

    private static double Of(string text, HashSet<string> own, Dictionary<string, double> done)
    {
        if (done.TryGetValue(text, out var known))
        {
            return known;
        }

        // best[pieces][end]: the fewest guesses for the text up to an end, in so many pieces.
        var most = text.Length;
        var best = new double[most + 1, most + 1];
        for (var pieces = 0; pieces <= most; pieces++)
        {
            for (var end = 0; end <= most; end++)
            {
                best[pieces, end] = pieces == 0 && end == 0 ? 0 : double.PositiveInfinity;
            }
        }

        for (var end = 1; end <= most; end++)
        {
            for (var start = 0; start < end; start++)
            {
                var piece = Piece(text[start..end], own, done);
                for (var pieces = 1; pieces <= end; pieces++)
                {
                    best[pieces, end] = Math.Min(best[pieces, end], best[pieces - 1, start] + piece);
                }
            }
        }

        var (least, orders) = (double.PositiveInfinity, 0.0);
        for (var pieces = 1; pieces <= most; pieces++)
        {
            // Who guesses does not know in which order the pieces stand.
            orders += Math.Log10(pieces);
            least = Math.Min(least, best[pieces, most] + orders);
        }

        return done[text] = most == 0 ? 0 : least;
    }

    private static double Piece(string piece, HashSet<string> own, Dictionary<string, double> done) =>
        new[] { piece.Length, Word(piece, own), Year(piece), Run(piece), Repeat(piece, own, done) }.Min();

    private static double Word(string piece, HashSet<string> own)
    {
        if (piece.Length is < 2 or > LongestWord)
        {
            return double.PositiveInfinity;
        }

        var lower = piece.ToLowerInvariant();
        var capitals = lower == piece ? 0 : Math.Log10(2);
        var least = Rank(lower, own);
        least = Math.Min(least, Rank(Reversed(lower), own) + Math.Log10(2));
        if (Stands.Any(s => lower.Contains(s[0], StringComparison.Ordinal)))
        {
            foreach (var one in new[] { 'i', 'l' })
            {
                var plain = Stands.Where(s => s[0] != '1' || s[1] == one).Aggregate(lower, (text, s) => text.Replace(s[0], s[1]));
                least = Math.Min(least, Rank(plain, own) + Math.Log10(2));
            }
        }

        return least + capitals;
    }

    private static double Rank(string word, HashSet<string> own) =>
        own.Contains(word) ? 0
        : Common.Value.TryGetValue(word, out var rank) ? Math.Log10(rank)
        : double.PositiveInfinity;

    private static double Year(string piece) =>
        piece.Length == 4
        && piece.All(char.IsAsciiDigit)
        && (piece.StartsWith("19", StringComparison.Ordinal) || piece.StartsWith("20", StringComparison.Ordinal))
            ? Math.Log10(150)
            : double.PositiveInfinity;

    /// <summary>Letters or digits that follow each other, in the alphabet or on the keys, forwards or backwards.</summary>
    private static double Run(string piece)
    {
        if (piece.Length < 3)
        {
            return double.PositiveInfinity;
        }

        var lower = piece.ToLowerInvariant();
        var step = lower[1] - lower[0];
        var follows = step is 1 or -1 && Enumerable.Range(1, lower.Length - 1).All(i => lower[i] - lower[i - 1] == step);
        return follows || Array.Exists(Runs, r => r.Contains(lower, StringComparison.Ordinal))
            ? Math.Log10(30) + Math.Log10(piece.Length)
            : double.PositiveInfinity;
    }

    private static double Repeat(string piece, HashSet<string> own, Dictionary<string, double> done)
    {
        for (var length = 1; length <= piece.Length / 2; length++)
        {
            if (piece.Length % length == 0 && piece.AsSpan(length).SequenceEqual(piece.AsSpan(0, piece.Length - length)))
            {
                return Of(piece[..length], own, done) + Math.Log10(piece.Length / length);
            }
        }

        return double.PositiveInfinity;
    }

    private static string Reversed(string text) => new([.. text.Reverse()]);

    /// <summary>Several lists, each the commonest first: a word counts by its best place.</summary>
    private static Dictionary<string, int> Read()
    {
        using var stream =
            typeof(PasswordGuesses).Assembly.GetManifestResourceStream("common-words.txt")
            ?? throw new InvalidOperationException("The assembly does not carry common-words.txt.");
        using var reader = new StreamReader(stream);
        var common = new Dictionary<string, int>(StringComparer.Ordinal);
        var rank = 0;
        while (reader.ReadLine() is { } word)
        {
            rank = word.Length == 0 ? 0 : rank + 1;
            if (word.Length > 0 && (!common.TryGetValue(word, out var better) || rank < better))
            {
                common[word] = rank;
            }
        }

        return common;
    }
}
