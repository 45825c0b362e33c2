using System.IO.Compression;
using System.Text;
using Wardwise.App.Records;

namespace Wardwise.App.Tests.Records;

/// <summary>What a PDF packs into streams of objects is looked into, however their dictionaries are written; where it cannot be, the file
/// is not taken.</summary>
public sealed class PackedPdfTests
{
    private const string Page = "<</Type/Page>>";
    private const string Script = "<</S/JavaScript/JS(app.alert(1))>>";
    private const string Usual = "/Filter/FlateDecode";

    [Theory]
    [InlineData(Usual)]
    [InlineData("/Filter [/FlateDecode] /DecodeParms << /Predictor 1 >>")]
    [InlineData("/Filter[/FlateDecode]/X[(a\\)b) <</Y<00>>> %]\n]/Length 7 0 R")]
    [InlineData("")]
    public void PagesInAStream_AreTaken(string filter) => Assert.Equal("application/pdf", Of(Pdf(Page, filter)).Value);

    [Theory]
    [InlineData(Usual)]
    [InlineData("/Filter[/FlateDecode]")]
    [InlineData("/Filter/Flate#44ecode")]
    [InlineData("/DecodeParms<</Predictor 1>>/Filter/FlateDecode")]
    [InlineData("")]
    [InlineData(Usual, "")]
    [InlineData(Usual, "/Type/#4fbjStm")]
    [InlineData(Usual, "/Type 7 0 R%/ObjStm\n")]
    [InlineData(Usual, "/Type/ObjStm/X<</Y(%(>>)>>)>>")]
    public void ScriptInAStream_IsFound(string filter, string type = "/Type/ObjStm") =>
        Refuses("This PDF runs script", Pdf(Script, filter, type));

    [Theory]
    [InlineData(Usual)]
    [InlineData("")]
    public void AnAddressThatIsGoneToAtOnce_IsFoundInAStream(string filter)
    {
        const string Goes = "<</S/URI/URI(http://a.example)>>";
        Refuses("This PDF", [.. Pdf(Goes, filter), .. "\n9 0 obj<</OpenAction 1 0 R>>"u8]);
        Assert.True(Of([.. Pdf(Goes, filter), .. "\n9 0 obj<</OpenAction[1 0 R/Fit]>>"u8]).Done);
    }

    [Fact]
    public void ScriptInAStreamWithALongDictionary_IsFound() =>
        Refuses("This PDF runs script", Pdf(Script, Usual + "/X(" + new string('x', 2_000) + ")"));

    [Theory]
    [InlineData("/DecodeParms<</Predictor 12/Columns 5>>/Filter/FlateDecode")]
    [InlineData("/DecodeParms[<</Columns 5/Predictor 12>>]/Filter[/FlateDecode]")]
    [InlineData("/DecodeParms 7 0 R/Filter/FlateDecode")]
    [InlineData("/Filter[/ASCIIHexDecode/FlateDecode]")]
    [InlineData("/Filter/Crypt/Filter/FlateDecode")]
    [InlineData("/Filter 7 0 R")]
    [InlineData("/F(elsewhere.bin)/Filter/FlateDecode")]
    [InlineData(Usual, "/Type 7 0 R%/ObjStm\n")]
    [InlineData(Usual, "/Type/ObjStm<<")]
    public void WhatCannotBeLookedInto_IsNotTaken(string filter, string type = "/Type/ObjStm") =>
        Refuses("damaged", Pdf(Page, filter, type));

    private static Domain.Shared.Outcome<string> Of(byte[] pdf) => MediaTypes.Of(pdf, "packed.pdf", new(pdf.Length));

    private static void Refuses(string says, byte[] pdf)
    {
        var of = Of(pdf);
        Assert.False(of.Done);
        Assert.Contains(says, of.Refusals[0].Sentence, StringComparison.Ordinal);
    }

    private static byte[] Pdf(string hidden, string filter, string type = "/Type/ObjStm")
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(Encoding.ASCII.GetBytes("1 0 " + hidden));
        }

        return
        [
            .. Encoding.ASCII.GetBytes($"%PDF-1.5\n5 0 obj\n<<{filter}{type}/N 1/First 4>>\nstream\n"),
            .. filter.Length > 0 ? packed.ToArray() : Encoding.ASCII.GetBytes("1 0 " + hidden),
            .. "\nendstream\nendobj"u8,
        ];
    }
}
