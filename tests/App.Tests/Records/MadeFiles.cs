using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Wardwise.App.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Tests.Records;

/// <summary>Files as people attach them, and as those who mean harm make them.</summary>
internal static class MadeFiles
{
    /// <summary>What a part of a document of Word calls Word's own names, and those of nobody.</summary>
    public const string Names =
        "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:a='urn:a' xmlns:x='urn:x' "
        + "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' mc:Ignorable='x'";

    public static readonly byte[] RunsAsIs = [0x4D, 0x5A, 0x90, 0, 3, 0, 0, 0, .. new byte[120]];

    public static byte[] Boxed(string brand) =>
        [0, 0, 0, 24, .. "ftyp"u8, .. Encoding.ASCII.GetBytes(brand), 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(brand), 0, 0, 0, 0];

    public static Outcome<string> Of(string name, byte[] content) => MediaTypes.Of(content, name, new(content.Length));

    public static byte[] Zip(params (string Name, string Text)[] parts) =>
        ZipOf([.. parts.Select(p => (p.Name, Encoding.UTF8.GetBytes(p.Text)))]);

    public static byte[] ZipOf(params (string Name, byte[] Content)[] parts)
    {
        using var to = new MemoryStream();
        using (var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                part.Write(content);
            }
        }

        return to.ToArray();
    }

    /// <summary>The beginning of a workbook: its own sign, then a sheet of a sort (1 is a sheet of macros).</summary>
    public static byte[] Sheet(byte sort) => [9, 8, 2, 0, 0, 6, 0x85, 0, 8, 0, 0, 0, 0, 0, 0, sort, 1, 0, .. "S"u8];

    /// <summary>A workbook that names where it takes tables from (SUPBOOK).</summary>
    public static byte[] Outside(byte[] from) => [9, 8, 2, 0, 0, 6, 0xAE, 1, (byte)from.Length, 0, .. from];

    /// <summary>The same of Excel 5 (EXTERNSHEET).</summary>
    public static byte[] OldOutside(byte[] from) => [9, 8, 2, 0, 0, 5, 0x17, 0, (byte)from.Length, 0, .. from];

    public static string Types(string type) => $"<Types><Override PartName=\"/word/document.xml\" ContentType=\"{type}\"/></Types>";

    public static byte[] Related(string relation) =>
        Zip(
            ("[Content_Types].xml", "<Types/>"),
            ("word/document.xml", "<w/>"),
            ("word/_rels/document.xml.rels", $"<Relationships>{relation}</Relationships>")
        );

    public static byte[] OpenText(string content) =>
        Zip(
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("content.xml", $"<o xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:text='t' xmlns:draw='d'>{content}</o>")
        );

    /// <summary>A compound file with these streams: a sector of the table, one of the directory for each four entries, then the streams,
    /// each made long enough to lie among the large.</summary>
    public static byte[] Compound(params (string Name, byte[] Content)[] streams)
    {
        const int Sector = 512;
        const int Large = 4096;
        var directories = (streams.Length + 4) / 4;
        var each = Large / Sector;
        var file = new byte[Sector * (2 + directories + (streams.Length * each))];
        new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 }.CopyTo(file, 0);
        void Short(int at, int value) => BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), (ushort)value);
        void Long(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);
        Short(26, 3);
        Short(28, 0xFFFE);
        Short(30, 9);
        Short(32, 6);
        Long(44, 1);
        Long(48, 1);
        Long(56, Large);
        Long(60, 0xFFFFFFFE);
        Long(68, 0xFFFFFFFE);
        Long(76, 0);
        for (var i = 1; i < 109; i++)
        {
            Long(76 + (i * 4), 0xFFFFFFFF);
        }

        int Place(int sector) => (sector + 1) * Sector;
        void Next(int sector, uint next) => Long(Place(0) + (sector * 4), next);
        Next(0, 0xFFFFFFFD);
        for (var d = 0; d < directories; d++)
        {
            Next(1 + d, d == directories - 1 ? 0xFFFFFFFE : (uint)(2 + d));
        }

        void Entry(int number, string name, byte kind, uint start, int size)
        {
            var at = Place(1) + (number * 128);
            Encoding.Unicode.GetBytes(name).CopyTo(file, at);
            Short(at + 64, (name.Length + 1) * 2);
            file[at + 66] = kind;
            Long(at + 116, start);
            Long(at + 120, (uint)size);
        }

        Entry(0, "Root Entry", 5, 0xFFFFFFFE, 0);
        for (var s = 0; s < streams.Length; s++)
        {
            var start = 1 + directories + (s * each);
            Entry(s + 1, streams[s].Name, 2, (uint)start, Large);
            streams[s].Content.CopyTo(file, Place(start));
            for (var i = 0; i < each; i++)
            {
                Next(start + i, i == each - 1 ? 0xFFFFFFFE : (uint)(start + i + 1));
            }
        }

        return file;
    }

    /// <summary>An old document of Word with so many entries, of which the last says that it has macros.</summary>
    public static byte[] Wide(int entries)
    {
        const int Sector = 4096;
        const int Each = Sector / 128;
        var directories = (entries + Each - 1) / Each;
        var tables = (directories * 4 / Sector) + 1;
        var file = new byte[Sector * (1 + tables + directories)];
        Compound(("WordDocument", [1]))[..512].CopyTo(file, 0);
        void Short(int at, int value) => BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), (ushort)value);
        void Long(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);
        Short(30, 12);
        Long(48, (uint)tables);
        for (var t = 0; t < tables; t++)
        {
            Long(76 + (t * 4), (uint)t);
        }

        for (var d = 0; d < directories; d++)
        {
            Long(Sector + ((tables + d) * 4), d == directories - 1 ? 0xFFFFFFFE : (uint)(tables + d + 1));
        }

        for (var e = 0; e < entries; e++)
        {
            var name =
                e == 1 ? "WordDocument"
                : e == entries - 1 ? "VBA"
                : "x";
            var at = (Sector * (1 + tables)) + (e * 128);
            Encoding.Unicode.GetBytes(name).CopyTo(file, at);
            Short(at + 64, (name.Length + 1) * 2);
            file[at + 66] = (byte)(e == 0 ? 5 : 1);
        }

        return file;
    }

    /// <summary>A document of Word that says this, with these other parts.</summary>
    public static byte[] Word(string body, params (string Name, byte[] Content)[] others) =>
        ZipOf([
            ("[Content_Types].xml", "<Types/>"u8.ToArray()),
            ("word/document.xml", Encoding.UTF8.GetBytes($"<w:document {Names}><w:body>{body}</w:body></w:document>")),
            .. others,
        ]);

    /// <summary>A field of Word whose code is in these runs.</summary>
    public static string Field(params string[] runs) =>
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        + string.Concat(runs.Select(r => r.StartsWith('<') ? r : $"<w:r><w:instrText>{r}</w:instrText></w:r>"))
        + "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>DDE is what it showed</w:t></w:r>"
        + "<w:r><w:fldChar w:fldCharType='end'/></w:r>";

    /// <summary>A letter with a part that has these lines at its head.</summary>
    public static byte[] Letter(string head, string content) =>
        Encoding.Latin1.GetBytes(
            "From: a@b.example\r\nTo: c@d.example\r\nSubject: Bikes\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n"
                + "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><p>They came again.</p></html>\r\n"
                + $"--x\r\n{head}\r\n\r\n{content}\r\n--x--\r\n"
        );

    /// <summary>What is in a part that is signed so.</summary>
    public static string Signed(byte[] signature) =>
        "--y\r\nContent-Type: text/plain\r\n\r\nThey came again.\r\n"
        + "--y\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + $"{Base64(signature)}\r\n--y--\r\n";

    /// <summary>An OpenDocument written as one text.</summary>
    public static byte[] Flat(string content) =>
        Encoding.UTF8.GetBytes(
            "<?xml version='1.0'?><o:document xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
                + "xmlns:x='http://www.w3.org/1999/xlink' "
                + "xmlns:s='urn:oasis:names:tc:opendocument:xmlns:script:1.0' o:mimetype='application/vnd.oasis.opendocument.text'>"
                + content
                + "</o:document>"
        );

    public static string Base64(byte[] content) => Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks);

    public static void Refuses(string says, string name, string content) => Refuses(says, name, Encoding.Latin1.GetBytes(content));

    public static void Refuses(string says, string name, byte[] content)
    {
        var of = Of(name, content);
        Assert.False(of.Done, name);
        Assert.Contains(says, of.Refusals[0].Sentence, StringComparison.Ordinal);
    }
}
