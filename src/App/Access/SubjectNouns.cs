namespace Wardwise.App.Access;

/// <summary>What a row of the trail is about, as an administrator reads it. Most is written down as it is read; what only the code calls
/// so has its plain noun here.</summary>
internal static class SubjectNouns
{
    private static readonly Dictionary<string, string> Plain = new()
    {
        ["identity user token`1"] = "second step of signing in",
        ["identity user claim`1"] = "what an account may claim",
        ["identity user login`1"] = "way of signing in elsewhere",
        ["password reset"] = "link to choose a password",
        ["agreement party"] = "party of an agreement",
        ["clock"] = "time limit",
        ["response plan"] = "plan",
        ["evaluation"] = "result",
        ["rule set"] = "rules",
        ["module done"] = "training done",
        ["practice use"] = "what came of using it",
        ["library words"] = "words of the library",
        ["export text"] = "text for other forces",
        ["imported practice"] = "practice of another force",
        ["no account"] = "no such account",
        ["schema"] = "tables of the database",
    };

    public static string Of(string subjectKind) => Plain.GetValueOrDefault(subjectKind, subjectKind);
}
