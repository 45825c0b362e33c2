using System.Globalization;
using System.Text;

namespace Wardwise.App.Records;

/// <summary>Whether a rich text has other files in it or fetches them, read word by word as the programs that open it do: a word ends where
/// its letters end, and a letter may be written as a number.</summary>
internal sealed class RichText
{
    private const int LongestWord = 32;
    private const int Deepest = 1_000;

    /// <summary>What these groups say is no part of the code in which they stand.</summary>
    private static readonly HashSet<string> LeftOut =
    [
        .. (
            "bkmkstart bkmkend datafield formfield ffname ffdeftext ffformat ffhelptext ffstattext ffentrymcr ffexitmcr ffl xmlopen "
            + "xmlclose pict nonshppict shppict shp shpinst shpgrp shprslt shptxt do footnote annotation atnid atnauthor atntime atnref "
            + "atnicn atrfstart atrfend info title author subject header headerl headerr headerf footer "
            + "footerl footerr footerf fonttbl colortbl stylesheet listtext pntext pn pnseclvl generator xe tc tcn rxe txe"
        ).Split(' '),
    ];

    private readonly string _text;

    /// <summary>For each group that is open, how many signs stand in for a letter that is written as a number.</summary>
    private readonly Stack<int> _standIns = new([1]);

    /// <summary>What is collected, each from the group in which it began.</summary>
    private readonly Stack<(int Depth, Collects What, StringBuilder Said)> _collected = [];

    private readonly FieldCodes _fields = new();
    private int _at;
    private int _skip;

    /// <summary>Nothing has been said yet in the group that is open; and it began with a star.</summary>
    private (bool IsNew, bool HasStar) _group;

    private enum Collects
    {
        Nothing,
        Code,
        Address,
    }

    private RichText(string text) => _text = text;

    public static bool Acts(string text, CheckLimit limit)
    {
        limit.Visits(text.Length);
        return new RichText(text).Acts();
    }

    private bool Acts()
    {
        while (_at < _text.Length)
        {
            var sign = _text[_at++];
            if (
                sign switch
                {
                    '{' => !Opens(),
                    '}' => Closes(),
                    '\\' => Word(),
                    '\r' or '\n' => false,
                    _ => Says(sign),
                }
            )
            {
                return true;
            }
        }

        while (_standIns.Count > 0)
        {
            if (Closes())
            {
                return true;
            }
        }

        return _fields.Fetch;
    }

    private bool Opens()
    {
        _skip = 0;
        _group = (true, false);
        _standIns.Push(_standIns.Count > 0 ? _standIns.Peek() : 1);
        return _standIns.Count <= Deepest;
    }

    private bool Closes()
    {
        _skip = 0;
        _group = default;
        while (_collected.TryPeek(out var last) && last.Depth >= _standIns.Count)
        {
            _collected.Pop();
            if (last.What is Collects.Code)
            {
                _fields.Ends();
            }
            else if (last.What is Collects.Address && IsElsewhere(last.Said.ToString().Trim()))
            {
                return true;
            }
        }

        _standIns.TryPop(out _);
        return _fields.Fetch;
    }

    private bool Says(char letter)
    {
        _group = default;
        if (_skip > 0)
        {
            _skip--;
        }
        else if (_collected.TryPeek(out var last) && last.What is not Collects.Nothing)
        {
            _fields.Says([letter]);
            if (last.Said.Length < LongestWord)
            {
                last.Said.Append(letter);
            }
        }

        return false;
    }

