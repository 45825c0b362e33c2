using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Jobs;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>A guide that comes with Wardwise.</summary>
internal sealed record ShippedGuide(string Code, string Step, string Form, string Title, string Question, IReadOnlyList<string> Text)
{
    public static IReadOnlyList<ShippedGuide> All { get; } =
        JsonSerializer.Deserialize<List<ShippedGuide>>(ShippedRules.Text("guides.json"), JsonSerializerOptions.Web)!;
}

/// <summary>Puts the guides that come with Wardwise into each force that has not had them: each once, so that what a force changed or took
/// off stays so.</summary>
public sealed class ShipGuides(Database database)
{
    /// <returns>How many were put in.</returns>
    public async Task<Outcome<int>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.OperateInstance) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        await using (var queue = work.Command("select pg_advisory_xact_lock(7427015)"))
        {
            await queue.ExecuteNonQueryAsync(cancel);
        }

        // The police agency that the force was opened with keeps them.
        var agencies = await work
            .Db.Set<Agency>()
            .AsNoTracking()
            .Where(a => a.Kind == AgencyKind.Police)
            .OrderBy(a => a.Id)
            .ToListAsync(cancel);
        var keepers = agencies.GroupBy(a => a.ForceId).Select(g => g.First()).Where(a => actor.Agencies.Contains(a.Id)).ToList();
        var held = (
            await work
                .Db.Set<Guide>()
                .AsNoTracking()
                .Where(g => g.ShippedCode != null)
                .Select(g => new { g.Record.ForceId, g.ShippedCode })
                .ToListAsync(cancel)
        )
            .Select(g => (g.ForceId, g.ShippedCode!))
            .ToHashSet();
        var put = new List<Guid>();
        foreach (
            var (keeper, shipped) in keepers
                .SelectMany(k => ShippedGuide.All.Select(s => (k, s)))
                .Where(p => !held.Contains((p.k.ForceId, p.s.Code)))
        )
        {
            var guide = await SaveGuide.New(work, keeper.ForceId, keeper.Id, shipped.Code, cancel);
            guide.Record.Title = shipped.Title;
            (guide.Step, guide.Form) = (EnumCode.Parse<SaraStep>(shipped.Step), EnumCode.Parse<GuideForm>(shipped.Form));
            (guide.Text, guide.Question) = (string.Join("\n", shipped.Text), shipped.Question);
            work.Db.Add(guide);
            put.Add(guide.RecordId);
        }

        if (put.Count == 0)
        {
            return 0;
        }

        if (await work.Save("put in a guide that comes with Wardwise", cancel) is { } refused)
        {
            return refused;
        }

        foreach (var id in put)
        {
            await work.Publish(id, true, cancel);
        }

        await work.Finish(cancel);
        return put.Count;
    }
}

/// <summary>Looks whether a force has been opened since.</summary>
internal sealed class ShipGuidesEveryMinute(ShipGuides ship) : IJob
{
    public static string Kind => "ship-guides";

    public static TimeSpan? Every => TimeSpan.FromMinutes(1);

    public async Task<string?> Work(Actor actor, string input, IProgress<string> progress, CancellationToken cancel)
    {
        var put = await ship.Run(actor, cancel);
        return put is { Done: true, Value: > 0 and var many } ? string.Create(CultureInfo.InvariantCulture, $"{many} guides put in") : null;
    }
}
