using Wardwise.App.Access;
using Wardwise.App.Jobs;

namespace Wardwise.App.Operations;

/// <summary>Puts what was written on the trail since the last time under a signed anchor.</summary>
internal sealed class AnchorTrail(AnchorBook anchors) : IJob
{
    public static string Kind => "anchor-trail";

    public static TimeSpan? Every => TimeSpan.FromMinutes(15);

    public async Task<string?> Work(Actor actor, string input, IProgress<string> progress, CancellationToken cancel)
    {
        var rows = await anchors.Anchor(actor, cancel);
        return rows == 0 ? null : $"{rows} rows";
    }
}
