using System.Collections.Concurrent;
using System.Text;

namespace Wardwise.Domain.Shared;

/// <summary>
/// Turns an enum value into the code that is stored and sent, and back: <c>EnteredInError</c> is <c>entered-in-error</c>.
/// Codes are a contract with the database and with scripts; names in C# may be renamed only with a migration.
/// </summary>
public static class EnumCode
{
    private static readonly ConcurrentDictionary<Enum, string> Known = new();

    public static string Of(Enum value) => Known.GetOrAdd(value, v => Kebab(v.ToString()));

    /// <summary>The value of a code, or null when no value has it.</summary>
    public static T? Read<T>(string? code)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(Of(value), code, StringComparison.Ordinal))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The value of a code that we wrote ourselves.</summary>
    /// <exception cref="FormatException">No value has it.</exception>
    public static T Parse<T>(string code)
        where T : struct, Enum => Read<T>(code) ?? throw new FormatException($"'{code}' is not a {typeof(T).Name}.");

    private static string Kebab(string name)
    {
        var code = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && code.Length > 0)
            {
                code.Append('-');
            }

            code.Append(char.ToLowerInvariant(letter));
        }

        return code.ToString();
    }
}
