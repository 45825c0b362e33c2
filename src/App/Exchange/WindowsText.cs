using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Wardwise.App.Exchange;

/// <summary>Text of which some bytes are Windows-1252: each of them becomes its character, and what is UTF-8 stays as it is.</summary>
internal static class WindowsText
{
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <returns>UTF-8, and the line of the first byte that was none.</returns>
    public static (ReadOnlyMemory<byte> Text, long? FirstLine) Mend(ReadOnlyMemory<byte> content)
    {
        if (Utf8.IsValid(content.Span))
        {
            return (content, null);
        }

        var mended = new ArrayBufferWriter<byte>(content.Length + (content.Length / 8));
        long? first = null;
        var line = 1L;
        for (var rest = content.Span; rest.Length > 0; )
        {
            var valid = Rune.DecodeFromUtf8(rest, out _, out var length) == OperationStatus.Done;
            if (valid)
            {
                line += rest[0] == '\n' ? 1 : 0;
                mended.Write(rest[..length]);
            }
            else
            {
                length = 1;
                first ??= line;
                mended.Write(Encoding.UTF8.GetBytes(Windows.GetString(rest[..1])));
            }

            rest = rest[length..];
        }

        return (mended.WrittenMemory, first);
    }
}
