using Npgsql;
using NpgsqlTypes;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Notices;
using Wardwise.Domain.Notices;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Whether nobody real is in this instance, so that letters may be shown.</summary>
public delegate bool EverybodyIsInvented();

/// <summary>
/// The letters of the outbox, the newest first: to whom, about what sort of thing, how far, and why not. What they say is their readers':
/// only in a demonstration without a mail server, where nothing leaves, is the letter shown, and never one that lets somebody in.
/// </summary>
public sealed class ListOutbox(Database database, Actors actors, EverybodyIsInvented invented, MailServer? server = null)
{
    public const int PageSize = 25;

    public sealed record Input
    {
        /// <summary>Null is all.</summary>
        public MailState? State { get; init; }
        public int Page { get; init; } = 1;

        /// <summary>The address of this site, for the links of letters that are shown.</summary>
        public Uri? Site { get; init; }
    }

    /// <param name="Error">Why it did not leave, last time.</param>
    /// <param name="MayBeSentAgain">It was given up, and holds no secret.</param>
    /// <param name="Subject">Null outside a demonstration.</param>
    /// <param name="Text">As <paramref name="Subject"/>.</param>
    public sealed record Line(
        Guid Id,
        NoticeKind Kind,
        string To,
        string Address,
        DateTimeOffset MadeAt,
        MailState State,
        int Tries,
        DateTimeOffset? NextTry,
        DateTimeOffset? SettledAt,
        string? Error,
        bool MayBeSentAgain,
        string? Subject,
        string? Text
    );

    /// <param name="Counts">Letters by state, of all pages.</param>
    /// <param name="SendsMail">A mail server is set.</param>
    public sealed record Listed(
        IReadOnlyList<Line> Lines,
        IReadOnlyDictionary<MailState, int> Counts,
        int Total,
        int Page,
        bool SendsMail,
        bool ShowsLetters
    );

    /// <summary>Those an administrator looks after: of accounts that work for the own force, and letters of the own force to
    /// addresses.</summary>
    internal const string Reached = """
        n.mail <> 'none' and ($1::uuid is null or n.account_id is null and n.force_id = $1
            or exists (select 1 from posting p join agency g on g.id = p.agency_id where p.account_id = n.account_id and g.force_id = $1
                and (p.ends_on is null or p.ends_on >= current_date)))
        """;

    public async Task<Outcome<Listed>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ManageAccounts) is { } no)
        {
            return no;
        }

        var lines = new List<Line>();
        var held = new List<(NoticeReading.Stored Notice, Guid? AccountId)>();
        var counts = new Dictionary<MailState, int>();
        int total,
            page;
        await using (var work = await database.Begin(actor, cancel))
        {
            await foreach (
                var row in work.EachRow(
                    $"select n.mail, count(*)::int as letters from notice n where {Reached} group by n.mail",
                    cancel,
                    Force(actor)
                )
            )
            {
                counts[row.Code<MailState>("mail")] = row.Get<int>("letters");
            }

            total = input.State is { } state ? counts.GetValueOrDefault(state) : counts.Values.Sum();
            page = Math.Clamp(input.Page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
            await foreach (
                var letter in work.EachRow(
                    $"""
                    select {NoticeReading.Columns}, n.account_id, coalesce(a.name, 'Nobody with an account') as name,
                        coalesce(n.address, a.email) as address,
                        n.mail, n.tries, n.next_try, n.settled_at, n.error, n.on_page
                    from notice n left join account a on a.id = n.account_id where {Reached} and ($2::text is null or n.mail = $2)
                        order by n.made_at desc, n.id desc limit $3 offset $4
                    """,
                    cancel,
                    Force(actor),
                    new NpgsqlParameter
                    {
                        Value = input.State is { } only ? EnumCode.Of(only) : DBNull.Value,
                        NpgsqlDbType = NpgsqlDbType.Text,
                    },
                    PageSize,
                    (page - 1) * PageSize
                )
            )
            {
                var notice = NoticeReading.Read(letter);
                held.Add((notice, letter.Get<Guid?>("account_id")));
                lines.Add(Read(letter, notice));
            }
        }

        var shows = server is null && invented();
        if (shows && input.Site is { } site)
        {
            for (var i = 0; i < lines.Count; i++)
            {
                lines[i] = await Written(lines[i], held[i].Notice, held[i].AccountId, site, cancel);
            }
        }

        return new Listed(lines, counts, total, page, server is not null, shows);
    }

    internal static NpgsqlParameter Force(Actor actor) =>
        new() { Value = actor.Kind is ActorKind.Account ? actor.ForceId ?? Guid.Empty : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid };

    private static Line Read(Row row, NoticeReading.Stored notice)
    {
        var state = row.Code<MailState>("mail");
        return new(
            notice.Id,
            notice.Kind,
            row.Get<string>("name"),
            row.OrNull<string>("address") ?? "",
            notice.MadeAt,
            state,
            row.Get<int>("tries"),
            state is MailState.Waiting ? row.Get<DateTimeOffset>("next_try") : null,
            row.Get<DateTimeOffset?>("settled_at"),
            row.OrNull<string>("error"),
            state is MailState.Failed && row.Get<bool>("on_page") && !notice.Kind.IsSecret(),
            null,
            null
        );
    }

    /// <summary>The letter as its reader would have it, without what only the reader may have.</summary>
    private async Task<Line> Written(Line line, NoticeReading.Stored notice, Guid? account, Uri site, CancellationToken cancel)
    {
        if (notice.Kind.IsSecret())
        {
            return line;
        }

        var reader = account is { } id ? await actors.OfAccount(id, cancel) : Actor.Nobody;
        if (reader is null)
        {
            return line;
        }

        await using var work = await database.Begin(reader, cancel);
        var shown = (await work.Shown([notice], cancel))[0];
        if (!shown.IsTold)
        {
            return line;
        }

        var letter = Letter.Of(shown, site, notice.Kind is NoticeKind.Digest ? Letter.UnsubscribeHidden : null);
        return line with { Subject = letter.Subject, Text = letter.Text };
    }
}
