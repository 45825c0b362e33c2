namespace Wardwise.Domain.Places;

/// <summary>A postcode of the United Kingdom in its usual writing: "SG1 1XY".</summary>
public readonly record struct Postcode
{
    private readonly string? _text;

    private Postcode(string text) => _text = text;

    /// <summary>Reads a postcode however it is spaced and cased. Its form is checked, not that it is in use.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Postcode postcode)
    {
        postcode = default;
        Span<char> packed = stackalloc char[7];
        var length = 0;
        foreach (var letter in text)
        {
            if (char.IsWhiteSpace(letter))
            {
                continue;
            }

            if (length == packed.Length)
            {
                return false;
            }

            packed[length++] = char.ToUpperInvariant(letter);
        }

        var code = packed[..length];
        if (length < 5 || !IsInward(code[^3..]) || !IsOutward(code[..^3]))
        {
            return false;
        }

        postcode = new($"{code[..^3]} {code[^3..]}");
        return true;
    }

    public override string ToString() => _text ?? throw new InvalidOperationException("This postcode was never read.");

    private static bool IsInward(ReadOnlySpan<char> code) =>
        char.IsAsciiDigit(code[0]) && IsInwardLetter(code[1]) && IsInwardLetter(code[2]);

    /// <summary>A9, A99, AA9, AA99, A9A or AA9A.</summary>
    private static bool IsOutward(ReadOnlySpan<char> code)
    {
        var letters = char.IsAsciiLetterUpper(code[0])
            ? code.Length > 1 && char.IsAsciiLetterUpper(code[1])
                ? 2
                : 1
            : 0;
        var rest = code[letters..];
        return letters > 0
            && rest.Length is 1 or 2
            && char.IsAsciiDigit(rest[0])
            && (rest.Length == 1 || char.IsAsciiDigit(rest[1]) || char.IsAsciiLetterUpper(rest[1]));
    }

    private static bool IsInwardLetter(char letter) =>
        char.IsAsciiLetterUpper(letter) && letter is not ('C' or 'I' or 'K' or 'M' or 'O' or 'V');
}
