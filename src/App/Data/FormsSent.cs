using Wardwise.App.Access;

namespace Wardwise.App.Data;

/// <summary>The forms that made something, and where they led: who sends one twice is led there again.</summary>
public sealed class FormsSent(Database database)
{
    /// <summary>Where the form led when it was sent before; null when it is new, or that was not written down.</summary>
    public async Task<string?> AnswerTo(Actor actor, Once once, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        await using var find = work.Command("select answer from form_sent where key = $1", once.Key);
        return await find.ExecuteScalarAsync(cancel) as string;
    }

    public async Task Keep(Actor actor, Once once, string answer, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        await using (var keep = work.Command("update form_sent set answer = $2 where key = $1", once.Key, answer))
        {
            await keep.ExecuteNonQueryAsync(cancel);
        }

        await work.Finish(cancel);
    }
}
