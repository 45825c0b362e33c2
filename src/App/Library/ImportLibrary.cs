using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.App.Search;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Library;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>Takes in what another force shared, checked again for names: each practice a record that the whole force reads and finds, apart
/// from its own results. The same again adds nothing.</summary>
public sealed class ImportLibrary(Database database, Lexicons lexicons)
{
    public sealed record Input
    {
        public required Stream Content { get; init; }

        /// <summary>The police.uk id of the force that takes it in; left out, the actor's own.</summary>
        public string? Force { get; init; }
    }

    /// <param name="No">Of the practice in the file, counted from 1.</param>
    /// <param name="Reason">Why it stays out.</param>
    public sealed record Rejected(int No, string Reason);

    public sealed record Taken(string From, int Read, int Added, int Already, IReadOnlyList<Rejected> Rejected);

    public async Task<Outcome<Taken>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.EditLibrary) is { } no)
        {
            return no;
        }

        var read = await ReadPractice.Of(input.Content, cancel);
        if (!read.Done)
        {
            return read.Refusals.ToList();
        }

        var file = read.Value;
        await using var work = await database.Begin(actor, cancel);
        await using (var queue = work.Command("select pg_advisory_xact_lock(7427017)"))
        {
            await queue.ExecuteNonQueryAsync(cancel);
        }

        if (
            await ExportLibrary.ForceOf(work, input.Force, cancel) is not { } force
            || await KeeperOf(work, force.Id, cancel) is not { } keeper
        )
        {
            return new Refusal("There is no such force here.", nameof(Input.Force));
        }

        if (file.Force == force.Code)
        {
            return new Refusal("This file comes from this force itself. Nothing was taken in.");
        }

        var names = await work.Names(force.Id, cancel);
        var held = (
            await work
                .Db.Set<ImportedPractice>()
                .Where(i => i.ForceId == force.Id && i.FromForce == file.Force)
                .Select(i => i.Key)
                .ToListAsync(cancel)
        ).ToHashSet();
        var known = (await lexicons.Of(work, force.Id, cancel)).Kinds;
        var techniques = await work.Techniques(force.Id, cancel);
        var (rejected, added, already) = (new List<Rejected>(), new List<Guid>(), 0);
        foreach (var (at, (practice, reason)) in file.Rows.Index())
        {
            if ((reason ?? NamesIn(names, practice!)) is { } why)
            {
                rejected.Add(new(at + 1, why));
            }
            else if (!held.Add(practice!.Key!))
            {
                already++;
            }
            else
            {
                var clean = practice with
                {
                    ProblemKind = known.Find(practice.ProblemKind)?.Code,
                    Steps = [.. practice.Steps!.Select(s => s with { Technique = techniques.Find(s.Technique)?.Code })],
                };
                added.Add(await Add(work, force, keeper, file, clean, cancel));
            }
        }

        if (added.Count > 0)
        {
            if (await work.Save($"took in practice shared by {file.Force}", cancel) is { } refused)
            {
                return refused;
            }

            foreach (var id in added)
            {
                await work.Publish(id, true, cancel);
            }
        }

        await work.Finish(cancel);
        return new Taken(file.Force, file.Rows.Count, added.Count, already, rejected);
    }

    private static async Task<Guid> Add(
        Work work,
        Force force,
        Guid keeper,
        ReadPractice.File file,
        SharedPractice practice,
        CancellationToken cancel
    )
    {
        var record = await RecordDesk.New<ImportedPractice>(work, practice.Title!.Trim(), Guide.Live, force.Id, keeper, cancel);
        work.Db.Add(
            new ImportedPractice
            {
                RecordId = record.Id,
                ForceId = force.Id,
                FromForce = file.Force,
                FromName = PoliceForces.NameByCode.GetValueOrDefault(file.Force, file.Force),
                Key = practice.Key!,
                FileMade = file.Made,
                Content = JsonSerializer.Serialize(practice, ExportLibrary.Json),
                Record = record,
            }
        );
        return record.Id;
    }

    /// <summary>Who keeps what comes in: the coordinator's agency, else the force's first police agency.</summary>
    private static async Task<Guid?> KeeperOf(Work work, Guid force, CancellationToken cancel) =>
        work.Actor.Home?.AgencyId
        ?? await work
            .Db.Set<Agency>()
            .Where(a => a.ForceId == force && a.Kind == AgencyKind.Police)
            .OrderBy(a => a.Id)
            .Select(a => (Guid?)a.Id)
            .FirstOrDefaultAsync(cancel);

    private static string? NamesIn(NamesCheck names, SharedPractice practice)
    {
        var found = names
            .Of("the title", practice.Title)
            .Concat(practice.Texts!.SelectMany(t => names.Of(t.Part!.Replace('-', ' '), t.Text)))
            .Concat(practice.Steps!.SelectMany(s => names.Of("a step", s.What)))
            .ToList();
        return found.Count == 0
            ? null
            : string.Join("; ", found.Take(3).Select(f => f.InWords())) + (found.Count > 3 ? $"; and {found.Count - 3} more" : "");
    }
}
