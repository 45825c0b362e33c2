using System.IO.Compression;
using System.Text;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Exchange;

/// <summary>The one file that is inside a zip, or what the zip is: workbooks and documents are zips too.</summary>
internal static class ZippedFile
{
    private const int Named = 5;
    private const int LongestName = 60;
    private const string Workbook = "is an Excel workbook. " + FileKinds.SaveAsCsv;

    /// <summary>The bytes of the file inside, or what follows the name of the zip.</summary>
    public static (byte[]? Inside, string Sentence) Open(byte[] zip, long largest)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip, writable: false), ZipArchiveMode.Read);
            var names = archive.Entries.Select(e => e.FullName).ToList();
            if (WhatItIs(archive, names) is { } document)
            {
                return (null, document);
            }

            var files = archive.Entries.Where(IsAFile).ToList();
            if (files is not [var one])
            {
                return (
                    null,
                    files.Count == 0
                        ? "is a zip archive with no file in it."
                        : $"is a zip archive of {Words.Count(files.Count)} files: "
                            + $"{Words.List([.. files.Take(Named).Select(f => Words.Cut(f.Name, LongestName))])}"
                            + $"{(files.Count > Named ? " and more" : "")}. "
                            + "Unpack it, and import the files, or the folder that holds them."
                );
            }

            return Unpacked.Of(one.Open, largest) is { } inside ? (inside, "") : (null, Unpacked.TooLarge);
        }
        catch (Exception e)
            when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException)
        {
            return (null, "is a zip archive that is cut short, damaged or has a password. Fetch it again, or unpack it first.");
        }
    }

    private static string? WhatItIs(ZipArchive archive, List<string> names)
    {
        if (names.Contains("[Content_Types].xml"))
        {
            return names.Exists(n => n.StartsWith("xl/", StringComparison.Ordinal)) ? Workbook
                : names.Exists(n => n.StartsWith("word/", StringComparison.Ordinal))
                    ? "is a Word document. Save its table as CSV, and import that."
                : "is an Office document, not a file of rows. Save the table as CSV, and import that.";
        }

        if (archive.GetEntry("mimetype") is not { Length: < 200 } type)
        {
            return null;
        }

        using var reader = new StreamReader(type.Open(), Encoding.UTF8);
        var kind = reader.ReadToEnd();
        return kind.Contains("opendocument.spreadsheet", StringComparison.Ordinal)
                ? "is an OpenDocument spreadsheet. " + FileKinds.SaveAsCsv
            : kind.Contains("opendocument", StringComparison.Ordinal)
                ? "is an OpenDocument document. Save its table as CSV, and import that."
            : null;
    }

    /// <summary>Folders, and what a Mac puts beside each file, are none.</summary>
    private static bool IsAFile(ZipArchiveEntry entry) =>
        entry.Name.Length > 0
        && !entry.Name.StartsWith('.')
        && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal)
        && !entry.Name.Equals("Thumbs.db", StringComparison.OrdinalIgnoreCase);
}
