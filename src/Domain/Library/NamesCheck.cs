using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Library;

public enum NamesFoundKind
{
    Person,
    Phone,
    Email,
    Plate,
    Address,
    Place,
    Position,
    Handle,
    Date,
    Number,
    Markup,
}

/// <param name="Where">The part of the text it stands in, as its reader calls it.</param>
/// <param name="Words">As they stand there.</param>
/// <param name="Kind">What they look like.</param>
public sealed record NamesFound(string Where, string Words, NamesFoundKind Kind);

/// <summary>
/// Finds what in a text still names a person, or tells where and when too exactly, before it leaves the force and again when it comes into
/// one. It would rather stop at a harmless word than let a name through: whoever wrote the text changes it, or leaves it out. No check by
/// machine is sure; the coordinator reads each text as well.
/// </summary>
/// <param name="people">Names of the people who use this instance.</param>
/// <param name="places">Names of places too small to be told.</param>
/// <param name="harmless">Names of agencies, forces and large places.</param>
public sealed partial class NamesCheck(IEnumerable<string> people, IEnumerable<string> places, IEnumerable<string> harmless)
{
    private const int LongestPhrase = 6;

    private readonly HashSet<string> _people = [.. people.Select(Plain).Where(p => p.Contains(' ', StringComparison.Ordinal))];
    private readonly HashSet<string> _surnames =
    [
        .. people.Select(p => Plain(p).Split(' ')[^1]).Where(s => s.Length > 2 && !NamesCheckWords.Common.Contains(s)),
    ];
    private readonly HashSet<string> _places =
    [
        .. places.Select(p => Squash(p)).Where(p => p.Length > 2 && !NamesCheckWords.Common.Contains(p.ToLowerInvariant())),
    ];
    private readonly HashSet<string> _harmless = [.. harmless.Select(Plain), .. NamesCheckWords.Phrases];

    private static readonly (Regex Look, NamesFoundKind Kind)[] Looks =
    [
        (Markup(), NamesFoundKind.Markup),
        (Email(), NamesFoundKind.Email),
        (Address(), NamesFoundKind.Handle),
        (Handle(), NamesFoundKind.Handle),
        (NationalInsurance(), NamesFoundKind.Number),
        (RecordReference(), NamesFoundKind.Number),
        (CrimeNumber(), NamesFoundKind.Number),
        (Coordinates(), NamesFoundKind.Position),
        (GridReference(), NamesFoundKind.Position),
        (ThreeWords(), NamesFoundKind.Position),
        (EastingNorthing(), NamesFoundKind.Position),
        (Phone(), NamesFoundKind.Phone),
        (DateInNumbers(), NamesFoundKind.Date),
        (DateInWords(), NamesFoundKind.Date),
        (MonthAndYear(), NamesFoundKind.Date),
        (Birth(), NamesFoundKind.Date),
        (Postcode(), NamesFoundKind.Address),
        (NumberedHouse(), NamesFoundKind.Address),
        (SmallNumberedHouse(), NamesFoundKind.Address),
        (Flat(), NamesFoundKind.Address),
        (Street(), NamesFoundKind.Address),
        (Plate(), NamesFoundKind.Plate),
        (SmallPlate(), NamesFoundKind.Plate),
        (OldPlate(), NamesFoundKind.Plate),
        (Titled(), NamesFoundKind.Person),
        (SmallTitled(), NamesFoundKind.Person),
        (Collar(), NamesFoundKind.Person),
        (Initial(), NamesFoundKind.Person),
        (LongNumber(), NamesFoundKind.Number),
    ];

    /// <summary>What is found in one part of a text, in the order in which it stands there; each words once.</summary>
    public IReadOnlyList<NamesFound> Of(string where, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        var read = Clean(text);
        var found = new List<(int At, int End, NamesFound Found)>();
        void Add(int at, string words, NamesFoundKind kind)
        {
            if (!found.Exists(f => at < f.End && f.At < at + words.Length))
            {
                found.Add((at, at + words.Length, new(where, words.Trim(), kind)));
            }
        }

        foreach (var (look, kind) in Looks)
        {
            foreach (var match in look.Matches(read).Where(m => IsMeant(m.Value, kind, look)))
            {
                Add(match.Index, match.Value, kind);
            }
        }

        var words = Word().Matches(read).ToList();
        foreach (var (at, phrase, kind) in Named(words, read).Concat(Capitalised(words, read)))
        {
            Add(at, phrase, kind);
        }

        return [.. found.OrderBy(f => f.At).Select(f => f.Found).DistinctBy(f => (f.Words, f.Kind))];
    }

