using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wardwise.Domain.Shared;

/// <summary>Reads the rule sets that are shipped inside the assembly, and those that a force has entered: both are the same JSON.</summary>
public static class ShippedRules
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    public static T Read<T>(string fileName) => Parse<T>(Text(fileName));

    /// <exception cref="JsonException">The text is not the JSON of such a rule set.</exception>
    public static T Parse<T>(string json) => JsonSerializer.Deserialize<T>(json, Json) ?? throw new JsonException("The rule set is empty.");

    /// <summary>The text of a shipped rule set, as it is loaded into the table of rule sets of a new instance.</summary>
    public static string Text(string fileName)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var name = assembly.GetManifestResourceNames().Single(n => n.EndsWith("." + fileName, StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
