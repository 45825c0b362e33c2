using System.Security.Cryptography;

namespace Wardwise.App.Accounts;

/// <summary>A password for a first sign-in: 80 bits in letters and digits that are not mistaken for one another.</summary>
public static class OneTimePassword
{
    private const string Plain = "abcdefghjkmnpqrstuvwxyz23456789";

    public static string Make() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Plain, 4)));
}
