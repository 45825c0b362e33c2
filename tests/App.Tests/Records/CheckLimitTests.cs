using System.Text;
using Wardwise.App.Records;
using static Wardwise.App.Tests.Records.MadeFiles;

namespace Wardwise.App.Tests.Records;

/// <summary>No file costs more to check than its length, and what unpacks from it up to a limit, allow.</summary>
public sealed class CheckLimitTests
{
    private const int Megabyte = 1024 * 1024;
    private const int Beginning = 64 * 1024;

    [Fact]
    public void WhatUnpacksToMoreThanMayBe_IsRefusedInASentence_WithAllPartsTogether()
    {
        var part = Blank(40);
        TooMuch("plan.docx", Word("", ("a.xml", part), ("b.xml", part), ("c.xml", part)));
        TooMuch("plan.docx", Word("", ("a.xml", Blank(65))));
        TooMuch("plan.odt", ZipOf(("mimetype", "application/vnd.oasis.opendocument.text"u8.ToArray()), ("content.xml", Blank(65))));
    }

    [Fact]
    public void WhatLiesDeeper_CountsWithTheRest()
    {
        var inner = Word("", ("a.xml", Blank(40)));
        var two = Word("", ("word/embeddings/1.docx", inner), ("word/embeddings/2.docx", inner));
        Assert.True(Of("plan.docx", two).Done);
        TooMuch("plan.docx", Word("", ("word/embeddings/1.docx", two), ("word/embeddings/3.docx", inner)));
    }

    [Fact]
    public void DocumentsInDocuments_HaveALastDepth()
    {
        var document = Word("");
        for (var i = 0; i < 6; i++)
        {
            document = Word("", ("word/embeddings/1.docx", document));
        }

        TooMuch("plan.docx", document);
    }

    [Fact]
    public void RowsOfAWorkbook_AreNotUnpacked_OnlyToBePassedOver()
    {
        var book = ZipOf(
            ("[Content_Types].xml", "<Types/>"u8.ToArray()),
            ("xl/workbook.xml", "<w/>"u8.ToArray()),
            ("xl/worksheets/sheet1.xml", [.. "<worksheet>"u8, .. Blank(80)])
        );
        var limit = new CheckLimit(book.Length);
        Assert.True(MediaTypes.Of(book, "list.xlsx", limit).Done);
        Assert.InRange(limit.Unpacked, 1, Megabyte);
    }

    [Theory]
    [InlineData("obj<<(((((")]
    [InlineData("obj<</A 1 ")]
    [InlineData("obj<</A[[ ")]
    [InlineData("obj<<%")]
    [InlineData("obj<</A<")]
    [InlineData("obj<</A(%)/B 1 1 1 1")]
    [InlineData("1 0 obj<</A[<<")]
    public void APdfOfDictionariesThatDoNotEnd_IsGivenUp_AfterAFewLooksAtEachByte(string again)
    {
        foreach (var many in (int[])[5_000, 50_000])
        {
            var content = Encoding.ASCII.GetBytes("%PDF-1.4\n" + string.Concat(Enumerable.Repeat(again, many)));
            var limit = new CheckLimit(content.Length);
            Assert.False(MediaTypes.Of(content, "a.pdf", limit).Done);
            Assert.InRange(limit.Visited, content.Length, (2L * content.Length) + (3 * Beginning));
        }
    }

    [Fact]
    public void APdfWhoseDictionariesLieInOneAnother_IsGivenUp_BeforeEachIsReadAgain()
    {
        const int Deep = 40;
        var nest = string.Concat(Enumerable.Repeat("1 0 obj<</A[ ", Deep)) + string.Concat(Enumerable.Repeat("]>>", Deep));
        var content = Encoding.ASCII.GetBytes("%PDF-1.4\n" + string.Concat(Enumerable.Repeat(nest, 1_000)));
        var limit = new CheckLimit(content.Length);
        Assert.False(MediaTypes.Of(content, "a.pdf", limit).Done);
        Assert.InRange(limit.Visited, content.Length, (2L * content.Length) + (3 * Beginning));
    }

