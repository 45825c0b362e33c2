using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Files of text: plain, tables, letters as they were sent, rich text. In UTF-8, UTF-16 or what Windows calls ANSI; scripts, and
/// text that a program would run, are not taken.</summary>
internal static partial class TextFiles
{
    /// <summary>Of the beginning of a text, as far as a program looks to tell what it is.</summary>
    private const int Head = 4_000;

    private static readonly SearchValues<char> NeverInText = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016"
            + "\u0017\u0018\u0019\u001B\u001C\u001D\u001E\u001F\u007F"
    );

    /// <summary>Windows-1252 gives these no letter.</summary>
    private static readonly SearchValues<byte> NoLetter = SearchValues.Create([0x81, 0x8D, 0x8F, 0x90, 0x9D]);

    /// <summary>What a spreadsheet opens, and works out.</summary>
    private static readonly string[] Tables = [".csv", ".tsv", ".tab", ".prn"];

    static TextFiles() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Outcome<string> Of(byte[] content, string name, CheckLimit limit)
    {
        limit.Visits(content.Length);
        if (Read(content) is not { } text || text.AsSpan().ContainsAny(NeverInText))
        {
            return Refused.Unknown;
        }

        var begins = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        var head = begins[..Math.Min(begins.Length, Head)].ToString();
        if (head.StartsWith("#!", StringComparison.Ordinal) || Script().IsMatch(head))
        {
            return Refused.Program;
        }

        if (head.StartsWith("{\\rt", StringComparison.OrdinalIgnoreCase))
        {
            return RichText.Acts(text, limit) ? Refused.Inside : "application/rtf";
        }

        // A letter shows pages of its own, and its programs run none of them.
        if (LetterFiles.Is(begins))
        {
            if (LetterFiles.Of(content, limit) is { } letter)
            {
                return letter;
            }

            if (name.EndsWith(".eml", StringComparison.OrdinalIgnoreCase))
            {
                return Refused.Damaged;
            }
        }

        if (Page().IsMatch(head))
        {
            return Refused.Page;
        }

        if (OfficeAsText().IsMatch(head))
        {
            return Refused.Macros;
        }

        if (head.StartsWith('<') && DocumentXml.OfText(begins.ToString()) is { } document)
        {
            return document;
        }

        if (Tables.Any(t => name.EndsWith(t, StringComparison.OrdinalIgnoreCase)) && FormulaCalls.InTable(text))
        {
            return Refused.Inside;
        }

        return name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? "text/csv" : "text/plain";
    }

    private static string? Read(byte[] content)
    {
        try
        {
            return content switch
            {
                [0xFF, 0xFE, ..] => new UnicodeEncoding(false, true, throwOnInvalidBytes: true).GetString(content),
                [0xFE, 0xFF, ..] => new UnicodeEncoding(true, true, throwOnInvalidBytes: true).GetString(content),
                _ => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content),
            };
        }
        catch (DecoderFallbackException)
        {
            // As Windows wrote it: mostly ASCII, and each other byte a letter.
            var others = content.Count(b => b >= 0x80);
            return content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || content.AsSpan().ContainsAny(NoLetter) || others * 3 > content.Length
                ? null
                : Encoding.GetEncoding(1252).GetString(content);
        }
    }

    [GeneratedRegex(
        @"\A(?:@?echo\s+off\b|@echo\b|rem\s.*\r?\n\s*@|Windows Registry Editor Version|REGEDIT4|<\?php|<%@|\[InternetShortcut\]"
            + @"|\[Desktop Entry\]|\[autorun\]|\[Shell\]|<job\b|<package>\s*<job|<component>|ID;P|#requires\b|Set-ExecutionPolicy\b"
            + @"|Option Explicit\b|On Error Resume Next\b|Set\s+\w+\s*=\s*(?:WScript\.)?CreateObject\("
            + @"|(?:var\s+)?\w+\s*=\s*new ActiveXObject\(|WScript\.|powershell(?:\.exe)?\s+-|(?:iex|Invoke-Expression)\b"
            + @"|import\s+(?:os|subprocess)\b)",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.NonBacktracking
    )]
    private static partial Regex Script();

    [GeneratedRegex(
        @"\A(?:<!--.*?-->\s*)*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+(?:html|svg)"
            + @"|<(?:\w+:)?(?:html|head|body|script|svg|iframe|object|embed|form|meta|hta:application)\b)"
            + @"|<script\b|<(?:\w+:)?svg\b[^>]*>|javascript:",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.NonBacktracking
    )]
    private static partial Regex Page();

    /// <summary>Documents of Office as XML or as a web archive may carry macros.</summary>
    [GeneratedRegex(
        @"<\?mso-application|macrosPresent|ActiveMime|application/x-mso|urn:schemas-microsoft-com:office",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex OfficeAsText();
}
