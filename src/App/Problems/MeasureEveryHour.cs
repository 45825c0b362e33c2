using System.Globalization;
using Wardwise.App.Access;
using Wardwise.App.Jobs;

namespace Wardwise.App.Problems;

/// <summary>Measures what has become due, within the hour of its months coming in.</summary>
internal sealed class MeasureEveryHour(MeasureWhatIsDue measure) : IJob
{
    public static string Kind => "measure-what-is-due";

    public static TimeSpan? Every => TimeSpan.FromHours(1);

    public async Task<string?> Work(Actor actor, string input, IProgress<string> progress, CancellationToken cancel)
    {
        var done = await measure.Run(actor, new() { Progress = progress }, cancel);
        return !done.Done ? throw new InvalidOperationException(done.Refusals[0].Sentence)
            : done.Value is { Measured: 0, FollowedUp: 0, Failed: 0 } ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{done.Value.Measured} responses measured, {done.Value.FollowedUp} followed up, {done.Value.Told} owners told, "
                    + $"{done.Value.Failed} failed"
            );
    }
}
