using System.Text.Json;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Measuring;
using Wardwise.App.Places;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Links incidents to a problem: all in its area between two dates, or those picked by hand. Unlinks them too.</summary>
public sealed class LinkIncidents(RecordDesk desk, PlaceIndexes places)
{
    private const int Most = 5_000;

    public sealed record Input
    {
        public required string Reference { get; init; }

        /// <summary>Picked by hand; null takes the area and the dates.</summary>
        public IReadOnlyList<Guid>? IncidentIds { get; init; }
        public DateOnly? From { get; init; }
        public DateOnly? To { get; init; }
        public bool Unlink { get; init; }

        /// <summary>Why those picked by hand belong to the problem, or do not.</summary>
        [AtMost(TextLimits.Line, "The reason")]
        public string? Why { get; init; }
    }

    /// <summary>How many were linked or unlinked.</summary>
    public Task<Outcome<int>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.Change<ProblemFile, int>(actor, new(input.Reference, "linked incidents", input), taken => Make(taken, input, cancel), cancel);

    private async Task<Outcome<int>> Make(Taken<ProblemFile> taken, Input input, CancellationToken cancel)
    {
        var (work, file) = (taken.Work, taken.File);

        var reason = input.Why.OnOneLine();
        Outcome<Guid[]> found = input.IncidentIds is { } picked ? picked.Distinct().ToArray() : await InArea(work, file, input, cancel);
        if (!found.Done)
        {
            return found.Refusals.ToList();
        }

        var wrong = new List<Refusal>();
        if (found.Value.Length is 0 or > Most)
        {
            wrong.Add(
                new(
                    found.Value.Length == 0
                        ? input.IncidentIds is null
                            ? "There are no such incidents in the area between these dates."
                            : "Choose at least one incident."
                        : "That is more than 5,000 incidents. Choose a shorter time or a smaller area.",
                    input.IncidentIds is null ? nameof(Input.From) : nameof(Input.IncidentIds)
                )
            );
        }

        if (input.IncidentIds is not null && reason.Length == 0)
        {
            wrong.Add(
                new(input.Unlink ? "Say why they do not belong to the problem." : "Say why they belong to the problem.", nameof(Input.Why))
            );
        }

        if (wrong.Count > 0)
        {
            return wrong;
        }

        var count = input.Unlink
            ? await Take(work, file, found.Value, cancel)
            : await Add(work, file, found.Value, reason.Length > 0 ? reason : "in the area, between the dates", cancel);
        var why = $"{(input.Unlink ? "unlinked" : "linked")} {Words.Of(count, "incident")}{(reason.Length > 0 ? ": " + reason : "")}";
        work.Noted(
            new TrailEntry(
                TrailKind.Alteration,
                file.Problem.RecordId,
                null,
                "problem",
                why,
                JsonSerializer.Serialize(new { incidents = found.Value }),
                [file.Problem.RecordId, .. found.Value]
            )
        );
        taken.Why = why;
        return count;
    }

    private static async Task<int> Add(Work work, ProblemFile file, Guid[] ids, string why, CancellationToken cancel)
    {
        // Only incidents that the actor sees can be linked: the view keeps the scope.
        await using var add = work.Command(
            """
            insert into link (id, record_id, kind, other_id, other_kind, why, linked_at)
            select gen_random_uuid(), $1, 'shows', i.id, 'incident', $2, $3 from incident i where i.id = any ($4)
                on conflict (record_id, kind, other_id) do nothing
            """,
            file.Problem.RecordId,
            why,
            work.Now,
            ids
        );
        return await add.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<int> Take(Work work, ProblemFile file, Guid[] ids, CancellationToken cancel)
    {
        await using var take = work.Command(
            "delete from link where record_id = $1 and other_kind = 'incident' and other_id = any ($2)",
            file.Problem.RecordId,
            ids
        );
        return await take.ExecuteNonQueryAsync(cancel);
    }

    private async Task<Outcome<Guid[]>> InArea(Work work, ProblemFile file, Input input, CancellationToken cancel)
    {
        if (input.From is not { } from || input.To is not { } to || to < from)
        {
            // At the day that is missing: the other may be right.
            var at = input.From is null || input.To is not null ? nameof(Input.From) : nameof(Input.To);
            return new Refusal("Enter the first and the last day, the last on or after the first.", at);
        }

        if (!from.IsLikely() || !to.IsLikely())
        {
            return new Refusal("Enter days between 1900 and 2199.", nameof(Input.From));
        }

        var area = await AreaOfProblem.Of(work, places, file.Aim.AreaGeoJson, file.Aim.PlaceCodes, cancel);
        if (!area.Done)
        {
            return area.Refusals[0] with { Field = nameof(Input.From) };
        }

        var found = await IncidentsOfArea.Of(
            work,
            places,
            area.Value,
            new(file.Aim.Categories, file.Aim.Types, LondonTime.StartOf(from), LondonTime.StartOf(to.AddDays(1))),
            cancel
        );
        return found.Select(i => i.Id).ToArray();
    }
}