    /// <summary>The people and places of this instance, and first names that are nothing else.</summary>
    private IEnumerable<(int At, string Phrase, NamesFoundKind Kind)> Named(List<Match> words, string text)
    {
        for (var from = 0; from < words.Count; from++)
        {
            for (var many = Math.Min(LongestPhrase, words.Count - from); many > 0; many--)
            {
                var end = words[from + many - 1].Index + words[from + many - 1].Length;
                var phrase = text[words[from].Index..end];
                var plain = Plain(phrase);
                if (_people.Contains(plain))
                {
                    yield return (words[from].Index, phrase, NamesFoundKind.Person);
                }
                else if (char.IsUpper(phrase[0]) && _places.Contains(Squash(phrase)))
                {
                    yield return (words[from].Index, phrase, NamesFoundKind.Place);
                }
            }

            var word = words[from].Value;
            var bare = WithoutS(Plain(word));
            if (
                (NamesCheckWords.FirstNames.Contains(bare) && !NamesCheckWords.Common.Contains(bare))
                || (char.IsUpper(word[0]) && _surnames.Contains(bare) && !StartsSentence(text, words[from].Index))
            )
            {
                yield return (words[from].Index, word, NamesFoundKind.Person);
            }
        }
    }

    /// <summary>Two words or more in a row with capitals, that are no phrase of the field.</summary>
    private IEnumerable<(int At, string Phrase, NamesFoundKind Kind)> Capitalised(List<Match> words, string text)
    {
        for (var from = 0; from < words.Count; from++)
        {
            var to = from;
            while (to < words.Count && char.IsUpper(words[to].Value[0]) && (to == from || Joins(text, words[to - 1], words[to])))
            {
                to++;
            }

            if (to - from < 2)
            {
                from = Math.Max(from, to - 1);
                continue;
            }

            var first =
                StartsSentence(text, words[from].Index) && NamesCheckWords.Starters.Contains(Plain(words[from].Value)) ? from + 1 : from;
            if (to - first > 1)
            {
                var phrase = text[words[first].Index..(words[to - 1].Index + words[to - 1].Length)];
                if (!IsHarmless([.. words.Skip(first).Take(to - first).Select(w => WithoutS(Plain(w.Value)))]))
                {
                    yield return (words[first].Index, phrase, NamesFoundKind.Person);
                }
            }

            from = to - 1;
        }
    }

    /// <summary>Every word of it is of the field, or stands in a harmless name.</summary>
    private bool IsHarmless(string[] words)
    {
        var at = 0;
        while (at < words.Length)
        {
            var many = Enumerable
                .Range(1, Math.Min(LongestPhrase, words.Length - at))
                .LastOrDefault(n => _harmless.Contains(string.Join(' ', words.Skip(at).Take(n))));
            if (many == 0 && !NamesCheckWords.Common.Contains(words[at]))
            {
                return false;
            }

            at += Math.Max(1, many);
        }

        return true;
    }

    private static bool IsMeant(string found, NamesFoundKind kind, Regex look)
    {
        var letters = new string([.. found.Where(char.IsAsciiLetter)]);
        return kind switch
        {
            NamesFoundKind.Plate when look == OldPlate() => !NamesCheckWords.Acronyms.Contains(letters)
                && !(letters.Length == 1 && "ABM".Contains(letters[0], StringComparison.Ordinal)),
            NamesFoundKind.Address when look == Street() => !NamesCheckWords.Phrases.Contains(Plain(found)),
            NamesFoundKind.Address when look == SmallNumberedHouse() => !NamesCheckWords.Common.Contains(Plain(found).Split(' ')[^2]),
            NamesFoundKind.Person when look == Titled() => !NamesCheckWords.Common.Contains(WithoutS(Plain(found).Split(' ')[^1])),
            NamesFoundKind.Person when look == Initial() => !(found[0] is 'A' or 'I' && found[1] is not '.'),
            _ => true,
        };
    }

    private static bool Joins(string text, Match before, Match after) =>
        text[(before.Index + before.Length)..after.Index] is var between
        && between.Trim(' ', '\t', '\n').Length == 0
        && between.Count(c => c == '\n') < 2;

    private static bool StartsSentence(string text, int at)
    {
        var before = text.AsSpan(0, at).TrimEnd(" \t\"“‘'(-*•#");
        return before.Length == 0 || before[^1] is '.' or '!' or '?' or ':' or '\n' or ';';
    }

