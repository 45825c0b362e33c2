using System.Globalization;
using Wardwise.App.Access;
using Wardwise.App.Jobs;

namespace Wardwise.App.Problems;

/// <summary>Chases stale records once a day.</summary>
internal sealed class ChaseEveryDay(ChaseStaleProblems chase) : IJob
{
    public static string Kind => "chase-stale-problems";

    public static TimeSpan? Every => TimeSpan.FromDays(1);

    public async Task<string?> Work(Actor actor, string input, IProgress<string> progress, CancellationToken cancel)
    {
        var chased = await chase.Run(actor, cancel);
        return chased.Done
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{chased.Value.Owners} owners reminded, {chased.Value.Supervisors} supervisors told"
            )
            : throw new InvalidOperationException(chased.Refusals[0].Sentence);
    }
}
