using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Library;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>How one record would be told outside the force, part by part, with what the check finds.</summary>
public sealed class ShowExport(Database database)
{
    public sealed record Shown(
        string Reference,
        string Kind,
        string Title,
        IReadOnlyList<ExportPart> Parts,
        IReadOnlyList<NamesFound> Found,
        bool LeftOut,
        int Version
    );

    public async Task<Outcome<Shown>> Run(Actor actor, string reference, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.EditLibrary) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (
            actor.ForceId is not { } force
            || (await ExportCandidate.All(work, force, null, reference, cancel)).SingleOrDefault() is not { } candidate
        )
        {
            return Refusal.NotThere;
        }

        var names = await work.Names(force, cancel);
        work.Looked("practice for other forces", [candidate.Id]);
        await work.Finish(cancel);
        return new Shown(
            reference,
            candidate.Shell.Kind!,
            candidate.Parts[0].Held,
            candidate.Parts,
            candidate.Check(names),
            candidate.LeftOut,
            candidate.Version
        );
    }
}

/// <summary>Keeps other words for those outside beside the record, or leaves it out. What still names somebody is refused with the words
/// found.</summary>
public sealed class MendExport(Database database)
{
    public sealed record Input
    {
        public required string Reference { get; init; }

        /// <summary>Of what was kept before; 0 when nothing was.</summary>
        public required int Version { get; init; }
        public bool LeaveOut { get; init; }

        /// <summary>By the part's key, as it is to be told.</summary>
        [AtMost(TextLimits.Long, "Each text")]
        public IReadOnlyDictionary<string, string?> Texts { get; init; } = new Dictionary<string, string?>();
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.EditLibrary) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        await using var work = await database.Begin(actor, cancel);
        if (
            actor.ForceId is not { } force
            || (await ExportCandidate.All(work, force, null, input.Reference, cancel)).SingleOrDefault() is not { } candidate
        )
        {
            return Refusal.NotThere;
        }

        if (candidate.Version != input.Version)
        {
            return Refusal.Stale();
        }

        var parts = candidate
            .Parts.Select(p => p with { Told = input.Texts.TryGetValue(p.Key, out var text) ? text.Tidy() : p.Told })
            .ToList();
        if (!input.LeaveOut && Unfit(parts, await work.Names(force, cancel)) is { Count: > 0 } unfit)
        {
            return unfit;
        }

        var texts = JsonSerializer.Serialize(
            parts.Where(p => p.Told != p.Held).ToDictionary(p => p.Key, p => new ToldText(p.Held, p.Told)),
            JsonSerializerOptions.Web
        );
        if (await work.Db.Set<ExportText>().SingleOrDefaultAsync(t => t.RecordId == candidate.Id, cancel) is { } kept)
        {
            (kept.LeftOut, kept.Texts) = (input.LeaveOut, texts);
        }
        else
        {
            work.Db.Add(
                new ExportText
                {
                    RecordId = candidate.Id,
                    LeftOut = input.LeaveOut,
                    Texts = texts,
                }
            );
        }

        return
            await work.Commit(
                input.LeaveOut ? "left it out of what other forces are told" : "changed how it is told to other forces",
                cancel
            )
                is { } stale
            ? stale
            : default(Nothing);
    }

    private static List<Refusal> Unfit(List<ExportPart> parts, NamesCheck names)
    {
        List<Refusal> unfit =
        [
            .. parts.Where(p => p.Part == ExportCandidate.Title && p.Told.Length == 0).Select(p => new Refusal("Enter a title.", p.Key)),
        ];
        unfit.AddRange(
            parts.SelectMany(p =>
                names.Of(p.Label, p.Told).Select(f => new Refusal($"{f.InWords()}. Say it in another way, or leave the record out.", p.Key))
            )
        );
        return unfit;
    }
}
