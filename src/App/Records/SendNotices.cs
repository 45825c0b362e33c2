using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Jobs;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>
/// Sends the letters that wait, one at a time: claims one and commits, reads it as its reader may read it now, hands it to the mail server,
/// and notes what came of it. Killed between the last two it sends the letter again when the claim has run out, under the same Message-ID.
/// </summary>
internal sealed class SendNotices(Database database, Actors actors, MailServer? server = null, ILogger<SendNotices>? log = null) : IJob
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static string Kind => "send-notices";

    public static TimeSpan? Every => TimeSpan.FromSeconds(20);

    private sealed record Claimed(NoticeReading.Stored Notice, Guid? AccountId, string? Address, string? Token, int Tries);

    public async Task<string?> Work(Actor actor, string input, IProgress<string> progress, CancellationToken cancel)
    {
        await GiveUpLate(actor, cancel);
        var sent = 0;
        while (server is not null && await Claim(actor, cancel) is var (id, tries))
        {
            try
            {
                sent += await Send(actor, await Read(actor, id, tries, cancel), cancel) ? 1 : 0;
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                // One letter that cannot be read or written keeps no other from leaving.
                log?.LogError(e, "The letter {Notice} could not be sent.", id);
                var state = tries >= MailTries.Most ? MailState.Failed : MailState.Waiting;
                await Settle(actor, id, tries, state, $"It could not be written ({e.GetType().Name}).", cancel);
            }
        }

        return sent == 0 ? null : Words.Of(sent, "letter");
    }

    /// <summary>What waited too long no longer leaves: a reset link has run out, a digest is old news.</summary>
    private async Task GiveUpLate(Actor actor, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        await using (
            var late = work.Command(
                $"""
                update notice set mail = 'failed', error = coalesce(error, 'No mail server took it in time.'), settled_at = $1, {Emptied}
                    where mail = 'waiting' and expires_at <= $1
                """,
                work.Now
            )
        )
        {
            await late.ExecuteNonQueryAsync(cancel);
        }

        await work.Finish(cancel);
    }

    /// <summary>A letter that stands on no page has nobody left to read it once it is settled.</summary>
    private const string Emptied = "text = case when on_page then text else '' end, link = case when on_page then link end";

    private async Task<(Guid Id, int Tries)?> Claim(Actor actor, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        (Guid, int)? claimed = null;
        await using (
            var next = work.Command(
                """
                update notice set tries = tries + 1, next_try = $2 where id = (
                    select id from notice where mail = 'waiting' and next_try <= $1 order by next_try limit 1 for update skip locked)
                returning id, tries
                """,
                work.Now,
                work.Now + MailTries.Claim
            )
        )
        await using (var row = await next.ExecuteReaderAsync(cancel))
        {
            if (await row.ReadAsync(cancel))
            {
                claimed = (row.GetGuid(0), row.GetInt32(1));
            }
        }

        await work.Finish(cancel);
        return claimed;
    }

    private async Task<Claimed> Read(Actor actor, Guid id, int tries, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        await using var read = work.Command(
            $"""
            select {NoticeReading.Columns}, n.account_id, coalesce(n.address, a.email), s.token
            from notice n left join account a on a.id = n.account_id left join notice_setting s on s.account_id = n.account_id
            where n.id = $1
            """,
            id
        );
        await using var row = await read.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        string? Maybe(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        return new(NoticeReading.Read(row), row.IsDBNull(9) ? null : row.GetGuid(9), Maybe(10), Maybe(11), tries);
    }

    private async Task<bool> Send(Actor actor, Claimed claimed, CancellationToken cancel)
    {
        var reader = claimed.AccountId is { } account ? await actors.OfAccount(account, cancel) : Actor.Nobody;
        if (reader is null)
        {
            return await Settle(actor, claimed.Notice.Id, claimed.Tries, MailState.Withheld, "The account is closed.", cancel);
        }

        ShownNotice shown;
        await using (var work = await database.Begin(reader, cancel))
        {
            shown = (await work.Shown([claimed.Notice], cancel))[0];
        }

        if (!shown.IsTold)
        {
            return await Settle(
                actor,
                claimed.Notice.Id,
                claimed.Tries,
                MailState.Withheld,
                "It is about what they may not see, or no longer.",
                cancel
            );
        }

        if (!MailAddress.TryCreate(claimed.Address, out var to))
        {
            return await Settle(actor, claimed.Notice.Id, claimed.Tries, MailState.Failed, "The address is no e-mail address.", cancel);
        }

        var (error, isFinal) = await Hand(shown, to, claimed.Token, cancel);
        return error is null
            ? await Settle(actor, claimed.Notice.Id, claimed.Tries, MailState.Sent, null, cancel)
            : await Settle(
                actor,
                claimed.Notice.Id,
                claimed.Tries,
                isFinal || claimed.Tries >= MailTries.Most ? MailState.Failed : MailState.Waiting,
                error,
                cancel
            );
    }

    /// <summary>What the mail server answered: null when it took the letter, else why not, and whether asking again is of no use.</summary>
    private async Task<(string? Error, bool IsFinal)> Hand(ShownNotice notice, MailAddress to, string? token, CancellationToken cancel)
    {
        var stop = notice.Kind is NoticeKind.Digest && token is not null ? "/unsubscribe/" + token : null;
        var written = Letter.Of(notice, server!.Site, stop);
        using var letter = new MailMessage(new MailAddress(server.From, "Wardwise"), to)
        {
            Subject = written.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = written.Text,
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.QuotedPrintable,
        };
        letter.Headers.Add("Message-ID", $"<{notice.Id}@{letter.From!.Host}>");
        letter.Headers.Add("Auto-Submitted", "auto-generated");
        if (stop is not null)
        {
            letter.Headers.Add("List-Unsubscribe", $"<{new Uri(server.Site, stop).AbsoluteUri}>");
            letter.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        using var client = new SmtpClient(server.Host, server.Port);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            await client.SendMailAsync(letter, patience.Token);
            return (null, false);
        }
        catch (SmtpFailedRecipientException e)
        {
            // 5xx: this address will not do tomorrow either.
            return (e.Message, (int)e.StatusCode >= 500);
        }
        catch (SmtpException e)
        {
            return (e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message, false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return ("The mail server did not answer within a minute.", false);
        }
    }

    private async Task<bool> Settle(Actor actor, Guid id, int tries, MailState state, string? error, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        await using (
            var note = work.Command(
                state is MailState.Waiting
                    ? "update notice set error = $3, next_try = $4 where id = $1 and mail = $2"
                    : $"update notice set mail = $2, error = $3, settled_at = $4, {Emptied} where id = $1",
                id,
                EnumCode.Of(state),
                new NpgsqlParameter { Value = (object?)error ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
                state is MailState.Waiting ? work.Now + MailTries.WaitAfter(tries) : work.Now
            )
        )
        {
            await note.ExecuteNonQueryAsync(cancel);
        }

        await work.Finish(cancel);
        return state is MailState.Sent;
    }
}
