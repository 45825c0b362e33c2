using System.Collections;

namespace Wardwise.Testing;

/// <summary>What the environment says to an instance. No test is told it: whoever has an instance of their own on this machine (its
/// address, its mail server, its certificate) has the same tests as everybody.</summary>
public static class Settings
{
    /// <summary>What the tests themselves are told.</summary>
    private static readonly string[] OfTheTests =
    [
        "WARDWISE_DATA",
        "WARDWISE_MAKE_BASELINE",
        "WARDWISE_POSTGRES",
        "WARDWISE_PUBLISH",
        "WARDWISE_SHOTS",
    ];

    public static bool IsOfAnInstance(string name) =>
        !OfTheTests.Contains(name)
        && (
            name.StartsWith("WARDWISE_", StringComparison.Ordinal)
            || name.StartsWith("ConnectionStrings__Wardwise", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Takes them out of this process's environment.</summary>
    public static void Forget()
    {
        foreach (var name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(e => (string)e.Key).Where(IsOfAnInstance))
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }
}
