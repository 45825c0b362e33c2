using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>The actor's own notices, the newest first.</summary>
public sealed class ListNotices(Database database)
{
    public const int PageSize = 25;

    public sealed record Input
    {
        public int Page { get; init; } = 1;
    }

    public sealed record Listed(IReadOnlyList<ShownNotice> Notices, int Total, int Unread, int Page);

    public async Task<Outcome<Listed>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.UseOwnPages) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var total = (int)await work.Scalar<long>("select count(*) from notice where account_id = $1 and on_page", cancel, actor.Id);
        var unread = (int)
            await work.Scalar<long>("select count(*) from notice where account_id = $1 and on_page and read_at is null", cancel, actor.Id);
        var page = Math.Clamp(input.Page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var held = await work.Rows(
            $"""
            select {NoticeReading.Columns} from notice n where n.account_id = $1 and n.on_page order by n.made_at desc, n.id desc
                limit $2 offset $3
            """,
            NoticeReading.Read,
            cancel,
            actor.Id,
            PageSize,
            (page - 1) * PageSize
        );

        return new Listed(await work.Shown(held, cancel), total, unread, page);
    }
}
