using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Wardwise.App.Data;
using Wardwise.Domain.Records;

namespace Wardwise.App.Access;

/// <summary>Makes, of what a piece of work changed, one entry a record: what, before and after.</summary>
internal static class ChangeHistory
{
    /// <summary>On a table whose changes tell nothing of anybody: sessions have the trail of sign-ins.</summary>
    public const string LeftOut = "history-leaves-out";

    /// <summary>The property that says whose history it is, where it is neither a record's nor its own.</summary>
    public const string HangsOn = "history-hangs-on";

    /// <summary>Never written down, changed or not: only that they changed.</summary>
    private static readonly HashSet<string> Secrets = ["PasswordHash", "SecurityStamp", "ConcurrencyStamp", "Value", "Digest"];

    /// <summary>Bookkeeping that is no news to anybody.</summary>
    private static readonly HashSet<string> Silent = ["Version", "Readers", "ConcurrencyStamp", "LastTotpStep", "AccessFailedCount"];

    public static IReadOnlyList<TrailEntry> Of(ChangeTracker tracker, string why)
    {
        tracker.DetectChanges();
        var changes = new Dictionary<(Guid Subject, bool IsRecord), (string Kind, JsonArray Body, HashSet<Guid> Ids)>();
        foreach (
            var entry in tracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList()
        )
        {
            RaiseVersion(entry);
            if (entry.Metadata.FindAnnotation(LeftOut) is not null)
            {
                continue;
            }

            var subject = SubjectOf(entry);
            if (!changes.TryGetValue(subject, out var held))
            {
                changes[subject] = held = (KindOf(entry), [], [subject.Subject]);
            }

            held.Body.Add(Describe(entry));
            if (OwnId(entry) is { } id)
            {
                held.Ids.Add(id);
            }
        }

        return
        [
            .. changes.Select(c => new TrailEntry(
                TrailKind.Alteration,
                c.Key.IsRecord ? c.Key.Subject : null,
                c.Key.IsRecord ? null : c.Key.Subject,
                c.Value.Kind,
                why,
                new JsonObject { ["changes"] = c.Value.Body }.ToJsonString(),
                [.. c.Value.Ids]
            )),
        ];
    }

    private static void RaiseVersion(EntityEntry entry)
    {
        if (entry.State == EntityState.Modified && entry.Metadata.FindProperty("Version") is { ClrType: { } type } && type == typeof(int))
        {
            var version = entry.Property("Version");
            version.CurrentValue = (int)version.OriginalValue! + 1;
        }
    }

    private static (Guid Subject, bool IsRecord) SubjectOf(EntityEntry entry) =>
        entry switch
        {
            { Entity: Record record } => (record.Id, true),
            _ when entry.Metadata.FindProperty("RecordId") is not null => ((Guid)entry.Property("RecordId").CurrentValue!, true),
            _ when entry.Metadata.FindProperty("UserId") is not null => ((Guid)entry.Property("UserId").CurrentValue!, false),
            _ when entry.Metadata.FindAnnotation(HangsOn)?.Value is string of => ((Guid)entry.Property(of).CurrentValue!, false),
            _ when entry.Metadata.FindProperty("Id") is { ClrType: { } type } && type == typeof(Guid) => (
                (Guid)entry.Property("Id").CurrentValue!,
                false
            ),
            _ => throw new InvalidOperationException(
                $"{entry.Metadata.ClrType.Name} says neither which record it is of nor who it is, so its history has nowhere to hang."
            ),
        };

    /// <summary>Of a step, a note, a file on a record: so that its own last change can be found.</summary>
    private static Guid? OwnId(EntityEntry entry) =>
        entry.Metadata.FindProperty("Id") is { ClrType: { } type } && type == typeof(Guid)
            ? (Guid)entry.Property("Id").CurrentValue!
            : null;

    private static string KindOf(EntityEntry entry) => entry.Entity is Record record ? record.Kind : NameOf(entry.Metadata.ClrType);

    /// <summary>As the trail calls it: <c>ResponsePlan</c> is "response plan".</summary>
    internal static string NameOf(Type type) => AppDb.Snake(type.Name).Replace('_', ' ');

    private static JsonObject Describe(EntityEntry entry)
    {
        var before = new JsonObject();
        var after = new JsonObject();
        foreach (var property in entry.Properties.Where(p => !Silent.Contains(p.Metadata.Name)))
        {
            if (entry.State == EntityState.Modified && (!property.IsModified || Equals(property.OriginalValue, property.CurrentValue)))
            {
                continue;
            }

            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Metadata.Name);
            var secret = Secrets.Contains(property.Metadata.Name);
            if (entry.State != EntityState.Added)
            {
                before[name] = secret ? "(kept secret)" : Node(property.OriginalValue);
            }

            if (entry.State != EntityState.Deleted)
            {
                after[name] = secret ? "(kept secret)" : Node(property.CurrentValue);
            }
        }

        var told = new JsonObject { ["what"] = NameOf(entry.Metadata.ClrType), ["how"] = entry.State.ToString().ToLowerInvariant() };
        if (before.Count > 0)
        {
            told["before"] = before;
        }

        if (after.Count > 0)
        {
            told["after"] = after;
        }

        return told;
    }

    private static JsonNode? Node(object? value) =>
        value is null ? null
        : value is Enum ? value.ToString()
        : JsonSerializer.SerializeToNode(value, value.GetType());
}
