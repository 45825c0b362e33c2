using System.Text;

namespace Wardwise.App.Records;

/// <summary>The dictionary at the head of one of a PDF's objects, read as a program that shows PDFs reads it: its entries, each value with
/// a space between its parts, and where its stream begins.</summary>
internal sealed class PdfDictionary
{
    private const string Ends = "()<>[]{}/%";
    private const int Deepest = 50;

    private readonly string _text;
    private readonly PdfLooks _looks;
    private readonly List<(string Key, string Value)> _entries = [];
    private int _at;

    /// <summary>A part that was looked at, and is read next.</summary>
    private (string? Token, int After)? _next;

    private PdfDictionary(string text, int at, PdfLooks looks) => (_text, _at, _looks) = (text, at, looks);

    public IEnumerable<(string Key, string Value)> Entries => _entries;

    /// <summary>The first byte of its stream; null where it has none.</summary>
    public int? Stream { get; private set; }

    /// <summary>Null where there is none that can be read.</summary>
    /// <param name="text">The file, a character a byte.</param>
    /// <param name="at">After the word that begins the object.</param>
    /// <param name="looks">What it may cost: where it does not end, the next may not end either.</param>
    public static PdfDictionary? Read(string text, int at, PdfLooks looks)
    {
        var read = new PdfDictionary(text, at, looks);
        if (read.Next() is not "<<")
        {
            return null;
        }

        if (read.HasEntries())
        {
            return read;
        }

        looks.InVain(read._at - at);
        return null;
    }

    /// <summary>Every value of a key: a key that stands there twice has two.</summary>
    public IReadOnlyList<string> Of(string key) => [.. _entries.Where(e => e.Key == key).Select(e => e.Value)];

    private static bool IsSpace(char letter) => letter is '\0' or '\t' or '\n' or '\f' or '\r' or ' ';

    private bool HasEntries()
    {
        while (Next() is { } key)
        {
            if (key is ">>")
            {
                Stream = Begins();
                return true;
            }

            var value = new StringBuilder();
            if (key[0] != '/' || !HasValue(value, 0))
            {
                return false;
            }

            // A reference to another object is of three words.
            while (Peek() is { } then && then is not ">>" && then[0] != '/')
            {
                value.Append(' ').Append(Next());
            }

            _entries.Add((key[1..], value.ToString()));
        }

        return false;
    }

    private bool HasValue(StringBuilder to, int depth)
    {
        var begins = Next();
        var ends =
            begins is "<<" ? ">>"
            : begins is "[" ? "]"
            : null;
        to.Append(begins);
        if (ends is null || depth > Deepest)
        {
            return ends is null && begins is not (null or ">>" or "]");
        }

        while (Peek() is { } part)
        {
            to.Append(' ');
            if (part == ends)
            {
                to.Append(Next());
                return true;
            }

            if (!HasValue(to, depth + 1))
            {
                return false;
            }
        }

        return false;
    }

    private string? Peek()
    {
        if (_next is null)
        {
            var was = _at;
            var token = Next();
            _next = (token, _at);
            _at = was;
        }

        return _next.Value.Token;
    }

    /// <summary>The next word, name or sign; a string is "()", whatever it says. Null at the end.</summary>
    private string? Next()
    {
        if (_next is ({ } known, var after))
        {
            (_at, _next) = (after, null);
            return known;
        }

        var from = _at;
        var token = Token();
        _looks.Look(_at - from);
        return token;
    }

    private string? Token()
    {
        Skip();
        if (_at >= _text.Length)
        {
            return null;
        }

        var begins = _at++;
        switch (_text[begins])
        {
            case '(':
                return EndOfString() ? "()" : null;
            case '<' or '>' when _at < _text.Length && _text[_at] == _text[begins]:
                _at++;
                return _text[begins.._at];
            case '<':
                _at = _text.IndexOf('>', _at) is var end and >= 0 ? end + 1 : _text.Length;
                return "()";
            case '/':
                Word();
                return PdfFiles.Plain(_text[begins.._at]);
            case '[' or ']' or '{' or '}' or '>' or ')':
                return _text[begins.._at];
            default:
                Word();
                return _text[begins.._at];
        }
    }

    private void Word()
    {
        while (_at < _text.Length && !IsSpace(_text[_at]) && !Ends.Contains(_text[_at]))
        {
            _at++;
        }
    }

    private bool EndOfString()
    {
        for (var depth = 1; _at < _text.Length; _at++)
        {
            var letter = _text[_at];
            _at += letter is '\\' ? 1 : 0;
            depth +=
                letter is '(' ? 1
                : letter is ')' ? -1
                : 0;
            if (depth == 0)
            {
                _at++;
                return true;
            }
        }

        return false;
    }

    private void Skip()
    {
        while (_at < _text.Length && (IsSpace(_text[_at]) || _text[_at] == '%'))
        {
            _at =
                _text[_at] == '%'
                    ? _text.AsSpan(_at).IndexOfAny('\r', '\n') is var end and >= 0
                        ? _at + end
                        : _text.Length
                    : _at + 1;
        }
    }

    private int? Begins()
    {
        const string Word = "stream";
        var from = _at;
        Skip();
        _looks.Look(_at - from);
        if (string.CompareOrdinal(_text, _at, Word, 0, Word.Length) != 0)
        {
            return null;
        }

        var after = _at + Word.Length;
        return string.CompareOrdinal(_text, after, "\r\n", 0, 2) == 0 ? after + 2
            : after < _text.Length && _text[after] is '\n' or '\r' ? after + 1
            : null;
    }
}
