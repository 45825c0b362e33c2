using System.Buffers.Binary;
using System.Text;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Old documents of Office, and letters of Outlook: without macros of either sort, without a lock, and with nothing in them that
/// a machine would run.</summary>
internal static class CompoundDocuments
{
    private const string Package = "\u0001Ole10Native";

    private static readonly string[] Macros = ["_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA", "Macros", "PROJECTwm"];

    private static readonly (string Stream, string Type)[] Documents =
    [
        ("WordDocument", "application/msword"),
        ("Workbook", "application/vnd.ms-excel"),
        ("Book", "application/vnd.ms-excel"),
        ("PowerPoint Document", "application/vnd.ms-powerpoint"),
        ("__properties_version1.0", "application/vnd.ms-outlook"),
    ];

    public static Outcome<string> Of(byte[] content) => Looked(content, isWhole: true);

    /// <summary>An object inside a document: it need be none by itself.</summary>
    public static Outcome<string> OfInside(byte[] content) => Looked(content, isWhole: false);

    private static Outcome<string> Looked(byte[] content, bool isWhole)
    {
        try
        {
            var file = new CompoundFile(content);
            bool Has(string name) => file.Entries.Any(e => e.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (Has("EncryptedPackage") || Has("EncryptionInfo"))
            {
                return Refused.Locked;
            }

            if (Macros.Any(Has))
            {
                return Refused.Macros;
            }

            if (Has(Package))
            {
                return Refused.Inside;
            }

            var type = Documents.Where(d => Has(d.Stream)).Select(d => d.Type).FirstOrDefault();
            return type is null && isWhole ? Refused.Program
                : InBooks(file) is { } book ? book
                : InSlides(file) is { } slides ? slides
                : InLetter(file) is { } letter ? letter
                : type ?? "";
        }
        catch (Exception e) when (e is InvalidDataException or OverflowException or ArgumentException or IndexOutOfRangeException)
        {
            return Refused.Damaged;
        }
    }

    /// <summary>A workbook's sheets are named at its beginning, each with its sort: macros of Excel 4 are sheets. A lock stands before
    /// them.</summary>
    private static Refusal? InBooks(CompoundFile file)
    {
        foreach (var entry in file.Entries.Where(e => e.IsStream && e.Name is "Workbook" or "Book"))
        {
            var book = file.Read(entry).AsSpan();
            for (var at = 0; at + 4 <= book.Length; )
            {
                var (kind, length) = (
                    BinaryPrimitives.ReadUInt16LittleEndian(book[at..]),
                    BinaryPrimitives.ReadUInt16LittleEndian(book[(at + 2)..])
                );
                if (kind == 0x2F)
                {
                    return Refused.Locked;
                }

                // A sheet of macros, or a module; and the sign that there is a project.
                if ((kind == 0x85 && length > 5 && at + 9 < book.Length && book[at + 9] is 1 or 6) || kind == 0xD3)
                {
                    return Refused.Macros;
                }

                at += 4 + length;
            }
        }

        return null;
    }

    /// <summary>A presentation is a tree of parts; macros are one of them.</summary>
    private static Refusal? InSlides(CompoundFile file)
    {
        foreach (var entry in file.Entries.Where(e => e.IsStream && e.Name is "PowerPoint Document"))
        {
            var slides = file.Read(entry).AsSpan();
            for (var at = 0; at + 8 <= slides.Length; )
            {
                var (version, kind) = (slides[at] & 0xF, BinaryPrimitives.ReadUInt16LittleEndian(slides[(at + 2)..]));
                if (kind is 0x3FF or 0x400)
                {
                    return Refused.Macros;
                }

                // A part of parts is gone into.
                at +=
                    version == 0xF
                        ? 8
                        : checked(8 + (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(slides[(at + 4)..]), int.MaxValue - at - 8));
            }
        }

        return null;
    }

    private static Refusal? InLetter(CompoundFile file)
    {
        foreach (var entry in file.Entries.Where(e => e.IsStream))
        {
            if (
                entry.Name.StartsWith("__substg1.0_3701", StringComparison.OrdinalIgnoreCase)
                && Programs.Refuses(file.Read(entry), "") is { } program
            )
            {
                return program;
            }

            if (
                (
                    entry.Name.StartsWith("__substg1.0_3707", StringComparison.OrdinalIgnoreCase)
                    || entry.Name.StartsWith("__substg1.0_3704", StringComparison.OrdinalIgnoreCase)
                )
                && file.Read(entry) is var name
                && Programs.IsCalledLikeOne(
                    (entry.Name.EndsWith("001F", StringComparison.OrdinalIgnoreCase) ? Encoding.Unicode : Encoding.Latin1).GetString(name)
                )
            )
            {
                return Refused.Program;
            }
        }

        return null;
    }
}
