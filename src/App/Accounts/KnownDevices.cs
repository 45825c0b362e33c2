using Wardwise.App.Access;
using Wardwise.App.Data;

namespace Wardwise.App.Accounts;

/// <summary>From which devices an account signed in before. Only digests of their secrets are kept.</summary>
internal static class KnownDevices
{
    public static async Task<bool> Knows(Database database, string email, SignInSource source, CancellationToken cancel)
    {
        if (source.Device is not { } device)
        {
            return false;
        }

        await using var work = await database.Begin(Actor.Nobody with { Door = email }, cancel);
        return await work.Scalar<bool>(
            """
            select exists (select 1 from known_device d join account a on a.id = d.account_id
                where a.normalized_email = $1 and d.digest = $2 and d.seen_at > $3)
            """,
            cancel,
            email,
            SignInSource.DigestOf(device),
            work.Now - AccountRules.DeviceKnownFor
        );
    }

    /// <summary>The secret for the device's cookie: its own, when any account knows it (people share machines), else a new one.</summary>
    public static async Task<string> Remember(Work work, Guid accountId, SignInSource source, CancellationToken cancel)
    {
        var device = source.Device;
        if (device is null || !await work.Scalar<bool>("select device_known($1)", cancel, SignInSource.DigestOf(device)))
        {
            device = SignInSource.NewDevice();
        }

        await using var keep = work.Command(
            """
            insert into known_device (account_id, digest, seen_at) values ($1, $2, $3)
                on conflict (account_id, digest) do update set seen_at = excluded.seen_at
            """,
            accountId,
            SignInSource.DigestOf(device),
            work.Now
        );
        await keep.ExecuteNonQueryAsync(cancel);
        return device;
    }

    public static async Task Forget(Work work, Guid accountId, CancellationToken cancel)
    {
        await using var forget = work.Command("delete from known_device where account_id = $1", accountId);
        await forget.ExecuteNonQueryAsync(cancel);
    }
}
