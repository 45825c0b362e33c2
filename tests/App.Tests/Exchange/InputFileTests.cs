using System.IO.Compression;
using System.Text;
using Wardwise.App.Exchange;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Exchange;

/// <summary>Files as they leave spreadsheets, archives and other people's machines: what is text is read, and of the rest it is said what
/// it is.</summary>
public sealed class InputFileTests
{
    private const string Text = "reference,text\nW-1,Café “owner” says £40\n";

    public static TheoryData<string> Encodings =>
        ["utf-8", "utf-8 with its mark", "utf-16", "utf-16 without its mark", "utf-16 big", "utf-32", "utf-32 big", "windows-1252"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void TextInAnyUsualEncoding_IsRead_AndItIsSaid(string encoding)
    {
        var windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        // Long enough for text without a mark to be told.
        var text = Text + string.Concat(Enumerable.Repeat("W-2,Mill Lane\n", 10));
        byte[] bytes = encoding switch
        {
            "utf-8" => Encoding.UTF8.GetBytes(text),
            "utf-8 with its mark" => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
            "utf-16" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
            "utf-16 without its mark" => Encoding.Unicode.GetBytes("reference,text,and a header of letters alone\n" + text),
            "utf-16 big" => [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)],
            "utf-32" => [.. Encoding.UTF32.Preamble, .. Encoding.UTF32.GetBytes(text)],
            "utf-32 big" => [0, 0, 0xFE, 0xFF, .. new UTF32Encoding(bigEndian: true, byteOrderMark: false).GetBytes(text)],
            _ => windows.GetBytes(text),
        };
        var file = InputFile.Of("a.csv", bytes);
        Assert.True(file.Done, string.Join(" ", file.Refusals.Select(r => r.Sentence)));
        Assert.EndsWith(text, Encoding.UTF8.GetString(file.Value.Content.Span), StringComparison.Ordinal);
        Assert.Equal(encoding.StartsWith("utf-8", StringComparison.Ordinal) ? 0 : 1, file.Value.Notes.Count);
    }

