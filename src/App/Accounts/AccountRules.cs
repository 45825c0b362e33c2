using Microsoft.AspNetCore.Identity;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>What a password must be, and how often what is secret may be guessed.</summary>
public static class AccountRules
{
    public const int ShortestPassword = 12;

    /// <summary>Of one secret by one party: an address, a device that the account knows, a session.</summary>
    public const int Tries = 5;

    /// <summary>At one account's password, by everybody that it does not know together.</summary>
    public const int StrangersTries = 20;

    /// <summary>At any accounts from one address: a whole force may be behind it.</summary>
    public const int AddressTries = 100;

    /// <summary>At links and at asking for them, from one address.</summary>
    public const int LinkTries = 20;
    public static readonly TimeSpan TriesCountFor = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan ResetLasts = TimeSpan.FromHours(1);

    /// <summary>Since it was last signed in from.</summary>
    public static readonly TimeSpan DeviceKnownFor = TimeSpan.FromDays(90);

    internal static Refusal TooOften(string? field) => new("That was tried too often. Wait 15 minutes, then try again.", field);

    internal static void Configure(IdentityOptions options)
    {
        options.Password.RequiredLength = ShortestPassword;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
        options.Password.RequiredUniqueChars = 5;
        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = "";
    }
}
