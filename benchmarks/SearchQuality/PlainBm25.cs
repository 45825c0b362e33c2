using Wardwise.Statistics.Retrieval;

namespace Wardwise.Benchmarks;

/// <summary>What any search does: stems of all the text, BM25 with its usual k1 of 1.2 and b of 0.75.</summary>
internal sealed class PlainBm25
{
    private readonly List<(string Reference, Dictionary<string, int> Times, int Length)> _texts;
    private readonly Dictionary<string, int> _holders = [];
    private readonly double _usual;

    public PlainBm25(IEnumerable<(string Reference, string Text)> texts)
    {
        _texts =
        [
            .. texts
                .Select(t => (t.Reference, Stems: Tokens.Stems(t.Text).ToList()))
                .Select(t => (t.Reference, t.Stems.CountBy(s => s).ToDictionary(), t.Stems.Count)),
        ];
        foreach (var stem in _texts.SelectMany(t => t.Times.Keys))
        {
            _holders[stem] = _holders.GetValueOrDefault(stem) + 1;
        }

        _usual = _texts.Average(t => (double)t.Length);
    }

    public IReadOnlyList<string> Search(string question)
    {
        var asked = Tokens.Stems(question).Distinct().ToList();
        return
        [
            .. _texts
                .Select(t => (t.Reference, Score: asked.Sum(s => Score(s, t.Times.GetValueOrDefault(s), t.Length))))
                .Where(t => t.Score > 0)
                .OrderByDescending(t => t.Score)
                .ThenBy(t => t.Reference, StringComparer.Ordinal)
                .Select(t => t.Reference),
        ];
    }

    private double Score(string stem, int times, int length)
    {
        double held = _holders.GetValueOrDefault(stem);
        var rare = Math.Log(1 + ((_texts.Count - held + 0.5) / (held + 0.5)));
        return times == 0 ? 0 : rare * times * 2.2 / (times + (1.2 * (0.25 + (0.75 * length / _usual))));
    }
}
