using System.Buffers.Binary;
using System.IO.Compression;
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

    public static Outcome<string> Of(byte[] content, CheckLimit limit) => Looked(content, isWhole: true, limit);

    /// <summary>An object inside a document: it need be none by itself.</summary>
    public static Outcome<string> OfInside(byte[] content, CheckLimit limit) => Looked(content, isWhole: false, limit);

    private static Outcome<string> Looked(byte[] content, bool isWhole, CheckLimit limit)
    {
        try
        {
            var file = new CompoundFile(content, limit);
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
            if (type is null && isWhole)
            {
                return Refused.Program;
            }

            foreach (var entry in file.Entries.Where(e => e.IsStream))
            {
                if (InStream(entry.Name, file.Read(entry), limit) is { } refused)
                {
                    return refused;
                }
            }

            return type ?? "";
        }
        catch (Exception e) when (e is InvalidDataException or OverflowException or ArgumentException or IndexOutOfRangeException)
        {
            return Refused.Damaged;
        }
    }

    private static Refusal? InStream(string name, byte[] content, CheckLimit limit) =>
        name switch
        {
            "Workbook" or "Book" => InBook(content),
            "PowerPoint Document" => InSlides(content, limit),
            "WordDocument" => Fetches(content, limit) ? Refused.Inside : null,
            _ when IsCalled(name, "3701") => content.Length == 0 ? null : Attached(content, limit),
            _ when IsCalled(name, "3704") || IsCalled(name, "3707") => Programs.IsCalledLikeOne(
                (name.EndsWith("001F", StringComparison.OrdinalIgnoreCase) ? Encoding.Unicode : Encoding.Latin1).GetString(content)
            )
                ? Refused.InLetter(Refused.Program)
                : null,
            // Another document, in a stream of whatever name.
            _ => MediaTypes.RefusesInside(content, () => content, limit),
        };

    /// <summary>A property of a letter of Outlook, or of what is attached to it.</summary>
    private static bool IsCalled(string name, string property) =>
        name.StartsWith("__substg1.0_" + property, StringComparison.OrdinalIgnoreCase);

    private static Refusal? Attached(byte[] content, CheckLimit limit) =>
        limit.Within(() => MediaTypes.OfContent(content, "", limit)) is { Done: false } no ? Refused.InLetter(no.Refusals[0]) : null;

    /// <summary>The text of an old document has a sign where a field begins; a letter takes a byte or two.</summary>
    private static bool Fetches(ReadOnlySpan<byte> document, CheckLimit limit)
    {
        const byte Field = 0x13;
        const int Code = 40;
        limit.Visits(document.Length);
        Span<char> letters = stackalloc char[Code];
        for (int next; (next = document.IndexOf(Field)) >= 0; )
        {
            document = document[(next + 1)..];
            var narrow = document[..Math.Min(document.Length, Code)];
            var wide = document[Math.Min(document.Length, 1)..];
            wide = wide[..Math.Min(wide.Length, Code)];
            limit.Visits(narrow.Length + wide.Length);
            if (
                FieldCodes.Fetches(letters[..Encoding.Latin1.GetChars(narrow, letters)])
                || FieldCodes.Fetches(letters[..Encoding.Unicode.GetChars(wide, letters)])
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A workbook's sheets are named at its beginning, each with its sort: macros of Excel 4 are sheets. A lock stands before
    /// them, and after them where it takes tables from.</summary>
    private static Refusal? InBook(ReadOnlySpan<byte> book)
    {
        const int Excel97 = 0x600;
        var isOld = book.Length >= 6 && BinaryPrimitives.ReadUInt16LittleEndian(book[4..]) < Excel97;
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

            var from = book.Slice(at + 4, Math.Min(length, book.Length - at - 4));
            if ((kind == 0x1AE && !IsItself(from)) || (kind == 0x17 && isOld && IsOutside(from)))
            {
                return Refused.Inside;
            }

            at += 4 + length;
        }

        return null;
    }

    /// <summary>Its own sheets, or what is built into Excel; else another workbook, or a program that is asked (DDE).</summary>
    private static bool IsItself(ReadOnlySpan<byte> from) =>
        from.Length >= 4 && BinaryPrimitives.ReadUInt16LittleEndian(from[2..]) is 0x0401 or 0x3A01;

    /// <summary>The same of Excel 5 and 95: a name of something else begins with a 1, that of a program with a letter.</summary>
    private static bool IsOutside(ReadOnlySpan<byte> from) => from is not [1, (byte)':', ..] and [> 0, 1 or >= (byte)' ', ..];

    /// <summary>A presentation is a tree of parts; macros are one of them, and an object of another program is packed in one.</summary>
    private static Refusal? InSlides(byte[] content, CheckLimit limit)
    {
        const int Macros = 0x3FF;
        const int MacroParts = 0x400;
        const int Object = 0x1011;
        for (var at = 0; at + 8 <= content.Length; )
        {
            var slides = content.AsSpan(at);
            var (version, kind) = (BinaryPrimitives.ReadUInt16LittleEndian(slides), BinaryPrimitives.ReadUInt16LittleEndian(slides[2..]));
            if (kind is Macros or MacroParts)
            {
                return Refused.Macros;
            }

            // A part of parts is gone into.
            var length =
                (version & 0xF) == 0xF ? 0 : (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(slides[4..]), (uint)slides.Length - 8);
            if (kind == Object && InObject(content.AsSpan(at + 8, length).ToArray(), version >> 4 == 1, limit) is { } refused)
            {
                return refused;
            }

            at += 8 + length;
        }

        return null;
    }

    private static Refusal? InObject(byte[] content, bool isPacked, CheckLimit limit)
    {
        // Before what is packed stands how long it is.
        const int Length = 4;
        var inside =
            !isPacked ? content
            : content.Length < Length ? throw new InvalidDataException("A packed object is too short.")
            : limit.Unpack(new ZLibStream(new MemoryStream(content, Length, content.Length - Length), CompressionMode.Decompress));
        return MediaTypes.RefusesInside(inside, () => inside, limit);
    }
}
