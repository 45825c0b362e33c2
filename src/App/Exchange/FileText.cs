using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Wardwise.App.Exchange;

/// <summary>The text of a file's bytes: by its mark, as UTF-8, as UTF-16, else as Windows-1252 when that makes text.</summary>
internal static class FileText
{
    /// <param name="content">Unpacked, with its mark.</param>
    /// <param name="notes">What was done, to be told.</param>
    /// <returns>UTF-8 without a mark; null when it is no text.</returns>
    public static ReadOnlyMemory<byte>? Read(ReadOnlyMemory<byte> content, List<string> notes)
    {
        var bytes = content.Span;
        if (bytes is [0xef, 0xbb, 0xbf, ..])
        {
            content = content[3..];
        }
        else if (bytes is [0xff, 0xfe, 0, 0, ..] or [0, 0, 0xfe, 0xff, ..])
        {
            notes.Add("the file is UTF-32, and was read as that");
            var utf32 = new UTF32Encoding(bigEndian: bytes[0] == 0, byteOrderMark: false);
            return Encoding.UTF8.GetBytes(utf32.GetString(bytes[4..]));
        }
        else if (Utf16Of(bytes) is { } utf16)
        {
            notes.Add("the file is UTF-16, and was read as that");
            var text = utf16.GetString(bytes[(bytes[..2] is [0xff, 0xfe] or [0xfe, 0xff] ? 2 : 0)..]);
            return Encoding.UTF8.GetBytes(text);
        }

        if (Utf8.IsValid(content.Span))
        {
            return content;
        }

        if (HoldsControls(content.Span))
        {
            return null;
        }

        var (mended, from) = WindowsText.Mend(content);
        notes.Add(
            string.Create(
                CultureInfo.InvariantCulture,
                $"from line {from} on some characters are not UTF-8: they were read as Windows-1252"
            )
        );
        return mended;
    }

    /// <summary>Half a character, or the character NUL: what no database holds as text.</summary>
    public static bool IsUnfit(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (
                text[i] == '\0'
                || (char.IsSurrogate(text[i]) && !char.IsSurrogatePair(text, i) && (i == 0 || !char.IsSurrogatePair(text, i - 1)))
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>By its mark, or by every other byte of its beginning being zero, as Latin letters have it.</summary>
    private static Encoding? Utf16Of(ReadOnlySpan<byte> bytes)
    {
        const int Looked = 64;
        if (bytes is [0xff, 0xfe, ..])
        {
            return Encoding.Unicode;
        }

        if (bytes is [0xfe, 0xff, ..])
        {
            return Encoding.BigEndianUnicode;
        }

        if (bytes.Length < Looked || bytes[..Looked].IndexOf((byte)0) is < 0 or > 1)
        {
            return null;
        }

        var (even, odd) = (0, 0);
        for (var i = 0; i < Looked; i += 2)
        {
            even += bytes[i] == 0 ? 1 : 0;
            odd += bytes[i + 1] == 0 ? 1 : 0;
        }

        return odd == Looked / 2 && even == 0 ? Encoding.Unicode
            : even == Looked / 2 && odd == 0 ? Encoding.BigEndianUnicode
            : null;
    }

    /// <summary>More than one byte in a hundred that no text has.</summary>
    private static bool HoldsControls(ReadOnlySpan<byte> bytes)
    {
        var odd = 0;
        foreach (var value in bytes)
        {
            odd += value < 0x20 && value is not ((byte)'\t' or (byte)'\r' or (byte)'\n' or 0x0c) ? 1 : 0;
        }

        return odd > 3 && odd > bytes.Length / 100;
    }
}
