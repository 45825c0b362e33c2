using System.Text.Json;
using System.Text.Json.Nodes;
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

        [AtMost(2_000_000, "The content")]
        public string? Content { get; init; }
        public DateOnly? StartsOn { get; init; }

        /// <summary>What changed and who decided it.</summary>
        [AtMost(TextLimits.Answer, "What changed")]
        public string? Note { get; init; }
    }

    /// <summary>What the version would change, once nothing stands against it. Nothing is saved.</summary>
    public async Task<Outcome<IReadOnlyList<RuleChange>>> Check(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ManageRules) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        await using var work = await database.Begin(actor, cancel);
        var fit = await Fit(work, input, cancel);
        return fit.Done ? fit.Value.Changes.ToList() : fit.Refusals.ToList();
    }

    public async Task<Outcome<Guid>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ManageRules) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        await using var work = await database.Begin(actor, cancel);
        var fit = await Fit(work, input, cancel);
        if (!fit.Done)
        {
            return fit.Refusals.ToList();
        }

        var starts = input.StartsOn!.Value;
        var (kind, versions, _) = fit.Value;
        if (versions.LastOrDefault() is { } last)
        {
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
            Note = input.Note.OnOneLine(),
        };
        work.Db.Add(added);
        return await work.Commit("entered a new version of the rules: " + added.Note, cancel) is { } stale ? stale : added.Id;
    }

    /// <summary>The kind, its versions so far, and what the new one changes; or everything that stands against it.</summary>
    private static async Task<Outcome<(RuleKind Kind, List<RuleSet> Versions, IReadOnlyList<RuleChange> Changes)>> Fit(
        Work work,
        Input input,
        CancellationToken cancel
    )
    {
        if (RuleKinds.Find(input.Kind) is not { } kind)
        {
            return Refusal.NotThere;
        }

        var versions = await work
            .Db.Set<RuleSet>()
            .Where(r => r.Kind == kind.Kind && r.ForceId == work.Actor.ForceId)
            .OrderBy(r => r.Number)
            .ToListAsync(cancel);
        var unfit = new List<Refusal>();
        var rules = RuleForm.Parsed(input.Content);
        unfit.AddRange(Unfit(input, kind, rules));
        if (input.StartsOn is null || input.StartsOn < work.Today)
        {
            unfit.Add(new("Enter the day the version starts: today or later.", nameof(Input.StartsOn)));
        }
        else if (versions.LastOrDefault() is { } last && last.StartsOn >= input.StartsOn)
        {
            unfit.Add(new($"Version {last.Number} starts on {last.StartsOn.InWords()}. Enter a later day.", nameof(Input.StartsOn)));
        }

        if (input.Note.Tidy().Length == 0)
        {
            unfit.Add(new("Say what changed and who decided it.", nameof(Input.Note)));
        }

        if (unfit.Count > 0)
        {
            return unfit;
        }

        var changes = RuleChanges.Of(kind.Fields, JsonNode.Parse(versions.LastOrDefault()?.Content ?? kind.Shipped)!, rules!);
        return changes.Count > 0
            ? (kind, versions, changes)
            : new Refusal("Nothing differs from the version before. Change something first.");
    }

    private static IEnumerable<Refusal> Unfit(Input input, RuleKind kind, JsonObject? rules)
    {
        if (rules is null)
        {
            return [new("The rules are not JSON. Start from the version in force.", nameof(Input.Content))];
        }

        var faults = RuleForm.Faults(kind.Fields, rules).ToList();
        if (faults.Count == 0)
        {
            try
            {
                faults.AddRange((kind.Read(input.Content!) as IHeldTogether)?.Faults() ?? []);
            }
            catch (JsonException e)
            {
                return [new($"These are not rules of this kind: {e.Message.Split(". Path")[0].TrimEnd('.')}.", nameof(Input.Content))];
            }
        }

        return faults.Select(f => new Refusal(f.Sentence, $"Rules.{f.Path}"));
    }
}
