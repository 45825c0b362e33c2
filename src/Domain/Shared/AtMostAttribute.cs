using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;

namespace Wardwise.Domain.Shared;

/// <summary>
/// How long a text may be that somebody writes: declared once, beside the field, and from there refused, counted on the page and tested.
/// Characters are counted as the browser counts them (UTF-16), a line's end as one, without spaces at either end: the page and the use case
/// never disagree.
/// </summary>
/// <param name="characters">So many.</param>
/// <param name="called">What begins the sentence: "The title".</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AtMostAttribute(int characters, string called) : Attribute
{
    public int Characters => characters;

    public string Called => called;

    public string Sentence => string.Create(CultureInfo.GetCultureInfo("en-GB"), $"{Called} must be {Characters:N0} characters or fewer.");
}

/// <summary>A form whose answers are another's: each has the limit of the property of the same name there.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LimitsOfAttribute(Type input) : Attribute
{
    public Type Input => input;
}

/// <summary>The limits of the texts of an input.</summary>
public static class TextLimits
{
    /// <summary>What is told at length: a step of SARA, a log pasted in.</summary>
    public const int Long = 20_000;

    /// <summary>A reason, an answer.</summary>
    public const int Answer = 2_000;

    /// <summary>What stands on a line or two.</summary>
    public const int Line = 500;

    /// <summary>A name, a title, a post.</summary>
    public const int Name = 200;

    private static readonly ConcurrentDictionary<Type, (PropertyInfo Property, AtMostAttribute? Limit)[]> Known = new();

    /// <summary>The limit of a property; null when it has none.</summary>
    public static AtMostAttribute? Of(Type? type, string property) =>
        type?.GetProperty(property) is not { } held ? null
        : held.GetCustomAttribute<AtMostAttribute>() is { } own ? own
        : type.GetCustomAttribute<LimitsOfAttribute>() is { } other ? Of(other.Input, property)
        : null;

    public static AtMostAttribute Of<T>(string property) =>
        Of(typeof(T), property) ?? throw new InvalidOperationException($"{typeof(T)} has no limit for {property}.");

    /// <summary>A refusal for each text that is too long, also of an input within the input.</summary>
    public static List<Refusal> Refuses(object input) => [.. TooLong(input)];

    private static IEnumerable<Refusal> TooLong(object input)
    {
        foreach (var (property, limit) in Known.GetOrAdd(input.GetType(), Of))
        {
            var value = property.GetValue(input);
            if (limit is null)
            {
                foreach (var inner in value is null ? [] : TooLong(value))
                {
                    yield return inner;
                }
            }
            else if (Texts(value).Any(t => LengthOf(t) > limit.Characters))
            {
                yield return new(limit.Sentence, property.Name);
            }
        }
    }

    private static int LengthOf(string text) => text.ReplaceLineEndings("\n").Trim().Length;

    private static IEnumerable<string> Texts(object? value) =>
        value switch
        {
            string text => [text],
            IReadOnlyDictionary<string, string?> texts => texts.Values.OfType<string>(),
            IEnumerable texts => texts.OfType<string>(),
            _ => [],
        };

    private static (PropertyInfo, AtMostAttribute?)[] Of(Type type) =>
        [
            .. type.GetProperties()
                .Where(p => p.GetIndexParameters().Length == 0)
                .Select(p => (p, p.GetCustomAttribute<AtMostAttribute>()))
                .Where(p => p.Item2 is not null || p.p.PropertyType is { IsNested: true, Name: "Input" }),
        ];
}
