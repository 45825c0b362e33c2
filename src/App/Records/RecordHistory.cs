using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Reads what the trail holds of one record, in words for its history.</summary>
internal static partial class RecordHistory
{
    private const int MostShown = 100;

    /// <summary>As JSON writes a moment.</summary>
    private const string Moment = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";

    /// <summary>By what was changed and which of its properties: the question that the pages ask for it.</summary>
    private static readonly Dictionary<(string What, string Property), string> Questions = typeof(Record)
        .Assembly.GetTypes()
        .SelectMany(t => t.GetProperties().Select(p => (Of: t, Property: p, p.GetCustomAttribute<DisplayNameAttribute>()?.DisplayName)))
        .Where(p => p.DisplayName is not null)
        .ToDictionary(p => (ChangeHistory.NameOf(p.Of), JsonNamingPolicy.CamelCase.ConvertName(p.Property.Name)), p => p.DisplayName!);

    private const string Rows = """
        select t.at, t.actor_name, t.why, c.body, n.text from trail t left join trail_content c on c.trail_id = t.id
        left join note n on n.record_id = t.record_id and n.written_at = t.at and t.why = 'wrote a note' and n.author_id = t.actor_id
        where t.record_id = $1 and t.kind <> 'look'
        """;

    public static Task<List<ShowHistory.Event>> Page(Work work, Guid recordId, int size, int skip, CancellationToken cancel) =>
        Read(work, $"{Rows} order by t.at desc, t.n desc limit $2 offset $3", cancel, recordId, size, skip);

    /// <summary>What changed in what the record says since this much of its history was read, the newest first and no more than
    /// fit a page: notes and looks change nothing of it.</summary>
    public static async Task<IReadOnlyList<ShowHistory.Event>> Since(Work work, Guid recordId, long read, CancellationToken cancel)
    {
        var since = new List<ShowHistory.Event>();
        await foreach (var row in work.EachRow($"{Rows} and t.kind = 'alteration' and t.n > $2 order by t.n desc", cancel, recordId, read))
        {
            // However many notes and links came after it: a change is never passed over.
            if (Event(row) is { Changes.Count: > 0 } change)
            {
                since.Add(change);
                if (since.Count == MostShown)
                {
                    break;
                }
            }
        }

        return since;
    }

    /// <summary>When, who, why, the body, and a note's text: the columns <c>at</c>, <c>actor_name</c>, <c>why</c>, <c>body</c> and
    /// <c>text</c> of the rows that <paramref name="sql"/> asks for.</summary>
    public static async Task<List<ShowHistory.Event>> Read(Work work, string sql, CancellationToken cancel, params object?[] values)
    {
        return await work.Rows(sql, Event, cancel, values);
    }

    private static ShowHistory.Event Event(Row row) =>
        new(
            row.Get<DateTimeOffset>("at"),
            row.Get<string>("actor_name"),
            row.Get<string>("why"),
            row.IsNull("body") ? [] : Changes(row.Get<string>("body")),
            row.OrNull<string>("text")
        );

    /// <summary>What changed, without notes (they have readers of their own) and what is computed or only points somewhere.</summary>
    internal static List<ShowHistory.Changed> Changes(string body)
    {
        using var json = JsonDocument.Parse(body);
        var changes = new List<ShowHistory.Changed>();
        if (!json.RootElement.TryGetProperty("changes", out var all))
        {
            return changes;
        }

        foreach (var entry in all.EnumerateArray().Where(e => e.GetProperty("what").GetString() is not ("note" or "link")))
        {
            var what = entry.GetProperty("what").GetString()!;
            var before = entry.TryGetProperty("before", out var b) ? b : default;
            foreach (var property in (entry.TryGetProperty("after", out var after) ? after : before).EnumerateObject())
            {
                if (
                    property.Name
                        is "gradeReasons"
                            or "gradeNext"
                            or "workedOn"
                            or "chasedOn"
                            or "position"
                            or "sha256"
                            or "stateBeforeError"
                            or "enteredInError"
                    || property.Name.EndsWith("Id", StringComparison.Ordinal)
                    || property.Name is "id" or "areaGeoJson" or "inputs" or "cells" or "placeNo" or "openedBy" or "madeBy"
                )
                {
                    continue;
                }

                var was =
                    before.ValueKind is JsonValueKind.Object && before.TryGetProperty(property.Name, out var old)
                        ? Text(old, property.Name)
                        : "";
                var now =
                    after.ValueKind is JsonValueKind.Object && after.TryGetProperty(property.Name, out var value)
                        ? Text(value, property.Name)
                        : "";
                if (was != now)
                {
                    changes.Add(
                        new(
                            Questions.GetValueOrDefault((what, property.Name)) ?? Humps().Replace(property.Name, " $1").ToLowerInvariant(),
                            was,
                            now
                        )
                    );
                }
            }
        }

        return changes;
    }

    private static string Text(JsonElement value, string of) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => "",
            JsonValueKind.String => InWords(value.GetString()!, of),
            JsonValueKind.True => "yes",
            JsonValueKind.False => "no",
            JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(v => Text(v, of))),
            JsonValueKind.Object => string.Join(
                ", ",
                value
                    .EnumerateObject()
                    .Where(p => p.Name is not ("By" or "by"))
                    .Select(p => $"{p.Name.ToLowerInvariant()} {Text(p.Value, p.Name)}")
            ),
            _ => value.GetRawText(),
        };

    /// <summary>A moment or a day as people read it, by London's clock; any other text as it is.</summary>
    private static string InWords(string text, string of) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.InWords()
        : DateTimeOffset.TryParseExact(text, Moment, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? of == "endsAt" ? moment.UntilInWords()
                : moment.InWords()
        : text;

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Humps();
}
