namespace Wardwise.Domain.Library;

/// <summary>Text as people type it: paragraphs between blank lines; lines that all begin with "- " or with "1." are a list; a short line
/// that begins with "# " heads what follows.</summary>
public static class PlainText
{
    public enum BlockKind
    {
        Paragraph,
        Heading,
        Bullets,
        Numbers,
    }

    /// <param name="Kind">What it is.</param>
    /// <param name="Lines">Of a list its items; of a paragraph its lines.</param>
    public sealed record Block(BlockKind Kind, IReadOnlyList<string> Lines);

    public static IReadOnlyList<Block> Blocks(string text)
    {
        var blocks = new List<Block>();
        var lines = new List<string>();
        var kind = BlockKind.Paragraph;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Append(""))
        {
            var (of, words) = Read(line.Trim());
            if (lines.Count > 0 && (words.Length == 0 || of != kind || of is BlockKind.Heading))
            {
                blocks.Add(new(kind, [.. lines]));
                lines.Clear();
            }

            if (words.Length > 0)
            {
                kind = of;
                lines.Add(words);
            }
        }

        return blocks;
    }

    private static (BlockKind Kind, string Words) Read(string line)
    {
        if (line.StartsWith("# ", StringComparison.Ordinal))
        {
            return (BlockKind.Heading, line[2..].Trim());
        }

        if (line.StartsWith("- ", StringComparison.Ordinal))
        {
            return (BlockKind.Bullets, line[2..].Trim());
        }

        var digits = line.TakeWhile(char.IsAsciiDigit).Count();
        return digits is 1 or 2 && line.Length > digits + 1 && line[digits] is '.' && line[digits + 1] is ' '
            ? (BlockKind.Numbers, line[(digits + 2)..].Trim())
            : (BlockKind.Paragraph, line);
    }
}