    [Theory]
    [InlineData(1, 2 << 20, "line 1: this line is longer than a megabyte, so it is no row.")]
    [InlineData(40_001, 2 << 20, "line 40001: this line is longer than a megabyte, so it is no row.")]
    [InlineData(1, 1_002, "line 1: the header has more than 500 columns.")]
    public void ALineThatDoesNotEnd_AndAHeaderThatDoesNot_AreSaid(int at, int length, string sentence)
    {
        var before = string.Concat(Enumerable.Repeat("reference,text and more of it to the end\n", at - 1));
        var file = InputFile.Of("a.csv", Encoding.ASCII.GetBytes(before + string.Concat(Enumerable.Repeat("a,", length / 2)))).Value;
        var fault = CsvTable.OpenNamed(file, ["reference"], null, out var table);
        Assert.Null(table);
        Assert.StartsWith("a.csv, " + sentence, file.Refuse(fault!).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void TheOneFileInAZip_IsTaken_WhateverTheNameSays()
    {
        var zip = Zip(("folder/", ""), ("folder/2025-03-street.csv", Text), ("__MACOSX/._2025-03-street.csv", "x"), (".DS_Store", "x"));
        var file = InputFile.Of("a.csv", zip).Value;
        Assert.Equal(Text, Encoding.UTF8.GetString(file.Content.Span));
        Assert.Contains("zip archive", Assert.Single(file.Notes));
        var packed = InputFile.Of("really-packed.csv", StreetFile.Gzip(Encoding.UTF8.GetBytes(Text))).Value;
        Assert.Equal(Text, Encoding.UTF8.GetString(packed.Content.Span));
        Assert.Equal(Text, Encoding.UTF8.GetString(InputFile.Of("not-packed.csv.gz", Encoding.UTF8.GetBytes(Text)).Value.Content.Span));
    }

    public static TheoryData<string, byte[], string> Others =>
        new()
        {
            {
                "xlsx",
                Zip(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<w/>")),
                "is an Excel workbook. Open it, save the sheet as CSV UTF-8"
            },
            {
                "ods",
                Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<x/>")),
                "is an OpenDocument spreadsheet."
            },
            { "docx", Zip(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")), "is a Word document" },
            { "xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "is an old Excel workbook (.xls)" },
            { "two in a zip", Zip(("a.csv", Text), ("b.csv", Text)), "is a zip archive of two files: a.csv and b.csv. Unpack it" },
            { "empty zip", Zip(), "is a zip archive with no file in it" },
            { "broken zip", Zip(("a.csv", Text))[..40], "is a zip archive that is cut short" },
            { "pdf", "%PDF-1.7\n%âãÏÓ"u8.ToArray(), "is a PDF." },
            { "html", "\r\n<!DOCTYPE html><html><body>Sign in</body></html>"u8.ToArray(), "is a web page, not a file of rows" },
            { "xml", "<?xml version=\"1.0\"?><kml/>"u8.ToArray(), "is XML." },
            { "7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "is a 7-Zip archive" },
            { "picture", [0xFF, 0xD8, 0xFF, 0xE0, 0, 1], "is a picture" },
            { "noise", [.. Enumerable.Range(0, 400).Select(i => (byte)(i * 37))], "is not a file of text" },
            { "gzip of nothing", StreetFile.Gzip([]), "is empty" },
            { "half a gzip", StreetFile.Gzip(Encoding.UTF8.GetBytes(Text))[..30], "is cut short or damaged" },
        };

    [Theory]
    [MemberData(nameof(Others))]
    public void WhatIsNoText_IsRefused_AndItIsSaidWhatItIs(string what, byte[] bytes, string sentence)
    {
        var file = InputFile.Of("march.csv", bytes);
        Assert.False(file.Done, what);
        Assert.StartsWith("march.csv ", file.Refusals[0].Sentence, StringComparison.Ordinal);
        Assert.Contains(sentence, file.Refusals[0].Sentence, StringComparison.Ordinal);
    }

    /// <summary>A bomb is counted and never held: what is packed is opened once, and read to the limit.</summary>
    [Theory]
    [InlineData(999, 2, 1_998)]
    [InlineData(1_000, 1, 1_000)]
    [InlineData(5_000_000, 1, 1_000)]
    public void WhatUnpacksToMoreThanMayBe_IsReadToTheLimit_AndNoFurther(int length, int opened, int read)
    {
        var streams = new List<Counted>();
        var bytes = Unpacked.Of(
            () =>
            {
                streams.Add(new(length));
                return streams[^1];
            },
            1_000
        );
        Assert.Equal(length < 1_000 ? length : null, bytes?.Length);
        Assert.Equal(opened, streams.Count);
        Assert.InRange(streams.Sum(s => s.Given), read, read + (length < 1_000 ? 0 : 1 << 16));
    }

    [Fact]
    public void ABomb_IsRefused_ZippedOrPacked()
    {
        var text = new string('a', 100_000);
        Assert.Contains("more than 1 GB", ZippedFile.Open(Zip(("a.csv", text)), 100_000).Sentence, StringComparison.Ordinal);
        Assert.Contains(
            "more than 1 GB",
            InputFile.Unpack(StreetFile.Gzip(Encoding.UTF8.GetBytes(text)), 100_000).Sentence,
            StringComparison.Ordinal
        );
        Assert.NotNull(ZippedFile.Open(Zip(("a.csv", text)), 100_001).Inside);
        Assert.NotNull(InputFile.Unpack(StreetFile.Gzip(Encoding.UTF8.GetBytes(text)), 100_001).Inside);
    }

    [Fact]
    public void ANameWithoutEnd_IsNotRepeatedWhole()
    {
        var file = InputFile.Of("a.zip", Zip((new string('n', 60_000) + ".csv", Text), ("b.csv", Text)));
        Assert.InRange(file.Refusals[0].Sentence.Length, 100, 250);
    }

    /// <summary>So many bytes, and how many were asked for.</summary>
    private sealed class Counted(long length) : MemoryStream
    {
        public long Given { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            var got = (int)Math.Min(buffer.Length, length - Given);
            Given += got;
            return got;
        }
    }

    internal static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var to = new MemoryStream();
        using (var archive = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return to.ToArray();
    }
}
