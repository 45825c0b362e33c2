using System.Reflection;
using System.Text.Json;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

public enum RuleFieldKind
{
    /// <summary>Not asked: what is there stays.</summary>
    Kept,
    Code,
    Whole,
    Text,
    Choice,
    Day,

    /// <summary>Whole numbers, one on each line.</summary>
    Wholes,

    /// <summary>Days, one on each line.</summary>
    Days,

    /// <summary>Texts, one on each line.</summary>
    Texts,

    /// <summary>Parts under one heading.</summary>
    Group,

    /// <summary>Any number of the same parts.</summary>
    Items,
}

/// <summary>A part of a rule set as its form asks it: drawn from the type that the rule set is parsed to, in the words of <see
/// cref="AskedAttribute"/>.</summary>
public sealed record RuleField
{
    /// <summary>As in the JSON.</summary>
    public required string Name { get; init; }
    public required RuleFieldKind Kind { get; init; }
    public string Label { get; init; } = "";
    public string? Hint { get; init; }
    public string One { get; init; } = "line";
    public bool MayBeEmpty { get; init; }
    public int Least { get; init; }
    public int Most { get; init; }
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The parts of a group or of each item.</summary>
    public IReadOnlyList<RuleField> Fields { get; init; } = [];

    /// <summary>The part that a code is made from.</summary>
    public string? CodeOf { get; init; }

    /// <summary>The part that tells one item from another; null when only its position does.</summary>
    public string? Key => Fields.FirstOrDefault(f => f.Kind is RuleFieldKind.Code or RuleFieldKind.Choice)?.Name ?? Title;

    /// <summary>The part that an item is called by.</summary>
    public string? Title => Fields.FirstOrDefault(f => f.Kind is RuleFieldKind.Text or RuleFieldKind.Choice)?.Name;

    public static IReadOnlyList<RuleField> Of(Type type) => [.. type.GetConstructors()[0].GetParameters().Select(Of)];

    private static RuleField Of(ParameterInfo part)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(part.Name!);
        if (part.GetCustomAttribute<CodeOfAttribute>() is { } code)
        {
            return new()
            {
                Name = name,
                Kind = RuleFieldKind.Code,
                CodeOf = JsonNamingPolicy.CamelCase.ConvertName(code.Part),
            };
        }

        if (part.GetCustomAttribute<AskedAttribute>() is not { } asked)
        {
            return new() { Name = name, Kind = RuleFieldKind.Kept };
        }

        var choices = asked.ChoicesOf is { } codes ? [.. Enum.GetValues(codes).Cast<Enum>().Select(EnumCode.Of)] : asked.Choices ?? [];
        var (kind, inside) = Shape(part.ParameterType, choices.Length > 0);
        return new()
        {
            Name = name,
            Kind = kind,
            Label = asked.Label,
            Hint = asked.Hint,
            One = asked.One ?? "line",
            MayBeEmpty = asked.MayBeEmpty,
            Least = asked.Least,
            Most = asked.Most,
            Choices = choices,
            Fields = inside is null ? [] : Of(inside),
        };
    }

    private static (RuleFieldKind Kind, Type? Inside) Shape(Type type, bool chosen) =>
        type switch
        {
            _ when type == typeof(int) => (RuleFieldKind.Whole, null),
            _ when type == typeof(string) => (chosen ? RuleFieldKind.Choice : RuleFieldKind.Text, null),
            _ when type == typeof(DateOnly) => (RuleFieldKind.Day, null),
            _ when type == typeof(IReadOnlyList<int>) => (RuleFieldKind.Wholes, null),
            _ when type == typeof(IReadOnlyList<DateOnly>) => (RuleFieldKind.Days, null),
            _ when type == typeof(IReadOnlyList<string>) => (RuleFieldKind.Texts, null),
            { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => (
                RuleFieldKind.Items,
                type.GetGenericArguments()[0]
            ),
            _ => (RuleFieldKind.Group, type),
        };
}
