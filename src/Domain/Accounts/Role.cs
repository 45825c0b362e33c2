namespace Wardwise.Domain.Accounts;

/// <summary>What a posting lets somebody be. What they may do follows from the postings of today.</summary>
public enum Role
{
    Officer,
    Supervisor,

    /// <summary>Problem-solving coordinator or analyst.</summary>
    Coordinator,

    /// <summary>Works for another agency: council, housing, fire, health, school.</summary>
    Partner,
    Administrator,
}

public static class RoleWords
{
    public static string InWords(this Role role) =>
        role switch
        {
            Role.Officer => "Officer",
            Role.Supervisor => "Supervisor",
            Role.Coordinator => "Coordinator or analyst",
            Role.Partner => "Partner",
            Role.Administrator => "Administrator",
            _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Not a role."),
        };
}
