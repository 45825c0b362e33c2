using System.Text;

namespace Wardwise.App.Demonstration;

/// <summary>Fills the braces of written lines with what a place is called.</summary>
internal sealed class Slots(IReadOnlyDictionary<string, string> words, Dice dice)
{
    /// <summary>The written lines, each used in turn from a chance start, so that two stories of a kind seldom share one.</summary>
    public string Pick(IReadOnlyList<string> lines) => Fill(dice.Pick(lines));

    public string Fill(string line)
    {
        var text = new StringBuilder();
        var pieces = line.Split('{', '}');
        for (var i = 0; i < pieces.Length; i++)
        {
            text.Append(i % 2 == 0 ? pieces[i] : words[pieces[i]]);
        }

        return text.ToString().Trim();
    }
}
