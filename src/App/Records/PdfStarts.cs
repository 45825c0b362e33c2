using System.Globalization;

namespace Wardwise.App.Records;

/// <summary>Whether a PDF goes to an address by itself: when it is opened, or a page of it is shown. A link waits until somebody follows
/// it.</summary>
internal sealed class PdfStarts
{
    private const string Address = "/URI";
    private const int Unknown = -1;

    /// <summary>By number: whether it goes to an address, and which objects then do something.</summary>
    private readonly Dictionary<int, List<(bool Goes, int[] Then)>> _objects = [];
    private readonly Stack<int> _started = [];
    private bool _goes;

    /// <param name="number">Of the object; null where it cannot be told.</param>
    /// <param name="dictionary">At its head.</param>
    public void See(int? number, PdfDictionary dictionary)
    {
        foreach (var (_, value) in dictionary.Entries.Where(e => e.Key is "OpenAction" or "AA" && !e.Value.StartsWith('[')))
        {
            var words = value.Split(' ');
            _goes |= words.Where((w, i) => i > 0 && w == Address && words[i - 1] == "/S").Any();
            foreach (var started in References(words))
            {
                _started.Push(started);
            }
        }

        // An action goes on to the next; a dictionary without a sort says what is done when.
        var sorts = dictionary.Of("S");
        var goes = sorts.Any(s => s == Address || s.EndsWith(" R", StringComparison.Ordinal));
        int[] then =
        [
            .. dictionary.Entries.Where(e => sorts.Count == 0 || e.Key is "Next").SelectMany(e => References(e.Value.Split(' '))),
        ];
        if (!goes && then.Length == 0)
        {
            return;
        }

        if (!_objects.TryGetValue(number ?? Unknown, out var same))
        {
            _objects[number ?? Unknown] = same = [];
        }

        same.Add((goes, then));
    }

    /// <summary>After all of them were seen.</summary>
    public bool Goes()
    {
        var done = new HashSet<int>();
        if (_started.Count > 0)
        {
            _started.Push(Unknown);
        }

        while (!_goes && _started.TryPop(out var number))
        {
            if (!done.Add(number))
            {
                continue;
            }

            foreach (var (goes, then) in _objects.GetValueOrDefault(number, []))
            {
                _goes |= goes;
                foreach (var next in number == Unknown ? [] : then)
                {
                    _started.Push(next);
                }
            }
        }

        return _goes;
    }

    /// <summary>Three words each; a page to which one goes is none that does something.</summary>
    private static IEnumerable<int> References(string[] words)
    {
        for (var i = 2; i < words.Length; i++)
        {
            var isPage = (i > 2 && IsPlace(words[i - 3])) || (i > 3 && words[i - 3] is "[" && IsPlace(words[i - 4]));
            if (words[i] is "R" && !isPage && int.TryParse(words[i - 2], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                yield return number;
            }
        }
    }

    private static bool IsPlace(string key) => key is "/D" or "/SD";
}