    [Fact]
    public void APdfOfManyObjects_CostsLittleMoreThanItsLength()
    {
        var objects = string.Concat(
            Enumerable.Range(1, 20_000).Select(i => $"{i} 0 obj\n<</Type/Page/Kids[1 0 R 2 0 R]/Title(a (nested) text)/N<00>>>\nendobj\n")
        );
        var content = Encoding.ASCII.GetBytes("%PDF-1.4\n" + objects);
        var limit = new CheckLimit(content.Length);
        Assert.Equal("application/pdf", MediaTypes.Of(content, "a.pdf", limit).Value);
        Assert.InRange(limit.Visited, content.Length, 4L * content.Length);
    }

    [Theory]
    [InlineData("{\\rtf1", "{\\*\\fldinst ", "a.rtf")]
    [InlineData("{\\rtf1", "\\a\r\n", "a.rtf")]
    [InlineData("{\\rtf1", "\\u1 ", "a.rtf")]
    [InlineData("From: a@b.example\nTo: c@d.example\n\n", "name=", "a.eml")]
    [InlineData("From: a@b.example\nTo: c@d.example\n\n", "\n\r\n", "a.eml")]
    [InlineData("From: a@b.example\nTo: c@d.example\nContent-Type: multipart/mixed; boundary=x\n\n", "--x\n\n", "a.eml")]
    [InlineData("From: a@b.example\nTo: c@d.example\n", "a:\n", "a.eml")]
    [InlineData("", "<!--", "a.txt")]
    [InlineData("", "<a ", "a.xml")]
    public void ALongText_IsLookedAtAFewTimes_HoweverOftenItBeginsSomething(string head, string again, string name)
    {
        var content = Encoding.ASCII.GetBytes(head + string.Concat(Enumerable.Repeat(again, 2 * Megabyte / again.Length)));
        var limit = new CheckLimit(content.Length);
        _ = MediaTypes.Of(content, name, limit);
        Assert.InRange(limit.Visited, content.Length, 4L * content.Length);
    }

    [Fact]
    public void ALetterOfAMillionParts_IsRefused()
    {
        var letter = "From: a@b.example\nTo: c@d.example\nContent-Type: multipart/mixed; boundary=x\n\n";
        TooMuch("a.eml", Encoding.ASCII.GetBytes(letter + string.Concat(Enumerable.Repeat("--x\n\n", 1_000_000))));
    }

    [Fact]
    public void AnOldDocumentOfNothingButFields_IsGivenUp() =>
        TooMuch("a.doc", Compound(("WordDocument", [.. Enumerable.Repeat((byte)0x13, 4_096)])));

    [Fact]
    public void AnOldDocumentWhoseStreamsShareTheirBytes_IsGivenUp()
    {
        const int Streams = 14;
        const int First = 5;
        const int Each = 8;
        var content = Compound([("WordDocument", [1]), .. Enumerable.Range(2, Streams - 1).Select(i => ($"S{i}", new byte[] { 1 }))]);
        void Write(int at, int value) => BitConverter.GetBytes(value).CopyTo(content, at);
        for (var i = 1; i < Streams; i++)
        {
            // The end of one is the beginning of the next, and each begins at the first and is as long as the file.
            Write(512 + (4 * (First + (Each * i) - 1)), First + (Each * i));
            Write(1024 + (128 * (i + 1)) + 116, First);
            Write(1024 + (128 * (i + 1)) + 120, content.Length);
        }

        TooMuch("a.doc", content);
    }

    [Theory]
    [MemberData(nameof(FilesTakenTests.Taken), MemberType = typeof(FilesTakenTests))]
    public void ACheckEnds_WhenWhoeverAskedIsGone(string name, string type, byte[] content)
    {
        if (type.StartsWith("text", StringComparison.Ordinal) || type.StartsWith("application", StringComparison.Ordinal))
        {
            Assert.Throws<OperationCanceledException>(() => MediaTypes.Of(content, name, new(content.Length, new(canceled: true))));
        }
    }

    private static byte[] Blank(int megabytes) => [.. "<a>"u8, .. Enumerable.Repeat((byte)' ', megabytes * Megabyte), .. "</a>"u8];

    private static void TooMuch(string name, byte[] content)
    {
        var of = Of(name, content);
        Assert.False(of.Done);
        Assert.StartsWith("There is more in this file than can be checked", of.Refusals[0].Sentence, StringComparison.Ordinal);
    }
}
