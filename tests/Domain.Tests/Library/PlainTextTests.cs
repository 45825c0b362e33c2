using static Wardwise.Domain.Library.PlainText;

namespace Wardwise.Domain.Tests.Library;

/// <summary>Text as people type it.</summary>
public sealed class PlainTextTests
{
    [Fact]
    public void ParagraphsListsAndHeadings_AreToldApart_WithAndWithoutBlankLines()
    {
        var blocks = Blocks(
            "One line\nand another\n\n# Who it might be\n- a firm\n- an agent\n1. Ask\n2. Note\nThen go on\r\n\r\n12. Twelfth"
        );
        Assert.Equal(
            [BlockKind.Paragraph, BlockKind.Heading, BlockKind.Bullets, BlockKind.Numbers, BlockKind.Paragraph, BlockKind.Numbers],
            blocks.Select(b => b.Kind)
        );
        Assert.Equal(["One line", "and another"], blocks[0].Lines);
        Assert.Equal(["a firm", "an agent"], blocks[2].Lines);
        Assert.Equal(["Ask", "Note"], blocks[3].Lines);
    }

    [Theory]
    [InlineData("-5 degrees")]
    [InlineData("1990. A year")]
    [InlineData("#1 of ten")]
    [InlineData("3.5 in 100")]
    [InlineData("<b>bold</b>")]
    public void WhatOnlyLooksLikeAMark_IsAParagraph(string line) =>
        Assert.Equal((BlockKind.Paragraph, line), (Assert.Single(Blocks(line)).Kind, Blocks(line)[0].Lines[0]));

    [Fact]
    public void NoText_IsNoBlocks() => Assert.Empty(Blocks(" \n\n "));
}
