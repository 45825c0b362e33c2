using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Enters a new version of a rule set for the actor's force, from a day on; the one before ends the day before.</summary>
public sealed class NewRuleVersion(Database database)
{
    public sealed record Input
    {
        public required string Kind { get; init; }
        public string? Content { get; init; }
        public DateOnly? StartsOn { get; init; }

        /// <summary>What changed and who decided it.</summary>
        public string? Note { get; init; }
    }

    public async Task<Outcome<Guid>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ManageRules) is { } no)
        {
            return no;
        }

        if (RuleKinds.Find(input.Kind) is not { } kind)
        {
            return Refusal.NotThere;
        }

        await using var work = await database.Begin(actor, cancel);
        if (Unfit(input, kind, work.Today) is { Count: > 0 } unfit)
        {
            return unfit;
        }

        var starts = input.StartsOn!.Value;
        var versions = await work.Db.Set<RuleSet>().Where(r => r.Kind == kind.Kind && r.ForceId == actor.ForceId).OrderBy(r => r.Number).ToListAsync(cancel);
        if (versions.LastOrDefault() is { } last)
        {
            if (last.StartsOn >= starts)
            {
                return new Refusal($"Version {last.Number} starts on {last.StartsOn.InWords()}. Enter a later day.", nameof(Input.StartsOn));
            }

            last.EndsOn = starts.AddDays(-1);
        }

        var added = new RuleSet
        {
            Id = Guid.CreateVersion7(),
            Kind = kind.Kind,
            ForceId = actor.ForceId,
            Number = (versions.LastOrDefault()?.Number ?? 0) + 1,
            StartsOn = starts,
            Content = input.Content!,
            Note = input.Note!.Trim(),
        };
        work.Db.Add(added);
        return await work.Commit("entered a new version of the rules: " + added.Note, cancel) is { } stale ? stale : added.Id;
    }

    private static List<Refusal> Unfit(Input input, RuleKind kind, DateOnly today)
    {
        var unfit = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(input.Content))
        {
            unfit.Add(new("Enter the rules as JSON. Start from the version in force.", nameof(Input.Content)));
        }
        else
        {
            try
            {
                kind.Read(input.Content);
            }
            catch (JsonException e)
            {
                var place = e.LineNumber is { } line ? $" Look at line {line + 1}." : "";
                unfit.Add(new($"These are not rules of this kind: {e.Message.Split(". Path")[0].TrimEnd('.')}.{place}", nameof(Input.Content)));
            }
        }

        if (input.StartsOn is null || input.StartsOn < today)
        {
            unfit.Add(new("Enter the day the version starts: today or later.", nameof(Input.StartsOn)));
        }

        if (string.IsNullOrWhiteSpace(input.Note))
        {
            unfit.Add(new("Say what changed and who decided it.", nameof(Input.Note)));
        }

        return unfit;
    }
}
