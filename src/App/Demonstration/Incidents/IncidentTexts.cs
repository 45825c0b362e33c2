using System.Text;

namespace Wardwise.App.Demonstration;

/// <summary>What was typed into the log: short, hurried, full of the words of the trade.</summary>
internal sealed class IncidentTexts
{
    private readonly Dictionary<string, IReadOnlyList<string>> _words;
    private readonly Dictionary<string, string[][]> _templates;

    private IncidentTexts(Written written)
    {
        _words = written.Words.ToDictionary(w => w.Key, w => w.Value);

        // Cut at the braces once: even pieces are text, odd ones names of words.
        _templates = written.Texts.ToDictionary(t => t.Key, t => t.Value.Select(s => s.Split('{', '}')).ToArray());
    }

    private sealed record Written(
        IReadOnlyDictionary<string, IReadOnlyList<string>> Words,
        IReadOnlyDictionary<string, IReadOnlyList<string>> Texts
    );

    public static IncidentTexts Read() => new(DemonstrationData.Read<Written>("incident-texts.json"));

    public string Write(string kind, string place, string street, Dice dice)
    {
        var text = new StringBuilder(120);
        var pieces = dice.Pick(_templates[kind]);
        for (var i = 0; i < pieces.Length; i++)
        {
            var piece =
                i % 2 == 0
                    ? pieces[i]
                    : pieces[i] switch
                    {
                        "place" => place,
                        "street" => street,
                        var word => dice.Pick(_words[word]),
                    };
            var startsSentence = text.Length == 0 || (text.Length > 1 && text[^1] == ' ' && text[^2] is '.' or '?');
            text.Append(startsSentence && piece.Length > 0 ? char.ToUpperInvariant(piece[0]) + piece[1..] : piece);
        }

        return text.Replace("..", ".").Replace(",.", ".").ToString();
    }
}
