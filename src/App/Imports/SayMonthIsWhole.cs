using System.Text.Json;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Imports;

/// <summary>Somebody's word that a doubted month came in whole: nothing happened that month, or its file is all there is.</summary>
public sealed class SayMonthIsWhole(Database database)
{
    public sealed record Input
    {
        /// <summary>The import that brought it, such as I-2026-0003.</summary>
        public required string Import { get; init; }
        public required YearMonth Month { get; init; }

        [AtMost(TextLimits.Line, "How you know")]
        public required string Because { get; init; }
    }

    public async Task<Outcome<YearMonth>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ImportData) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        if (input.Because.Tidy() is not { Length: > 0 } because)
        {
            return new Refusal("Say how you know that the month is whole.", nameof(Input.Because));
        }

        await using var work = await database.Begin(actor, cancel);
        if (await Find(work, input.Import.Trim(), cancel) is not { } import || ForceEntry.Refuses(actor, import.Force) is not null)
        {
            return new Refusal($"There is no import {input.Import}. import list shows them.", nameof(Input.Import), RefusalKind.NotFound);
        }

        await ForceEntry.Look(work, import.Scope, cancel);
        if (
            !await work.Scalar<bool>(
                "select exists (select 1 from import_month where import_no = $1 and scope = $2 and month = $3)",
                cancel,
                import.No,
                import.Scope,
                input.Month.FirstDay
            )
        )
        {
            return new Refusal($"{input.Import} did not bring {input.Month.InWords()}. Name the import that did.", nameof(Input.Month));
        }

        await using (
            var lift = work.Command(
                """
                update month_doubt set lifted_at = $3, lifted_by = $4, lifted_because = $5
                where scope = $1 and month = $2 and lifted_at is null
                """,
                import.Scope,
                input.Month.FirstDay,
                work.Now,
                actor.Name,
                because
            )
        )
        {
            if (await lift.ExecuteNonQueryAsync(cancel) == 0)
            {
                return new Refusal($"{input.Month.InWords()} is not in doubt.", nameof(Input.Month));
            }
        }

        work.Noted(
            TrailEntry.Of(
                TrailKind.Alteration,
                import.Id,
                "import",
                $"Said that {input.Month.InWords()} is whole: {because}",
                JsonSerializer.Serialize(new { Month = input.Month.ToString(), because }, JsonSerializerOptions.Web)
            )
        );
        if (await work.Commit("Said that a month is whole", cancel) is { } refused)
        {
            return refused;
        }

        return input.Month;
    }

    private static Task<(Guid Id, int No, string Force, short Scope)?> Find(Work work, string reference, CancellationToken cancel) =>
        work.FirstRow<(Guid, int, string, short)?>(
            "select id, no, force_code, scope from import where lower(reference) = lower($1) and scope is not null",
            row => (row.Get<Guid>("id"), row.Get<int>("no"), row.Get<string>("force_code"), row.Get<short>("scope")),
            cancel,
            reference
        );
}
