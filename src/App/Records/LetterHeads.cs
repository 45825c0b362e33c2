using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using MimeKit.Utils;

namespace Wardwise.App.Records;

/// <summary>What a part of a letter says about itself. Where it says a thing twice, one program goes by the first and another by the last.
/// </summary>
internal static partial class LetterHeads
{
    private static readonly HeaderId[] Once = [HeaderId.ContentType, HeaderId.ContentDisposition, HeaderId.ContentTransferEncoding];

    public static bool SaysTwice(MimeEntity entity) =>
        Once.Any(id => entity.Headers.Count(h => h.Id == id) > 1)
        || entity
            .Headers.Where(h => h.Id is HeaderId.ContentType or HeaderId.ContentDisposition)
            .Any(h => Values(h).GroupBy(v => v.Key).Any(g => g.Count() > 1))
        || (
            entity is Multipart { Epilogue: { Length: > 0 } after, Boundary: { Length: > 0 } boundary }
            && after.Split('\n').Any(line => line.StartsWith("--" + boundary, StringComparison.Ordinal))
        );

    /// <summary>Every name that it may be given, for programs with letters of every sort and without.</summary>
    public static IEnumerable<string> Names(MimeEntity entity) =>
        from header in entity.Headers
        where header.Id is HeaderId.ContentType or HeaderId.ContentDisposition
        from value in Values(header)
        where value.Key is "name" or "filename" or "name*" or "filename*"
        select value.Key.EndsWith('*')
            ? Uri.UnescapeDataString(value.Value[(value.Value.LastIndexOf('\'') + 1)..])
            : Rfc2047.DecodeText(Encoding.Latin1.GetBytes(value.Value));

    private static IEnumerable<(string Key, string Value)> Values(Header header) =>
        Value()
            .Matches(Encoding.Latin1.GetString(header.RawValue))
            .Select(m => (m.Groups["key"].Value.ToLowerInvariant(), m.Groups["value"].Value.Trim().Trim('"')));

    [GeneratedRegex(@";\s*(?<key>[^\s=;""]+)\s*=\s*(?<value>""(?:[^""\\]|\\(?s:.))*""?|[^;]*)", RegexOptions.NonBacktracking)]
    private static partial Regex Value();
}
