using Microsoft.Extensions.Logging;
using MimeKit;
using MimeKit.Text;
using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Jobs;
using Wardwise.App.Notices;
using Wardwise.Domain.Notices;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>
/// Sends the letters that wait, one at a time: claims one and commits, reads it as its reader may read it now, hands it to the mail server,
/// and notes what came of it. Killed between the last two it sends the letter again when the claim has run out, under the same Message-ID.
/// </summary>
internal sealed class SendNotices(Database database, Actors actors, MailServer? server = null, ILogger<SendNotices>? log = null) : IJob
{
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
        var claimed = await work.FirstRow<(Guid, int)?>(
            """
            update notice set tries = tries + 1, next_try = $2 where id = (
                select id from notice where mail = 'waiting' and next_try <= $1 order by next_try limit 1 for update skip locked)
            returning id, tries
            """,
            r => (r.Get<Guid>("id"), r.Get<int>("tries")),
            cancel,
            work.Now,
            work.Now + MailTries.Claim
        );
        await work.Finish(cancel);
        return claimed;
    }

    private async Task<Claimed> Read(Actor actor, Guid id, int tries, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        return (
            await work.FirstRow(
                $"""
                select {NoticeReading.Columns}, n.account_id as to_account, coalesce(n.address, a.email) as to_address, s.token,
                    x.link as secret
                from notice n left join account a on a.id = n.account_id left join notice_setting s on s.account_id = n.account_id
                left join notice_secret x on x.notice_id = n.id
                where n.id = $1
                """,
                r => new Claimed(
                    r.OrNull<string>("secret") is { } link ? NoticeReading.Read(r) with { Link = link } : NoticeReading.Read(r),
                    r.Get<Guid?>("to_account"),
                    r.OrNull<string>("to_address"),
                    r.OrNull<string>("token"),
                    tries
                ),
                cancel,
                id
            )
        )!;
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

        if (!MailboxAddress.TryParse(claimed.Address, out var to) || to.Domain.Length == 0)
        {
            return await Settle(actor, claimed.Notice.Id, claimed.Tries, MailState.Failed, "The address is no e-mail address.", cancel);
        }

        using var letter = Written(shown, to, claimed.Token);
        return await MailPost.Hand(server!, letter, cancel) is { } refused
            ? await Settle(
                actor,
                claimed.Notice.Id,
                claimed.Tries,
                refused.IsFinal || claimed.Tries >= MailTries.Most ? MailState.Failed : MailState.Waiting,
                refused.Error,
                cancel
            )
            : await Settle(actor, claimed.Notice.Id, claimed.Tries, MailState.Sent, null, cancel);
    }

    private MimeMessage Written(ShownNotice notice, MailboxAddress to, string? token)
    {
        var stop = notice.Kind is NoticeKind.Digest && token is not null ? "/unsubscribe/" + token : null;
        var written = Letter.Of(notice, server!.Site, stop);
        var from = new MailboxAddress("Wardwise", server.From);
        var text = new TextPart(TextFormat.Plain) { Text = written.Text, ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        var letter = new MimeMessage([from], [to], written.Subject, text) { MessageId = $"{notice.Id}@{from.Domain}" };
        letter.Headers.Add("Auto-Submitted", "auto-generated");
        if (stop is not null)
        {
            letter.Headers.Add("List-Unsubscribe", $"<{new Uri(server.Site, stop).AbsoluteUri}>");
            letter.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        return letter;
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
