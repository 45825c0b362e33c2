using System.Buffers.Text;
using System.Security.Cryptography;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Library;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>The actor follows a place, a kind of problem or a technique: what is new about it comes in the weekly digest. Followed already,
/// it stays so.</summary>
public sealed class Follow(Database database)
{
    public sealed record Input
    {
        public required FollowKind Kind { get; init; }
        public required string Code { get; init; }
    }

    /// <returns>What it is called.</returns>
    public async Task<Outcome<string>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.Follow) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if ((await work.Named([(input.Kind, input.Code)], cancel))[0].Name is not { } name)
        {
            return new Refusal("There is no such thing to follow.", null, RefusalKind.NotFound);
        }

        if (await work.Scalar<long>("select count(*) from follow where account_id = $1", cancel, actor.Id) >= FollowWords.Most)
        {
            return new Refusal($"You follow {FollowWords.Most} things already. Take one off first.");
        }

        await EnsureSetting(work, cancel);
        await using (
            var put = work.Command(
                "insert into follow (account_id, kind, code, since) values ($1, $2, $3, $4) on conflict do nothing",
                actor.Id,
                EnumCode.Of(input.Kind),
                input.Code,
                work.Now
            )
        )
        {
            await put.ExecuteNonQueryAsync(cancel);
        }

        work.Noted(TrailEntry.Of(TrailKind.Alteration, actor.Id, "account", $"followed {name}"));
        await work.Finish(cancel);
        return name;
    }

    /// <summary>Everybody who may be sent a digest has a token of their own to stop it.</summary>
    internal static async Task EnsureSetting(Work work, CancellationToken cancel)
    {
        await using var ensure = work.Command(
            "insert into notice_setting (account_id, token) values ($1, $2) on conflict do nothing",
            work.Actor.Id,
            Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))
        );
        await ensure.ExecuteNonQueryAsync(cancel);
    }
}
