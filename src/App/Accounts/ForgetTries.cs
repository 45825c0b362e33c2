using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Jobs;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>Counts that have run out go, and devices that nobody has signed in from for long.</summary>
internal sealed class ForgetTries(Database database) : IJob
{
    public static string Kind => "forget-tries";

    public static TimeSpan? Every => TimeSpan.FromHours(1);

    public async Task<string?> Work(Actor actor, string input, IProgress<string> progress, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        int gone;
        await using (var forget = work.Command("delete from try_count where until <= $1", work.Now))
        {
            gone = await forget.ExecuteNonQueryAsync(cancel);
        }

        await using (var forget = work.Command("delete from known_device where seen_at <= $1", work.Now - AccountRules.DeviceKnownFor))
        {
            gone += await forget.ExecuteNonQueryAsync(cancel);
        }

        await work.Finish(cancel);
        return gone == 0 ? null : Words.Of(gone, "count");
    }
}
