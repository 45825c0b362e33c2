using Wardwise.App.Access;

namespace Wardwise.App.Data;

/// <summary>The forms that were sent, and where they led: who sends one twice is led there again.</summary>
public sealed class FormsSent(Database database)
{
    /// <summary>Where the form led when it was sent before; null when it is new, or that was not written down.</summary>
    public async Task<string?> AnswerTo(Actor actor, Once once, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        await using var find = work.Command("select answer from form_sent where key = $1", once.Key);
        return await find.ExecuteScalarAsync(cancel) as string;
    }

    /// <summary>Of what made something the key is there already. That it reaches the disk is not waited for: all that would be lost is
    /// where the form led.</summary>
    public async Task Keep(Actor actor, Once once, string answer, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        await using (var hurry = work.Command("set local synchronous_commit = off"))
        {
            await hurry.ExecuteNonQueryAsync(cancel);
        }

        await using (
            var keep = work.Command(
                """
                insert into form_sent (key, account_id, at, answer) values ($1, $2, $3, $4)
                on conflict (key) do update set answer = excluded.answer
                """,
                once.Key,
                actor.Id,
                work.Now,
                answer
            )
        )
        {
            await keep.ExecuteNonQueryAsync(cancel);
        }

        await work.Finish(cancel);
    }
}
