using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Imports;

/// <summary>Takes an import back: what it added goes, what it changed or replaced is again as it was.</summary>
public sealed class UndoImport(Database database, IServiceProvider services)
{
    public sealed record Input
    {
        /// <summary>The reference, such as I-2026-0003, or the id.</summary>
        public required string Import { get; init; }
    }

    /// <param name="Id">The import's reference.</param>
    /// <param name="Kind">What had come in.</param>
    /// <param name="Removed">What it had added and is gone.</param>
    /// <param name="Restored">What it had changed or replaced and is back.</param>
    /// <param name="Kept">References of records that somebody has worked on since, and that therefore stay.</param>
    public sealed record Undone(string Id, string Kind, int Removed, int Restored, IReadOnlyList<string> Kept);

    public async Task<Outcome<Undone>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ImportData) is { } no)
        {
            return no;
        }

        List<ITakesBack> takers = [.. services.GetServices<ITakesBack>()];
        await using var work = await database.Begin(actor, cancel);
        if (await Find(work, input.Import.Trim(), cancel) is not { } import || ForceEntry.Refuses(actor, import.Force) is not null)
        {
            return new Refusal($"There is no import {input.Import}. import list shows them.", nameof(Input.Import), RefusalKind.NotFound);
        }

        if (import.UndoneAt is { } before)
        {
            return new Refusal($"{import.Reference} was taken back already, on {before.InWords()}.", nameof(Input.Import));
        }

        await ForceEntry.Ensure(work, import.Force, null, cancel);
        if (import.Scope is { } scope)
        {
            await ForceEntry.Look(work, scope, cancel);
        }

        if (await LaterThatBuildsOnIt(work, import.No, takers, cancel) is { } later)
        {
            return new Refusal($"{later} changed what {import.Reference} brought. Take {later} back first.", nameof(Input.Import));
        }

        if (takers.FirstOrDefault(t => t.Kind == import.Kind) is not { } taker)
        {
            return new Refusal(
                $"{import.Reference} brought {import.Kind}: bring in another file instead, which takes the place of what is held.",
                nameof(Input.Import)
            );
        }

        var done = await taker.Run(work, import, cancel);
        await Execute(work, "update import set undone_at = $2, undone_by = $3 where no = $1", cancel, import.No, work.Now, actor.Name);
        work.Noted(
            TrailEntry.Of(
                TrailKind.Alteration,
                import.Id,
                "import",
                $"Took import {import.Reference} back",
                JsonSerializer.Serialize(
                    new
                    {
                        done.Removed,
                        done.Restored,
                        done.Kept,
                    },
                    JsonSerializerOptions.Web
                )
            )
        );
        if (await work.Commit("Took an import back", cancel) is { } refused)
        {
            return refused;
        }

        foreach (var follower in services.GetServices<IFollowsImport>())
        {
            await follower.AfterImport(actor, cancel);
        }

        return new Undone(import.Reference, import.Kind, done.Removed, done.Restored, done.Kept);
    }

    /// <summary>A later import that stands and holds what this one brought as its "before".</summary>
    private static async Task<string?> LaterThatBuildsOnIt(Work work, int no, IEnumerable<ITakesBack> takers, CancellationToken cancel)
    {
        await using var find = work.Command(
            $"""
            select m.reference from import m
            where m.undone_at is null and m.no > $1 and ({string.Join(" or ", takers.Select(t => t.BuildsOn).OfType<string>())})
            order by m.no desc limit 1
            """,
            no
        );
        return (string?)await find.ExecuteScalarAsync(cancel);
    }

    private static Task<HeldImport?> Find(Work work, string text, CancellationToken cancel) =>
        work.FirstRow(
            "select no, id, reference, kind, force_code, scope, undone_at from import "
                + "where lower(reference) = lower($1) or id::text = lower($1)",
            row => new HeldImport(
                row.Get<int>("no"),
                row.Get<Guid>("id"),
                row.Get<string>("reference"),
                row.Get<string>("kind"),
                row.Get<string>("force_code"),
                row.Get<short?>("scope"),
                row.Get<DateTimeOffset?>("undone_at")
            ),
            cancel,
            text
        );

    private static async Task<int> Execute(Work work, string sql, CancellationToken cancel, params object?[] values)
    {
        await using var command = work.Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancel);
    }
}
