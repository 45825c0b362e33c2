using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wardwise.App.Measuring;

/// <summary>How a measurement is kept, and printed by <c>wardwise evaluate</c>.</summary>
internal static class EvaluationJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static string Write<T>(T part) => JsonSerializer.Serialize(part, Options);

    public static T Read<T>(string kept) => JsonSerializer.Deserialize<T>(kept, Options)!;
}