    /// <summary>As it would be read: full-width letters are letters, and what cannot be seen is not there.</summary>
    private static string Clean(string text) =>
        new([
            .. text.Normalize(NormalizationForm.FormKC)
                .ReplaceLineEndings("\n")
                .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.Format && !Folding.IsInvisible(c))
                .Select(c =>
                    CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.SpaceSeparator ? ' '
                    : c is not '\u2014' and not '\u2015' && Folding.IsDash(c) ? '-'
                    : Folding.IsApostrophe(c) ? '\''
                    : c
                ),
        ]);

    private static string Squash(string phrase) =>
        string.Join(' ', Clean(phrase).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Plain(string phrase) => Squash(phrase).ToLowerInvariant();

    private static string WithoutS(string word) => word.EndsWith("'s", StringComparison.Ordinal) ? word[..^2] : word;

    [GeneratedRegex(@"\p{L}[\p{L}\p{M}'-]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"</?[a-z!][^>]{0,200}>|&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});|javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex Markup();

    [GeneratedRegex(
        @"(?<![\p{L}\d._%+-])[\p{L}\d._%+-]{1,64}\s?(?:@|[\[(]\s?at\s?[\])])\s?[\p{L}\d-]{1,64}(?:\s?"
            + @"(?:\.|[\[(]\s?dot\s?[\])])\s?[\p{L}\d-]{1,64}){1,5}",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Email();

    [GeneratedRegex(
        @"(?:https?://|www\.)\S+|\b(?:facebook|instagram|tiktok|twitter|x|snapchat|linkedin|youtube)\.com\S*",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Address();

    [GeneratedRegex(
        @"(?<![\p{L}\d@.])@[\p{L}\d_.]{2,30}|\b(?:insta(?:gram)?|snap(?:chat)?|tik ?tok|facebook|fb|twitter|discord"
            + @"|whatsapp)\s?(?:[:=]|name|handle|user)\s?:?\s?\S{2,30}",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Handle();

    [GeneratedRegex(@"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-D]\b", RegexOptions.IgnoreCase)]
    private static partial Regex NationalInsurance();

    [GeneratedRegex(@"\b[A-Z]-\d{4}-\d{4,}\b")]
    private static partial Regex RecordReference();

    [GeneratedRegex(@"\b(?:\d{2}[A-Z]*/\d{3,7}/\d{2}|[A-Z0-9]{2,4}/\d{4,7}/\d{2,4})\b")]
    private static partial Regex CrimeNumber();

    [GeneratedRegex(@"-?\d{1,2}\.\d{3,}\s*[,;/ ]\s*-?\d{1,3}\.\d{3,}")]
    private static partial Regex Coordinates();

    [GeneratedRegex(@"\b[HNOST][A-HJ-Z] ?(?:\d{2} ?\d{2}|\d{3} ?\d{3}|\d{4} ?\d{4}|\d{5} ?\d{5})\b", RegexOptions.IgnoreCase)]
    private static partial Regex GridReference();

    [GeneratedRegex(@"/{3}\p{L}+\.\p{L}+\.\p{L}+|\bwhat ?3 ?words\b.{0,60}", RegexOptions.IgnoreCase)]
    private static partial Regex ThreeWords();

    [GeneratedRegex(@"\b\d{6}(?:\.\d+)?\s*[,; ]\s*\d{6,7}(?:\.\d+)?\b")]
    private static partial Regex EastingNorthing();

    // The dialling code, then nine or ten digits with up to three marks between any two.
    [GeneratedRegex(
        @"(?<![\d.])(?:\+\s?44|0044|\(?\+?44\)?|\(?0)(?:[ ().\-/]{0,3}\d){9,10}(?!\d)|(?<![\d.])\+\d(?:[ ().\-]{0,3}\d){8,13}(?!\d)"
    )]
    private static partial Regex Phone();

    [GeneratedRegex(@"\b(?:\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2})\b")]
    private static partial Regex DateInNumbers();

    private const string Months =
        "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
        + "|dec(?:ember)?)";

    [GeneratedRegex(
        @"\b\d{1,2}(?:st|nd|rd|th)?(?: of)? " + Months + @"\b(?:,? \d{4})?|\b" + Months + @" \d{1,2}(?:st|nd|rd|th)?\b(?!\d)(?:,? \d{4})?",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex DateInWords();

    [GeneratedRegex(@"\b" + Months + @",? (?:19|20)\d\d\b", RegexOptions.IgnoreCase)]
    private static partial Regex MonthAndYear();

    [GeneratedRegex(@"\b(?:d\.?o\.?b\.?|date of birth|born(?: on| in)?)\b[ :]{0,3}[^\n.]{0,20}\d[^\n .]*", RegexOptions.IgnoreCase)]
    private static partial Regex Birth();

    [GeneratedRegex(@"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Postcode();

    private const string StreetKinds =
        "(?:Street|St|Road|Rd|Avenue|Ave|Close|Cl|Lane|Ln|Drive|Dr|Crescent|Cres|Gardens|Gdns|Grove|Terrace|Place|Court|Ct|Way|Walk"
        + "|Hill|Mews|Row|Square|Sq|Parade|Rise|View|Green|Path|Mount|Gate|Wharf|Embankment|Estate|House|Tower|Towers|Lodge|Cottage"
        + "|Cottages|Farm|Villas|Buildings|Mansions|Heights)";

    [GeneratedRegex(@"\b\d{1,4}[A-Za-z]?(?: ?[-/] ?\d{1,4}[A-Za-z]?)?,? (?:\p{Lu}[\p{L}'-]*\.? ){1,4}" + StreetKinds + @"\b")]
    private static partial Regex NumberedHouse();

    [GeneratedRegex(
        @"\b\d{1,4}[a-z]?,? [\p{L}']{3,} (?:street|road|rd|avenue|ave|close|lane|drive|crescent|gardens|grove|terrace|mews|square)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex SmallNumberedHouse();

    [GeneratedRegex(
        @"\b(?:flat|apartment|apt|room|house number|number|plot) ?(?:no\.? ?)?\d{1,4}[a-z]?,? (?:at |of |in )?\p{Lu}\p{L}+"
            + @"|\b(?:flat|apartment|apt) \d{1,4}[a-z]?\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Flat();

    [GeneratedRegex(@"\b(?:\p{Lu}[\p{L}'-]+ ){1,3}(?:Street|Road|Rd|Avenue|Close|Lane|Drive|Crescent|Gardens|Grove|Terrace|Mews)\b")]
    private static partial Regex Street();

    // Since 2001 (two letters, two digits, three letters), with a prefix (1983 to 2001) and with a suffix (1963 to 1982).
    [GeneratedRegex(@"\b(?:[A-Z]{2} ?\d{2} ?[A-Z]{3}|[A-Z] ?\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3} ?[A-Z])\b")]
    private static partial Regex Plate();

    [GeneratedRegex(@"\b(?:[a-z]{2}\d{2} ?[a-z]{3}|[a-z]\d{2,3}[a-z]{3}|[a-z]{3}\d{2,3}[a-z])\b", RegexOptions.IgnoreCase)]
    private static partial Regex SmallPlate();

    // Before 1963, Northern Ireland and personal plates: letters and digits in either order.
    [GeneratedRegex(@"\b(?:[A-Z]{1,3} ?\d{3,4}|[A-Z]{3} ?\d{1,4}|[A-Z]{2} ?\d{3,4}|\d{3,4} ?[A-Z]{1,3}|\d{1,4} ?[A-Z]{3})\b")]
    private static partial Regex OldPlate();

    [GeneratedRegex(
        @"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev|Reverend|Prof|Professor|Sir|Dame|Lord|Lady|PC|PCSO|WPC|SC|DC|DS|DI|DCI|DSU|TDC|Sgt|PS"
            + @"|Sergeant|Insp|Inspector|CI|Supt|Superintendent|Constable|Detective|Cllr|Councillor|Judge|Nurse|Officer|Warden|Auntie"
            + @"|Aunty|Aunt|Uncle)s?\.? (?:\p{Lu}\.? ?){0,2}\p{Lu}[\p{L}'-]+"
    )]
    private static partial Regex Titled();

    [GeneratedRegex(@"\b(?:mr|mrs|ms|cllr)\.? \p{L}{2,}", RegexOptions.IgnoreCase)]
    private static partial Regex SmallTitled();

    [GeneratedRegex(
        @"\b(?:PC|PCSO|DC|DS|PS|Sgt|SC|collar(?: number)?|badge(?: number)?|warrant(?: number)?) ?#?\d{2,6}\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Collar();

    [GeneratedRegex(@"(?<![\p{L}\d'])\p{Lu}(?:\. ?\p{Lu})?\.? \p{Lu}\p{Ll}[\p{L}'-]+")]
    private static partial Regex Initial();

    // NHS numbers, bank cards, account and case numbers: seven digits or more, however they are grouped.
    [GeneratedRegex(@"(?<![\d.,£])\d{3}[ -]\d{3}[ -]\d{4}(?!\d)|(?<![\d.,£])(?:\d{4}[ -]){3}\d{2,7}(?!\d)|(?<![\d.,£])\d{7,}(?!\d)")]
    private static partial Regex LongNumber();
}
