using System.Text;

namespace Wardwise.App.Exchange;

/// <summary>What a file is when it is not the text that was asked for, told by its first bytes and never by its name.</summary>
internal static class FileKinds
{
    private const int Looked = 512;

    private static readonly (byte[] Start, string Sentence)[] Known =
    [
        ([0xD0, 0xCF, 0x11, 0xE0], "is an old Excel workbook (.xls) or another old Office file. " + SaveAsCsv),
        ("%PDF"u8.ToArray(), "is a PDF. A PDF holds a picture of a table and not its rows: ask for the table as a CSV file."),
        ("BZh"u8.ToArray(), "is packed with bzip2, which is not read here. Unpack it, and import the file inside."),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "is packed with xz, which is not read here. Unpack it, and import the file inside."),
        ([0x37, 0x7A, 0xBC, 0xAF], "is a 7-Zip archive, which is not read here. Unpack it, and import the file inside."),
        ("Rar!"u8.ToArray(), "is a RAR archive, which is not read here. Unpack it, and import the file inside."),
        ([0x28, 0xB5, 0x2F, 0xFD], "is packed with Zstandard, which is not read here. Unpack it, and import the file inside."),
        ("{\\rtf"u8.ToArray(), "is a document (RTF), not a file of rows. Save the table as CSV, and import that."),
        (
            "SQLite format 3"u8.ToArray(),
            "is a database (SQLite or GeoPackage). Export the table from it as CSV or GeoJSON, and import that."
        ),
        ("PAR1"u8.ToArray(), "is a Parquet file. Export it as CSV, and import that."),
        ([0x89, 0x50, 0x4E, 0x47], APicture),
        ([0xFF, 0xD8, 0xFF], APicture),
        ("GIF8"u8.ToArray(), APicture),
        ("MZ"u8.ToArray(), "is a program, not a file of rows."),
        ([0x7F, 0x45, 0x4C, 0x46], "is a program, not a file of rows."),
    ];

    public const string SaveAsCsv = "Open it, save the sheet as CSV UTF-8 (File, Save as), and import that file.";

    private const string APicture = "is a picture, not a file of rows. Ask for the table as a CSV file.";

    /// <summary>What follows the file's name, or null when nothing is wrong with its beginning.</summary>
    public static string? Sentence(ReadOnlySpan<byte> bytes)
    {
        foreach (var (start, sentence) in Known)
        {
            if (bytes.StartsWith(start) && (start.Length > 2 || bytes.Contains((byte)0)))
            {
                return sentence;
            }
        }

        var text = Encoding
            .Latin1.GetString(bytes[..Math.Min(bytes.Length, Looked)])
            .TrimStart('\u00ef', '\u00bb', '\u00bf', ' ', '\r', '\n', '\t');
        return Begins(text, "<!doctype html") || Begins(text, "<html") || Begins(text, "<head")
                ? "is a web page, not a file of rows: the download failed, or its site asked for a sign-in. Fetch it again."
            : Begins(text, "<?xml") || Begins(text, "<kml") || Begins(text, "<gml")
                ? text.Contains("urn:schemas-microsoft-com:office", StringComparison.OrdinalIgnoreCase)
                        ? "is an Excel workbook (XML). " + SaveAsCsv
                    : "is XML. Export the table as CSV, or the places as GeoJSON, and import that."
            : null;
    }

    private static bool Begins(string text, string with) => text.StartsWith(with, StringComparison.OrdinalIgnoreCase);
}
