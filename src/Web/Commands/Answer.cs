using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Wardwise.Domain.Shared;

namespace Wardwise.Web.Commands;

/// <summary>How a verb answers: words for people, or one JSON document; logs and progress go to standard error.</summary>
internal static class Answer
{
    public static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static int Give<T>(ParseResult parsed, Outcome<T> outcome, Func<T, string> words)
    {
        if (!outcome.Done)
        {
            foreach (var refusal in outcome.Refusals)
            {
                Console.Error.WriteLine(refusal.Sentence);
            }

            return CommandLine.Refused;
        }

        Console.Out.WriteLine(parsed.GetValue(CommandLine.Json) ? JsonSerializer.Serialize(outcome.Value, Format) : words(outcome.Value));
        return CommandLine.Done;
    }
}
