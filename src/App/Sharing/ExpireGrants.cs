using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Jobs;

namespace Wardwise.App.Sharing;

/// <summary>Takes shares that ran out off the records. F46: access stops with the agreement.</summary>
internal sealed class ExpireGrants(Upkeep database) : IJob
{
    public static string Kind => "expire-grants";

    public static TimeSpan? Every => TimeSpan.FromMinutes(1);

    public async Task<string?> Work(Actor actor, string input, IProgress<string> progress, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        var changed = await work.Scalar<int>("select expire_grants()", cancel);
        await work.Finish(cancel);
        return changed == 0 ? null : $"{changed} records";
    }
}
