using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wardwise.App.Demonstration;

/// <summary>The hand-written part of the demonstration, embedded in the program.</summary>
internal static class DemonstrationData
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    public static T Read<T>(string file)
    {
        var assembly = typeof(DemonstrationData).Assembly;
        using var stream =
            assembly.GetManifestResourceStream("Wardwise.App.Demonstration.Data." + file)
            ?? throw new InvalidOperationException("Not embedded: " + file);
        return JsonSerializer.Deserialize<T>(stream, Options)!;
    }

    public static IEnumerable<string> Files(string start) =>
        typeof(DemonstrationData)
            .Assembly.GetManifestResourceNames()
            .Select(n => n.Replace("Wardwise.App.Demonstration.Data.", "", StringComparison.Ordinal))
            .Where(n => n.StartsWith(start, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
}
