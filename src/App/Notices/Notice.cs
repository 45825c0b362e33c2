using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Wardwise.App.Data;
using Wardwise.Domain.Notices;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Notices;

/// <summary>Something to tell somebody: an account, on its page and by e-mail, or an address.</summary>
internal sealed record Notice
{
    public required NoticeKind Kind { get; init; }

    /// <summary>Of what it tells. Told under this key already, it is not told again.</summary>
    public required string Key { get; init; }
    public Guid? AccountId { get; init; }

    /// <summary>Where the letter goes when not to the account's own address.</summary>
    public string? Address { get; init; }

    /// <summary>The force whose administrators look after a letter to an address without an account.</summary>
    public Guid? ForceId { get; init; }

    /// <summary>What it is about: told only to somebody who may read it then. Its title is added when the notice is shown or
    /// sent.</summary>
    public Guid? RecordId { get; init; }
    public required string Subject { get; init; }
    public string Text { get; init; } = "";

    /// <summary>A path of this site. Of a kind that is secret it is kept where only what sends letters reads it.</summary>
    public string? Link { get; init; }

    /// <summary>Records under headings, each told only to somebody who may read it.</summary>
    public IReadOnlyList<NoticePart> Parts { get; init; } = [];
    public bool OnPage { get; init; } = true;

    /// <summary>A letter that could not leave for so long no longer does.</summary>
    public TimeSpan Lasts { get; init; } = TimeSpan.FromDays(7);
}

/// <param name="Heading">What the records have in common.</param>
/// <param name="Link">A path of this site.</param>
/// <param name="Items">The records.</param>
/// <param name="More">How many there are beyond them.</param>
internal sealed record NoticePart(string Heading, string Link, IReadOnlyList<NoticeItem> Items, int More);

/// <param name="RecordId">Which record.</param>
/// <param name="Text">What happened to it, without its title.</param>
internal sealed record NoticeItem(Guid RecordId, string Text);

/// <summary>The one door through which every notice leaves.</summary>
internal static class Outbox
{
    /// <summary>Puts a notice in the outbox within a piece of work: it leaves only if that commits. Nobody is told what they did
    /// themselves.</summary>
    public static async Task Notify(this Work work, Notice notice, CancellationToken cancel)
    {
        if (notice.Kind is not NoticeKind.Digest && notice.AccountId is { } own && own == work.Actor.Id)
        {
            return;
        }

        var id = Guid.CreateVersion7(work.Now);
        await using var put = work.Command(
            """
            insert into notice (id, key, kind, account_id, address, force_id, record_id, subject, text, link, parts, made_at, expires_at,
                on_page, mail, next_try)
            select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
                case when $4::uuid is null or not $14 or coalesce((select case $3 when 'digest' then digest_by_mail else notices_by_mail end
                    from notice_setting where account_id = $4), true)
                    then 'waiting' else 'none' end, $12
            on conflict do nothing
            """,
            id,
            notice.Key,
            EnumCode.Of(notice.Kind),
            Optional(notice.AccountId),
            Text(notice.Address),
            Optional(notice.ForceId ?? work.Actor.ForceId),
            Optional(notice.RecordId),
            notice.Subject,
            notice.Text,
            Text(notice.Kind.IsSecret() ? null : notice.Link),
            new NpgsqlParameter
            {
                Value = JsonSerializer.Serialize(notice.Parts, JsonSerializerOptions.Web),
                NpgsqlDbType = NpgsqlDbType.Jsonb,
            },
            work.Now,
            work.Now + notice.Lasts,
            notice.OnPage
        );
        if (await put.ExecuteNonQueryAsync(cancel) == 1 && notice is { Link: { } link } && notice.Kind.IsSecret())
        {
            await using var hide = work.Command("insert into notice_secret (notice_id, link) values ($1, $2)", id, link);
            await hide.ExecuteNonQueryAsync(cancel);
        }
    }

    private static NpgsqlParameter Optional(Guid? id) => new() { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid };

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
