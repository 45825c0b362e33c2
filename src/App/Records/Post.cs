using System.Globalization;
using System.Net.Mail;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Jobs;

namespace Wardwise.App.Records;

/// <summary>The mail server that letters leave by, from the environment: <c>WARDWISE_SMTP</c> (host:port) and <c>WARDWISE_MAIL_FROM</c>. None: letters wait.</summary>
public sealed record MailServer(string Host, int Port, string From)
{
    public static MailServer? FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable("WARDWISE_SMTP") is not { Length: > 0 } address)
        {
            return null;
        }

        var parts = address.Split(':');
        var port = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 25;
        return new(parts[0], port, Environment.GetEnvironmentVariable("WARDWISE_MAIL_FROM") ?? "wardwise@localhost");
    }
}

/// <summary>Puts letters in the post within a piece of work: they leave only if it commits.</summary>
internal static class Post
{
    public static async Task Letter(this Work work, string key, string address, string subject, string text, CancellationToken cancel)
    {
        await using var put = work.Command(
            "insert into mail (id, key, address, subject, text, asked_at, next_try) values ($1, $2, $3, $4, $5, $6, $6) on conflict (key) do nothing",
            Guid.CreateVersion7(), key, address, subject, text, work.Now);
        await put.ExecuteNonQueryAsync(cancel);
    }
}

/// <summary>Sends the letters that wait, one transaction each; a sent one loses its text.</summary>
internal sealed class SendPost(Database database, IServiceProvider services) : IJob
{
    public static string Kind => "send-post";

    public static TimeSpan? Every => TimeSpan.FromSeconds(20);

    public async Task<string?> Work(Actor actor, string input, IProgress<string> progress, CancellationToken cancel)
    {
        if (services.GetService(typeof(MailServer)) is not MailServer server)
        {
            return null;
        }

        var sent = 0;
        while (await SendOne(actor, server, cancel))
        {
            sent++;
        }

        return sent == 0 ? null : $"{sent} letters";
    }

    private async Task<bool> SendOne(Actor actor, MailServer server, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        Guid id;
        MailMessage letter;
        await using (var next = work.Command(
            "select id, address, subject, text from mail where sent_at is null and next_try <= $1 and tries < 12 order by next_try limit 1 for update skip locked", work.Now))
        await using (var row = await next.ExecuteReaderAsync(cancel))
        {
            if (!await row.ReadAsync(cancel))
            {
                return false;
            }

            id = row.GetGuid(0);
            letter = new MailMessage(server.From, row.GetString(1), row.GetString(2), row.GetString(3));
            letter.Headers.Add("Message-ID", $"<{id}@wardwise>");
        }

        var error = await Send(server, letter, cancel);
        await using (var note = work.Command(
            "update mail set tries = tries + 1, sent_at = case when $2::text is null then $3 end, text = case when $2 is null then '' else text end, error = $2, next_try = $3 + interval '1 minute' * power(2, tries) where id = $1",
            id, (object?)error ?? DBNull.Value, work.Now))
        {
            await note.ExecuteNonQueryAsync(cancel);
        }

        await work.Finish(cancel);
        return true;
    }

    private static async Task<string?> Send(MailServer server, MailMessage letter, CancellationToken cancel)
    {
        using (letter)
        using (var client = new SmtpClient(server.Host, server.Port))
        {
            try
            {
                await client.SendMailAsync(letter, cancel);
                return null;
            }
            catch (SmtpException e)
            {
                return e.Message;
            }
        }
    }
}
