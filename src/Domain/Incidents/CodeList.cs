using System.Collections;

namespace Wardwise.Domain.Incidents;

/// <summary>One entry of a fixed list.</summary>
/// <param name="Number">What is stored; never reused.</param>
/// <param name="Key">What programs and addresses say.</param>
/// <param name="Name">What people read and files say.</param>
/// <param name="Also">Other writings that mean the same.</param>
public sealed record Code(short Number, string Key, string Name, params IReadOnlyList<string> Also);

/// <summary>A fixed list, found by number, key or name.</summary>
public sealed class CodeList : IReadOnlyList<Code>
{
    private readonly Code[] _codes;
    private readonly Dictionary<short, Code> _byNumber;
    private readonly Dictionary<string, Code> _byText;

    public CodeList(params Code[] codes)
    {
        _codes = codes;
        _byNumber = codes.ToDictionary(c => c.Number);
        _byText = codes
            .SelectMany(c => c.Also.Append(c.Key).Append(c.Name).Distinct(StringComparer.OrdinalIgnoreCase).Select(text => (text, c)))
            .ToDictionary(t => t.text, t => t.c, StringComparer.OrdinalIgnoreCase);
    }

    public int Count => _codes.Length;

    public Code this[int index] => _codes[index];

    /// <exception cref="KeyNotFoundException">The number is of no entry.</exception>
    public Code ByNumber(short number) => _byNumber[number];

    public Code? Find(string? text) => text is not null && _byText.TryGetValue(text.Trim(), out var code) ? code : null;

    public IEnumerator<Code> GetEnumerator() => ((IEnumerable<Code>)_codes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _codes.GetEnumerator();
}
