using System.Buffers;
using System.Globalization;
using System.Text;

namespace Wardwise.App.Records;

/// <summary>The fields of a text, whose codes say what to put there when it is opened. Their letters may be spread over any number of
/// parts, and a field may stand in another's code.</summary>
internal sealed class FieldCodes
{
    private const int Longest = 200;
    private const int Deepest = 1_000;

    /// <summary>Stands in a code where another field puts something.</summary>
    private const char Made = '\uFFFC';

    /// <summary>Those that ask another program, or fetch a picture, a text or a table.</summary>
    private static readonly string[] Fetching =
    [
        "DDE",
        "DDEAUTO",
        "INCLUDEPICTURE",
        "INCLUDETEXT",
        "INCLUDE",
        "IMPORT",
        "LINK",
        "DATABASE",
        "RD",
    ];

    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private readonly Stack<(StringBuilder Code, bool IsCode)> _open = [];

    /// <summary>How deep the last one lies whose beginning we missed.</summary>
    private int _missed;

    /// <summary>One that was read fetches something.</summary>
    public bool Fetch { get; private set; }

    /// <summary>The code of a field has begun and not ended.</summary>
    public bool IsInCode => _open.TryPeek(out var top) && top.IsCode;

    /// <summary>Whether the code of a field fetches something, or hides what it does.</summary>
    public static bool Fetches(ReadOnlySpan<char> code)
    {
        while (code.Length > 0 && IsBefore(code[0]))
        {
            code = code[1..];
        }

        var begins = code;
        var word = begins[..(begins.IndexOfAnyExcept(Letters) is >= 0 and var end ? end : begins.Length)];
        var isMade = begins.Length > word.Length && begins[word.Length] == Made;
        foreach (var fetching in Fetching)
        {
            var known = isMade ? fetching.AsSpan(0, Math.Min(word.Length, fetching.Length)) : fetching;
            if (known.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Stands before the word, or shows nothing.</summary>
    private static bool IsBefore(char sign) =>
        char.IsWhiteSpace(sign) || sign == '"' || char.GetUnicodeCategory(sign) is UnicodeCategory.Format;

    public void Begins()
    {
        Fetch |= _open.Count == Deepest;
        if (!Fetch)
        {
            _open.Push((new(), true));
        }
    }

    public void Says(ReadOnlySpan<char> text)
    {
        if (!_open.TryPeek(out var top) || !top.IsCode)
        {
            return;
        }

        text = top.Code.Length == 0 ? text.TrimStart() : text;
        top.Code.Append(text[..Math.Clamp(Longest - top.Code.Length, 0, text.Length)]);
    }

    /// <summary>What only the code of a field says: where none is open, we missed its beginning.</summary>
    public void SaysInCode(ReadOnlySpan<char> text)
    {
        if (!_open.TryPeek(out var top) || !top.IsCode)
        {
            Begins();
            _missed = _open.Count;
        }

        // We do not know where it began either.
        Fetch |= _missed > 0 && _missed == _open.Count && Fetches(text);
        Says(text);
    }

    /// <summary>What comes now is what the field showed last.</summary>
    public void Shows()
    {
        if (_open.TryPop(out var top))
        {
            _open.Push((top.Code, false));
        }
    }

    public void Ends()
    {
        if (_open.TryPop(out var top))
        {
            _missed = _missed > _open.Count ? 0 : _missed;
            Fetch |= Fetches(top.Code.ToString());
            Says([Made]);
        }
    }

    /// <summary>Nothing more comes: what was not closed counts.</summary>
    public void EndAll()
    {
        while (_open.Count > 0)
        {
            Ends();
        }
    }
}
