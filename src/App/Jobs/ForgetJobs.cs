using Wardwise.App.Access;
using Wardwise.App.Data;

namespace Wardwise.App.Jobs;

/// <summary>Clears the queue of what was done or given up more than a week ago, and of idle slots of the schedule after a day; and forgets
/// forms that were sent days ago.</summary>
internal sealed class ForgetJobs(Database database, Upkeep upkeep) : IJob
{
    public static string Kind => "forget-jobs";

    public static TimeSpan? Every => TimeSpan.FromHours(1);

    public async Task<string?> Work(Actor actor, string input, IProgress<string> progress, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        await using var forget = work.Command(
            "delete from job where state in ('done', 'failed') and ended_at < $1 or state = 'done' and progress = '' and ended_at < $2",
            work.Now.AddDays(-7),
            work.Now.AddDays(-1)
        );
        var gone = await forget.ExecuteNonQueryAsync(cancel);
        await work.Finish(cancel);
        await using var forms = await upkeep.Begin(Actor.Nobody, cancel);
        await forms.Scalar<int>("select forget_forms_sent()", cancel);
        await forms.Finish(cancel);
        return gone == 0 ? null : $"{gone} jobs";
    }
}
