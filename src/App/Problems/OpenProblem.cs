using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Records a problem in a minute: title, place, what recurs, category. The rest follows on the record.</summary>
public sealed class OpenProblem(Database database)
{
    public sealed record Input
    {
        [AtMost(Problem.TitleLength, "The title")]
        public required string? Title { get; init; }

        [AtMost(TextLimits.Long, "What keeps happening")]
        public required string? WhatRecurs { get; init; }
        public int? PlaceNo { get; init; }
        public ProblemCategory? Category { get; init; }

        [AtMost(TextLimits.Name, "The kind")]
        public string Kind { get; init; } = "";

        /// <summary>Kept aside until it is ready; in no list but the owner's.</summary>
        public bool AsDraft { get; init; }
    }

    public sealed record Opened(Guid Id, string Reference);

    public async Task<Outcome<Opened>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.OpenProblem) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        if (Unfit(input) is { Count: > 0 } unfit)
        {
            return unfit;
        }

        if (actor.Home is null || actor.ForceId is null)
        {
            return NoPosting;
        }

        await using var work = await database.Begin(actor, cancel);
        return await Write(work, input, input.AsDraft ? "started a draft" : "opened the problem", _ => { }, cancel);
    }

    internal static readonly Refusal NoPosting = Refusal.Forbidden("Only somebody posted to an agency can open a problem.");

    /// <summary>Writes the record and commits; the actor is posted, and the input fit.</summary>
    internal static async Task<Outcome<Opened>> Write(
        Work work,
        Input input,
        string why,
        Action<ProblemFile> more,
        CancellationToken cancel
    )
    {
        var (actor, home) = (work.Actor, work.Actor.Home!);
        var state = EnumCode.Of(input.AsDraft ? ProblemState.Draft : ProblemState.Open);
        var record = await RecordDesk.New<ProblemFile>(work, input.Title!.Trim(), state, actor.ForceId!.Value, home.AgencyId, cancel);
        (record.OwnerTeamId, record.OwnerAccountId, record.PlaceNo) = (home.TeamId, actor.Id, input.PlaceNo);
        var file = ProblemFile.New(
            new Problem
            {
                RecordId = record.Id,
                Record = record,
                Category = input.Category,
                Kind = input.Kind.Trim(),
                OpenedBy = actor.Id,
                WorkedOn = work.Today,
            }
        );
        file.Scanning.WhatRecurs = input.WhatRecurs?.Trim() ?? "";
        more(file);
        work.Db.AddRange(file.Problem, file.Scanning, file.Analysis, file.Aim, file.Plan, file.Assessment);
        return await work.PutBack(file, why, cancel) is { } refused ? refused : new Opened(record.Id, record.Reference);
    }

    private static List<Refusal> Unfit(Input input)
    {
        var unfit = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(input.Title))
        {
            unfit.Add(new("Enter a title.", nameof(Input.Title)));
        }

        if (input.AsDraft)
        {
            return unfit;
        }

        if (input.PlaceNo is null)
        {
            unfit.Add(new("Choose the place.", nameof(Input.PlaceNo)));
        }

        if (string.IsNullOrWhiteSpace(input.WhatRecurs))
        {
            unfit.Add(new("Say what keeps happening.", nameof(Input.WhatRecurs)));
        }

        if (input.Category is null)
        {
            unfit.Add(new("Choose the category.", nameof(Input.Category)));
        }

        return unfit;
    }
}
