using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>Reads a file of practice that may lie: bounded in size, every value checked, each practice by itself.</summary>
internal static partial class ReadPractice
{
    public const int LargestMegabytes = 20;

    public const int Most = 5_000;

    private const int Largest = LargestMegabytes << 20;
    private const int MostParts = 60;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = 12,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict,
    };

    private static readonly HashSet<string> Parts =
    [
        "what-recurs",
        "lesson",
        "for-whom",
        "what-it-took",
        "conditions",
        "what-happened",
        "text",
        "question",
    ];

    private static readonly HashSet<string> Designs = ["comparison", "before-and-after", "survey", "claim"];

    public sealed record File(string Force, string Made, IReadOnlyList<(SharedPractice? Practice, string? Reason)> Rows);

    public static async Task<Outcome<File>> Of(Stream content, CancellationToken cancel)
    {
        if (await Bounded(content, cancel) is not { } bytes)
        {
            return new Refusal($"The file is larger than {LargestMegabytes} MB, or damaged. Nothing was taken in.");
        }

        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(bytes, new() { MaxDepth = 12 });
        }
        catch (JsonException)
        {
            return new Refusal("This is not a file of practice: it is not JSON as Wardwise writes it.");
        }

        using (json)
        {
            return Read(json);
        }
    }

    private static Outcome<File> Read(JsonDocument json)
    {
        try
        {
            var root = json.RootElement;
            string? Text(string name) =>
                root.ValueKind is JsonValueKind.Object
                && root.TryGetProperty(name, out var value)
                && value.ValueKind is JsonValueKind.String
                    ? value.GetString()
                    : null;
            if (
                Text("format") != SharedFile.FormatName
                || !root.TryGetProperty("practices", out var practices)
                || practices.ValueKind is not JsonValueKind.Array
            )
            {
                return new Refusal("This is not a file of practice: it does not say so in its first lines.");
            }

            if (
                !root.TryGetProperty("version", out var version)
                || version.ValueKind is not JsonValueKind.Number
                || !version.TryGetInt32(out var number)
                || number != SharedFile.Newest
            )
            {
                return new Refusal($"This file is of another version. This Wardwise reads version {SharedFile.Newest}.");
            }

            if (Text("force") is not { } force || !PoliceForces.IsCode(force))
            {
                return new Refusal("The file does not say which force it comes from.");
            }

            if (practices.GetArrayLength() > Most)
            {
                return new Refusal($"The file holds more than {Most:N0} practices. Ask for it in parts.");
            }

            return new File(
                force,
                Text("made") is { } made && Quarter().IsMatch(made) ? made : "",
                [.. practices.EnumerateArray().Select(One)]
            );
        }
        catch (InvalidOperationException)
        {
            return new Refusal("This is not a file of practice: a name or a text in it holds half a character.");
        }
    }

    private static (SharedPractice? Practice, string? Reason) One(JsonElement element)
    {
        SharedPractice? practice;
        try
        {
            practice = element.Deserialize<SharedPractice>(Json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return (null, "a value is of the wrong kind");
        }

        return practice is null ? (null, "it is empty")
            : Wrong(practice) is { } wrong ? (null, wrong)
            : (practice with { Texts = practice.Texts ?? [], Steps = practice.Steps ?? [] }, null);
    }

    private static string? Wrong(SharedPractice p)
    {
        var texts = (p.Texts ?? []).Select(t => t?.Text).Concat((p.Steps ?? []).Select(s => s?.What)).ToList();
        return p switch
        {
            _ when p.Key is null || !Key().IsMatch(p.Key) => "it has no key",
            { Kind: not (Problem.RecordKind or Lesson.RecordKind or Guide.RecordKind) } => "it is no problem, lesson or guide",
            _ when string.IsNullOrWhiteSpace(p.Title) || p.Title.Length > Problem.TitleLength => "it has no title, or one that is too long",
            _ when texts.Count == 0
                    || texts.Count > MostParts
                    || texts.Exists(t => string.IsNullOrWhiteSpace(t) || t.Length > Guide.TextLength) => "a text is missing or too long",
            _ when texts.Append(p.Title).Any(t => t!.Any(c => char.IsControl(c) && c is not '\n' and not '\r' and not '\t')) =>
                "a text holds what is no letter",
            _ when (p.Texts ?? []).Any(t => t.Part is null || !Parts.Contains(t.Part)) => "a part is unknown",
            { Category: { } category } when EnumCode.Read<ProblemCategory>(category) is null => "the category is unknown",
            { Quarter: { } quarter } when !Quarter().IsMatch(quarter) => "the quarter is not written as 2025-Q2",
            { PlaceSize: { } size } when EnumCode.Read<PlaceSize>(size) is null => "the size of the place is unknown",
            { Step: { } step } when EnumCode.Read<SaraStep>(step) is null => "the step is unknown",
            { CostPounds: < 0 or > 1_000_000_000 } => "the cost is no cost",
            { Grade: < 0 or > 6 } => "the grade is none",
            { Result: { } result } => WrongResult(result),
            _ => null,
        };
    }

    private static string? WrongResult(SharedResult result) =>
        result switch
        {
            { Code: null } => "the result has no code",
            { Code: var code } when !ProblemResult.Codes.Contains(code) => "the result is unknown",
            { Design: { } design } when !Designs.Contains(design) => "the design is unknown",
            { Percent: { } percent } when !(percent is >= -100 and <= 10_000) => "the result is no number",
            { LogRatio: null, Variance: not null } or { LogRatio: not null, Variance: null } =>
                "the effect and its variance belong together",
            { LogRatio: { } log } when !(Math.Abs(log) <= 7) => "the effect is no number",
            { Variance: { } variance } when !(variance is > 0 and <= 100) => "the variance is no number",
            _ => null,
        };

    /// <summary>The content, unpacked when it is packed; null when it is too large or does not unpack.</summary>
    private static async Task<byte[]?> Bounded(Stream content, CancellationToken cancel)
    {
        if (await All(content, cancel) is not { } bytes)
        {
            return null;
        }

        if (bytes is not [0x1f, 0x8b, ..])
        {
            return bytes is [0xef, 0xbb, 0xbf, ..] ? bytes[3..] : bytes;
        }

        try
        {
            await using var packed = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            return await All(packed, cancel);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static async Task<byte[]?> All(Stream content, CancellationToken cancel)
    {
        using var read = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int got; (got = await content.ReadAsync(buffer, cancel)) > 0; )
        {
            if (read.Length + got > Largest)
            {
                return null;
            }

            read.Write(buffer, 0, got);
        }

        return read.ToArray();
    }

    [GeneratedRegex("^[0-9a-f]{16,64}$")]
    private static partial Regex Key();

    [GeneratedRegex("^(19|20)[0-9]{2}-Q[1-4]$")]
    private static partial Regex Quarter();
}
