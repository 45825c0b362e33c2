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
        var anchored = await anchors.Anchor(actor, cancel);
        return anchored.LeftOut > 0 ? $"{anchored.Rows} rows; {anchored.LeftOut} chains do not hold and were left out: run audit verify"
            : anchored.Rows == 0 ? null
            : $"{anchored.Rows} rows";
    }
}
