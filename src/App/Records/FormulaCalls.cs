using System.Text.RegularExpressions;

namespace Wardwise.App.Records;

/// <summary>Whether a formula asks another program (DDE) or an address as soon as it is worked out.</summary>
internal static partial class FormulaCalls
{
    public static bool Fetches(string formula) => Call().IsMatch(formula) || Conversation().IsMatch(formula);

    /// <summary>The same of a table as text: in a cell that begins as a formula does, and nowhere else.</summary>
    public static bool InTable(string text) => Cell().IsMatch(text);

    [GeneratedRegex(@"(?:\A|[^A-Za-z0-9_])(?:DDE|WEBSERVICE)\s*\(", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Call();

    // A program, what is told to it, and where the answer would stand: cmd|'/c calc'!A0.
    [GeneratedRegex(@"[\w.'\]]\s*\|\s*'[^']*'\s*!|\A[\w:]*=?\s*[\w.]+\|[\w.\\/: -]+!", RegexOptions.NonBacktracking)]
    private static partial Regex Conversation();

    [GeneratedRegex(
        @"(?:\A|[\r\n,;\t|""'\uFEFF])\s*[=+\-@](?:(?s:.)*?[\w.'\]]\s*\|\s*'[^']*'\s*!|\s*[A-Za-z][\w.]*\|[\w.\\/:-]+!"
            + @"|(?:[^\r\n]*[^A-Za-z0-9_\r\n])?(?i:DDE)\s*\()",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Cell();
}
