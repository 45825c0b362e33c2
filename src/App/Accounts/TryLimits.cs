using System.Security.Cryptography;
using System.Text;
using Wardwise.App.Access;

namespace Wardwise.App.Accounts;

/// <summary>How many wrong tries of one kind are taken within a while.</summary>
/// <param name="Key">What is counted.</param>
/// <param name="Most">So many are looked at; the next is refused unseen.</param>
/// <param name="Lasts">How long, from the first.</param>
internal sealed record TryLimit(string Key, int Most, TimeSpan Lasts)
{
    public TryLimit(string key, int most)
        : this(key, most, AccountRules.TriesCountFor) { }
}

/// <summary>
/// What is counted, by whom and by what is tried. An account that nobody has is counted as one that somebody has, so that the count tells
/// nothing. Whoever signs in from a device that the account knows is counted apart: strangers' guesses do not keep the owner out.
/// </summary>
internal static class TryLimits
{
    public static IReadOnlyList<TryLimit> OfPassword(string email, SignInSource source, bool known) =>
        known || source.IsThisMachine
            ? [new($"{Password(email)}by:{Device(source)}", AccountRules.Tries)]
            :
            [
                new($"{Password(email)}from:{source.Address}", AccountRules.Tries),
                new($"{Password(email)}strangers", AccountRules.StrangersTries),
                new($"sign-in:from:{source.Address}", AccountRules.AddressTries),
            ];

    /// <summary>Only somebody who has the password gets as far as a code.</summary>
    public static IReadOnlyList<TryLimit> OfCode(string email, SignInSource source, bool known) =>
        [new($"code:{Digest(email)}:{(known || source.IsThisMachine ? "by:" + Device(source) : "strangers")}", AccountRules.Tries)];

    /// <summary>The password asked again of somebody who is signed in.</summary>
    public static IReadOnlyList<TryLimit> OfOwnPassword(Actor actor) => [new($"own:{actor.SessionId ?? actor.Id}", AccountRules.Tries)];

    /// <summary>The code that shows that the app has the key.</summary>
    public static IReadOnlyList<TryLimit> OfSetUp(Actor actor) => [new($"app:{actor.SessionId ?? actor.Id}", AccountRules.Tries)];

    public static IReadOnlyList<TryLimit> OfLink(SignInSource source) => [new($"link:from:{source.Address}", AccountRules.LinkTries)];

    public static IReadOnlyList<TryLimit> OfAsking(string email, SignInSource source) =>
        [new($"reset:{Digest(email)}", 1, AskReset.Apart), new($"reset:from:{source.Address}", AccountRules.LinkTries)];

    /// <summary>How the keys of everybody's tries at one account's password begin.</summary>
    public static string Password(string email) => $"password:{Digest(email)}:";

    private static string Device(SignInSource source) =>
        source.Device is { } device ? Convert.ToHexStringLower(SignInSource.DigestOf(device)) : source.Address;

    /// <summary>People type into the wrong box: what they typed is not kept.</summary>
    private static string Digest(string email) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email)));
}
