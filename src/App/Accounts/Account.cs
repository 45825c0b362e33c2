using Microsoft.AspNetCore.Identity;

namespace Wardwise.App.Accounts;

/// <summary>Somebody who can sign in. What they may do follows from their postings, never from the account.</summary>
internal sealed class Account : IdentityUser<Guid>
{
    public required string Name { get; set; }
    public string JobTitle { get; set; } = "";

    /// <summary>One line for the demonstration's sign-in page; null for everybody else.</summary>
    public string? Introduced { get; set; }
    public DateOnly? ClosedOn { get; set; }

    /// <summary>The last 30-second step whose code was used: a code is good once.</summary>
    public long LastTotpStep { get; set; }
    public bool MustChangePassword { get; set; }
    public int Version { get; set; } = 1;
}

/// <summary>One sign-in, until signed out, timed out or ended by an administrator.</summary>
internal sealed class Session
{
    public required Guid Id { get; init; }
    public required Guid AccountId { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset SeenAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public string? EndedWhy { get; set; }
}

/// <summary>A link that sets a new password once. Only the digest of its secret is kept.</summary>
internal sealed class PasswordReset
{
    public required Guid Id { get; init; }
    public required Guid AccountId { get; init; }
    public required byte[] Digest { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }
    public Guid? IssuedBy { get; init; }
}
