using System.Text.Json;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Jobs;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>Somebody forgot the password: a job sends a link to the account's e-mail address. The answer and the work are the same whether
/// there is such an account or not.</summary>
public sealed class AskReset(Database database, TryCounts tries)
{
    /// <summary>Asking more often than this sends nothing more.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromMinutes(5);

    public sealed record Input
    {
        [AtMost(254, "The e-mail address")]
        public string? Email { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, SignInSource source, CancellationToken cancel)
    {
        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        if (string.IsNullOrWhiteSpace(input.Email) || !input.Email.Contains('@', StringComparison.Ordinal))
        {
            return new Refusal("Enter your e-mail address, such as name@example.org.", nameof(Input.Email));
        }

        var email = AccountBook.Normal(input.Email);
        if (await tries.Take(TryLimits.OfAsking(email, source), cancel) is null)
        {
            return default(Nothing);
        }

        await using var work = await database.Begin(actor, cancel);
        await JobQueue.Ask(
            work,
            SendResetLink.Kind,
            Guid.CreateVersion7().ToString(),
            JsonSerializer.Serialize(new SendResetLink.Asked(email)),
            null,
            cancel
        );
        await work.Finish(cancel);
        return default(Nothing);
    }
}
