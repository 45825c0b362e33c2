using System.Security.Cryptography;
using System.Text;
using Wardwise.Domain.Accounts;

namespace Wardwise.App.Access;

public enum ActorKind
{
    /// <summary>Nobody has signed in.</summary>
    Public,
    Account,

    /// <summary>Whoever runs commands on the machine of a private instance.</summary>
    MachineOwner,

    /// <summary>The schedule, on nobody's behalf.</summary>
    Schedule,
}

/// <summary>A posting of today, with the names a page shows.</summary>
public sealed record PostingToday(
    Guid AgencyId,
    string AgencyName,
    AgencyKind AgencyKind,
    Guid? TeamId,
    string? TeamName,
    int? PlaceNo,
    Role Role
);

/// <summary>Who acts: an account with its postings of today and the purpose, made once a request.</summary>
public sealed record Actor
{
    public static readonly Actor Nobody = new()
    {
        Id = Guid.Empty,
        Name = "the public",
        Kind = ActorKind.Public,
    };

    /// <summary>The house at work on what is nobody's, such as the queue of jobs: it reads no records.</summary>
    public static readonly Actor House = Nobody with { Name = "Wardwise", Kind = ActorKind.Schedule };

    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required ActorKind Kind { get; init; }
    public string JobTitle { get; init; } = "";
    public Guid? ForceId { get; init; }
    public string? ForceCode { get; init; }
    public Guid? SessionId { get; init; }
    public string? Purpose { get; init; }

    /// <summary>What somebody who has not signed in names, and the one thing that they find by it: an address, an account or a session by
    /// its id, the digest of a link's secret, the token of a letter.</summary>
    public string Door { get; init; } = "";
    public bool MustChangePassword { get; init; }

    /// <summary>The form that was sent, when the actor sent one.</summary>
    public Once? Once { get; init; }

    /// <summary>Whether what is asked is only tried, to hear what would be refused: nothing is kept (<see
    /// cref="Data.OnlyTriedException"/>).</summary>
    public bool OnlyTries { get; init; }
    public IReadOnlyList<PostingToday> Postings { get; init; } = [];

    /// <summary>The small numbers of the agencies whose incidents the actor sees.</summary>
    public IReadOnlyList<short> Scopes { get; init; } = [];

    /// <summary>Everything that a grant can name and that is this actor: account, teams, agencies, supervisors' groups, the
    /// force.</summary>
    public IReadOnlyList<Guid> Readers { get; init; } = [];

    public bool SignedIn => Kind == ActorKind.Account;

    public IEnumerable<Guid> Agencies => Kind == ActorKind.Account ? Postings.Select(p => p.AgencyId).Distinct() : Readers;

    /// <summary>The agency that owns what the actor opens.</summary>
    public PostingToday? Home => Postings.Count > 0 ? Postings[0] : null;

    public bool Is(Role role) => Postings.Any(p => p.Role == role);

    public bool IsAnyOf(params ReadOnlySpan<Role> roles)
    {
        foreach (var role in roles)
        {
            if (Is(role))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The group of an agency's supervisors and coordinators, who read what is marked sensitive. The database derives the same
    /// id.</summary>
    public static Guid SupervisorsOf(Guid agencyId)
    {
#pragma warning disable CA5351 // A name for a group, not a secret
        var digest = MD5.HashData(Encoding.ASCII.GetBytes($"{agencyId:D}:supervisors"));
#pragma warning restore CA5351
        return new Guid(digest, bigEndian: true);
    }

    public static IReadOnlyList<Guid> ReadersOf(Guid accountId, IEnumerable<PostingToday> postings) =>
        [
            .. new[] { accountId }
                .Concat(postings.Select(p => p.AgencyId))
                .Concat(postings.Where(p => p.TeamId is not null).Select(p => p.TeamId!.Value))
                .Concat(postings.Where(p => p.Role is Role.Supervisor or Role.Coordinator).Select(p => SupervisorsOf(p.AgencyId)))
                .Distinct(),
        ];
}
