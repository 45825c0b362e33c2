using Wardwise.App.Access;
using Wardwise.App.Jobs;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>Looks every quarter of an hour whether a digest is due, so that one that fell into a time when nothing ran still
/// comes.</summary>
internal sealed class DigestEveryWeek(SendDigests send) : IJob
{
    public static string Kind => "weekly-digest";

    public static TimeSpan? Every => TimeSpan.FromMinutes(15);

    public async Task<string?> Work(Actor actor, string input, IProgress<string> progress, CancellationToken cancel)
    {
        var sent = await send.Run(actor, cancel);
        return sent switch
        {
            { Done: false } => throw new InvalidOperationException(sent.Refusals[0].Sentence),
            { Value: { Digests: 0, Failed: 0 } } => null,
            { Value: var done } => $"{Words.Of(done.Digests, "digest")}{(done.Failed == 0 ? "" : $", {done.Failed} failed")}",
        };
    }
}
