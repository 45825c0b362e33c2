using System.Collections;
using System.Reflection;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Access;

/// <summary>Makes what a method is given without knowing it: bare, with nothing filled in, or full, with something that is there wherever
/// something is wanted.</summary>
internal sealed class AnyInput(Station station, string reference, Guid recordId, bool full)
{
    private const int Deepest = 4;

    public override string ToString() => full ? "full" : "bare";

    public object? Of(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(CancellationToken) ? CancellationToken.None : Of(parameter.ParameterType, parameter.Name!, 0);

    private object? Of(Type type, string name, int depth)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return full ? Of(inner, name, depth) : null;
        }

        if (type == typeof(string))
        {
            return full ? Text(name) : "";
        }

        if (type == typeof(Uri))
        {
            return full ? new Uri("http://localhost") : null;
        }

        if (ItemOf(type) is { } item)
        {
            var items = Array.CreateInstance(item, full ? 1 : 0);
            if (full)
            {
                items.SetValue(Of(item, name, depth + 1), 0);
            }

            return items;
        }

        if (type.IsValueType)
        {
            return Value(type, name);
        }

        return type.IsAbstract || type.IsAssignableTo(typeof(Delegate)) || depth > Deepest ? null : Made(type, depth);
    }

    private object? Value(Type type, string name) =>
        type == typeof(Guid) ? Id(name)
        : type == typeof(DateOnly) ? DateOnly.FromDateTime(station.Clock.Now.Date)
        : type == typeof(bool) ? full
        : type == typeof(int) && full ? 1
        : Activator.CreateInstance(type);

    private string Text(string name) =>
        Is(name, "Reference") ? reference
        : Is(name, "Force") ? "wealdshire"
        : Is(name, "Email") ? "somebody@wealdshire.example"
        : "something";

    private Guid Id(string name) =>
        Is(name, "Account") ? station.AccountOf(Domain.Accounts.Role.Officer)
        : Is(name, "Agency") ? station.PoliceId
        : Is(name, "Team") ? station.TeamId
        : Is(name, "Force") ? station.ForceId
        : recordId;

    private static bool Is(string name, string word) => name.Contains(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>By its constructor, then each property that can be set and has nothing yet.</summary>
    private object? Made(Type type, int depth)
    {
        var constructor = type.GetConstructors()
            .Where(c => !(c.GetParameters() is [{ ParameterType: var only }] && only == type))
            .OrderBy(c => c.GetParameters().Length)
            .FirstOrDefault();
        var made = constructor?.Invoke([.. constructor.GetParameters().Select(p => Of(p.ParameterType, p.Name!, depth + 1))]);
        if (made is null)
        {
            return null;
        }

        foreach (var property in type.GetProperties().Where(p => p.CanWrite && p.GetIndexParameters().Length == 0))
        {
            if (full || property.GetValue(made) is null)
            {
                property.SetValue(made, Of(property.PropertyType, property.Name, depth + 1));
            }
        }

        return made;
    }

    /// <summary>What a list is of, where an array will do for it.</summary>
    private static Type? ItemOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsInterface && type.IsAssignableTo(typeof(IEnumerable)) && type.GenericTypeArguments is [var only] ? only
        : null;
}
