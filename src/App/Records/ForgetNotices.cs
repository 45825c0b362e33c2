using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Jobs;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Notices are no record of anything: half a year after they were made they go.</summary>
internal sealed class ForgetNotices(Database database) : IJob
{
    public const int DaysKept = 180;

    public static string Kind => "forget-notices";

    public static TimeSpan? Every => TimeSpan.FromDays(1);

    public async Task<string?> Work(Actor actor, string input, IProgress<string> progress, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        int gone;
        await using (var forget = work.Command("delete from notice where made_at < $1 and mail <> 'waiting'", work.Now.AddDays(-DaysKept)))
        {
            gone = await forget.ExecuteNonQueryAsync(cancel);
        }

        await work.Finish(cancel);
        return gone == 0 ? null : Words.Of(gone, "notice");
    }
}
