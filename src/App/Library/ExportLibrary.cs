using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>What teaches, as a file for other forces: without persons, owners, references, exact places, and dates finer than the quarter.
/// What still names somebody stays behind, with the words found.</summary>
public sealed class ExportLibrary(Database database)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public sealed record Input
    {
        /// <summary>The police.uk id; left out, the actor's own force.</summary>
        public string? Force { get; init; }

        /// <summary>problem, lesson or guide; null is all.</summary>
        public string? Kind { get; init; }

        /// <summary>A look at what would go, without the file.</summary>
        public bool OnlyLook { get; init; }
    }

    public sealed record Row(string Reference, string Kind, string Title, IReadOnlyList<string> Found, bool LeftOut)
    {
        public bool Goes => !LeftOut && Found.Count == 0;
    }

    /// <param name="File">Null for a look.</param>
    public sealed record Made(string Force, SharedFile? File, IReadOnlyList<Row> Rows);

    public async Task<Outcome<Made>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.EditLibrary) is { } no)
        {
            return no;
        }

        if (input.Kind is not (null or Problem.RecordKind or Lesson.RecordKind or Guide.RecordKind))
        {
            return new Refusal("The kind is problem, lesson or guide.", nameof(Input.Kind));
        }

        await using var work = await database.Begin(actor, cancel);
        if (await ForceOf(work, input.Force, cancel) is not { } force)
        {
            return new Refusal("There is no such force here.", nameof(Input.Force));
        }

        var names = await work.Names(force.Id, cancel);
        var rows = new List<Row>();
        var going = new List<ExportCandidate>();
        foreach (var candidate in await ExportCandidate.All(work, force.Id, input.Kind, null, cancel))
        {
            var row = new Row(
                candidate.Reference,
                candidate.Shell.Kind!,
                candidate.Parts[0].Held,
                [.. candidate.Check(names).Select(f => f.InWords())],
                candidate.LeftOut
            );
            rows.Add(row);
            if (row.Goes)
            {
                going.Add(candidate);
            }
        }

        if (input.OnlyLook)
        {
            return new Made(force.Code, null, rows);
        }

        work.Noted(
            new TrailEntry(
                TrailKind.Disclosure,
                null,
                null,
                "practice as a file for other forces",
                actor.Purpose ?? "",
                "{}",
                [.. going.Select(g => g.Id)]
            )
        );
        await work.Finish(cancel);
        return new Made(
            force.Code,
            new()
            {
                Format = SharedFile.FormatName,
                Version = SharedFile.Newest,
                Force = force.Code,
                ForceName = force.Name,
                Made = ExportCandidate.QuarterOf(work.Today),
                Practices = [.. going.Select(g => g.ToShare())],
            },
            rows
        );
    }

    internal static Task<Force?> ForceOf(Work work, string? code, CancellationToken cancel) =>
        work
            .Db.Set<Force>()
            .AsNoTracking()
            .SingleOrDefaultAsync(
                f =>
                    code == null || code == ""
                        ? f.Id == work.Actor.ForceId
                        : f.Code == code && (work.Actor.Kind != ActorKind.Account || f.Id == work.Actor.ForceId),
                cancel
            );
}
