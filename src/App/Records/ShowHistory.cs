using System.Text.Json;
using System.Text.RegularExpressions;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>The record's own history: every change with who, when, why, before and after, and the notes that the reader may see.</summary>
public sealed partial class ShowHistory(Database database)
{
    public const int PageSize = 50;

    public sealed record Input
    {
        public required string Reference { get; init; }
        public int Page { get; init; } = 1;
    }

    public sealed record Told(Guid RecordId, string Title, IReadOnlyList<Event> Events, int Total, int Page, int Pages);

    public sealed record Event(DateTimeOffset At, string Who, string What, IReadOnlyList<Changed> Changes, string? Note);

    public sealed record Changed(string Of, string Before, string After);

    public async Task<Outcome<Told>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeHistory) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        Guid id;
        string title;
        await using (var find = work.Command("select id, title from record where reference = $1", input.Reference))
        await using (var row = await find.ExecuteReaderAsync(cancel))
        {
            if (!await row.ReadAsync(cancel))
            {
                return Refusal.NotThere;
            }

            (id, title) = (row.GetGuid(0), row.GetString(1));
        }

        var total = (int)await work.Scalar<long>("select count(*) from trail where record_id = $1 and kind <> 'look'", cancel, id);
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var page = Math.Clamp(input.Page, 1, pages);
        var events = new List<Event>();
        await using (
            var read = work.Command(
                """
                select t.at, t.actor_name, t.why, c.body, n.text from trail t left join trail_content c on c.trail_id = t.id
                left join note n on n.record_id = t.record_id and n.written_at = t.at and t.why = 'wrote a note'
                    and n.author_id = t.actor_id
                where t.record_id = $1 and t.kind <> 'look' order by t.at desc, t.n desc limit $2 offset $3
                """,
                id,
                PageSize,
                (page - 1) * PageSize
            )
        )
        await using (var row = await read.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
            {
                events.Add(
                    new(
                        row.GetFieldValue<DateTimeOffset>(0),
                        row.GetString(1),
                        row.GetString(2),
                        row.IsDBNull(3) ? [] : Changes(row.GetString(3)),
                        row.IsDBNull(4) ? null : row.GetString(4)
                    )
                );
            }
        }

        work.Looked("history", [id]);
        await work.Finish(cancel);
        return new Told(id, title, events, total, page, pages);
    }

    /// <summary>What changed, without notes (they have readers of their own) and what is computed or only points somewhere.</summary>
    internal static List<Changed> Changes(string body)
    {
        using var json = JsonDocument.Parse(body);
        var changes = new List<Changed>();
        if (!json.RootElement.TryGetProperty("changes", out var all))
        {
            return changes;
        }

        foreach (var entry in all.EnumerateArray().Where(e => e.GetProperty("what").GetString() is not ("note" or "link")))
        {
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

                var was = before.ValueKind is JsonValueKind.Object && before.TryGetProperty(property.Name, out var old) ? Text(old) : "";
                var now = after.ValueKind is JsonValueKind.Object && after.TryGetProperty(property.Name, out var value) ? Text(value) : "";
                if (was != now)
                {
                    changes.Add(new(Humps().Replace(property.Name, " $1").ToLowerInvariant(), was, now));
                }
            }
        }

        return changes;
    }

    private static string Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => "",
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.True => "yes",
            JsonValueKind.False => "no",
            JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Text)),
            JsonValueKind.Object => string.Join(
                ", ",
                value.EnumerateObject().Where(p => p.Name is not ("By" or "by")).Select(p => $"{p.Name.ToLowerInvariant()} {Text(p.Value)}")
            ),
            _ => value.GetRawText(),
        };

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Humps();
}