    /// <summary>After a backslash: a word with a number, a letter as a number, or a sign.</summary>
    private bool Word()
    {
        if (_at >= _text.Length)
        {
            return false;
        }

        if (Hex(_at) is { } written)
        {
            _at += 3;
            return Says(written);
        }

        if (!char.IsAsciiLetter(_text[_at]))
        {
            var sign = _text[_at++];
            if (sign is '*')
            {
                _group.HasStar = true;
                return StandsIn() || (IsInCode && !_group.IsNew);
            }

            return sign switch
            {
                '\\' or '{' or '}' => Says(sign),
                '~' => Says(' '),
                _ => StandsIn(),
            };
        }

        var begins = _at;
        while (_at < _text.Length && char.IsAsciiLetter(_text[_at]))
        {
            _at++;
        }

        var word = _text[begins..Math.Min(_at, begins + LongestWord)].ToLowerInvariant();
        if (IsObject(word) || IsObject(Joined(begins)))
        {
            return true;
        }

        var number = Number();
        if (_at < _text.Length && _text[_at] == ' ')
        {
            _at++;
        }

        var (isNew, hasStar) = _group;
        _group = default;
        if (_skip > 0 && (word is "uc" or "bin" || StandsIn()))
        {
            return true;
        }

        if (IsInCode && LeftOut.Contains(word))
        {
            _collected.Push((_standIns.Count, Collects.Nothing, new()));
            return !isNew || _collected.Count > Deepest;
        }

        // A program that knows the word shows what follows, and one that does not leaves it out.
        return (IsInCode && hasStar && word is not "fldinst") || Means(word, number);
    }

    private bool IsInCode => _collected.TryPeek(out var last) && last.What is Collects.Code;

    /// <summary>A word in the place of a stand-in: some programs pass over it, others do what it says. In what is collected, it hides
    /// letters.</summary>
    private bool StandsIn()
    {
        if (_skip == 0)
        {
            return false;
        }

        _skip--;
        return _collected.Count > 0;
    }

    private bool Means(string word, int? number)
    {
        switch (word)
        {
            // Bytes of another sort, among which nothing can be read.
            case "bin":
                return number is > 0;
            case "uc":
                _standIns.TryPop(out _);
                _standIns.Push(Math.Max(number ?? 1, 0));
                return false;
            case "u" when number is { } letter:
                _skip = 0;
                var said = Says((char)(ushort)letter);
                _skip = _standIns.TryPeek(out var many) ? many : 1;
                return said;
            case "fldinst":
                _fields.Begins();
                _collected.Push((_standIns.Count, Collects.Code, new()));
                return _collected.Count > Deepest;
            // A template, and what a drawing is told, such as where its picture lies.
            case "template" or "sv" or "nextfile":
                _collected.Push((_standIns.Count, Collects.Address, new()));
                return _collected.Count > Deepest;
            case "tab" or "line" or "par":
                return Says(' ');
            default:
                return false;
        }
    }

    private int? Number()
    {
        var begins = _at;
        _at += _at < _text.Length && _text[_at] == '-' ? 1 : 0;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }

        return _at - begins > 10 ? int.MaxValue
            : int.TryParse(_text.AsSpan(begins, _at - begins), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
            : null;
    }

    /// <summary>The word as a reader takes it that passes over line ends and letters written as numbers.</summary>
    private string Joined(int from)
    {
        const int Longest = 6;
        var word = new StringBuilder(Longest);
        for (var at = from; at < _text.Length && at < from + (8 * Longest) && word.Length < Longest; )
        {
            if (_text[at] is '\r' or '\n')
            {
                at++;
            }
            else if (char.IsAsciiLetter(_text[at]))
            {
                word.Append(_text[at++]);
            }
            else if (_text[at] == '\\' && Hex(at + 1) is { } letter && char.IsAsciiLetter(letter))
            {
                word.Append(letter);
                at += 4;
            }
            else
            {
                break;
            }
        }

        return word.ToString();
    }

    /// <summary>Each of the words about objects begins so, and no other does.</summary>
    private static bool IsObject(string word) => word.StartsWith("obj", StringComparison.OrdinalIgnoreCase);

    private char? Hex(int at) =>
        at + 3 <= _text.Length
        && _text[at] == '\''
        && byte.TryParse(_text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var letter)
            ? (char)letter
            : null;

    /// <summary>Not a template in a folder of whoever wrote it, and not what a drawing is called: “Map: the park” is no address.</summary>
    private static bool IsElsewhere(string path) =>
        path.StartsWith('\\')
        || path.StartsWith('/')
        || path.StartsWith("..", StringComparison.Ordinal)
        || (
            path.IndexOf(':') is > 1 and var colon
            && path[..colon].All(char.IsAsciiLetterOrDigit)
            && !path.AsSpan(colon + 1).StartsWith(' ')
        );
}
