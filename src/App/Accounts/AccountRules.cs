using Microsoft.AspNetCore.Identity;

namespace Wardwise.App.Accounts;

/// <summary>What a password must be and when an account locks.</summary>
public static class AccountRules
{
    public const int ShortestPassword = 12;
    public const int FailuresBeforeLock = 5;
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan ResetLasts = TimeSpan.FromHours(1);

    internal static void Configure(IdentityOptions options)
    {
        options.Password.RequiredLength = ShortestPassword;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
        options.Password.RequiredUniqueChars = 5;
        options.Lockout.MaxFailedAccessAttempts = FailuresBeforeLock;
        options.Lockout.DefaultLockoutTimeSpan = LockedFor;
        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = "";
    }
}
