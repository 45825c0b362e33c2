namespace Wardwise.Web.Records;

public sealed record Difference(string Label, string Theirs, string Yours)
{
    /// <summary>Where two versions of the same answers differ.</summary>
    public static IReadOnlyList<Difference> Between(
        IEnumerable<(string Label, string? Answer)> theirs,
        IEnumerable<(string Label, string? Answer)> yours
    )
    {
        return [.. theirs.Zip(yours, (t, y) => new Difference(t.Label, Tidy(t.Answer), Tidy(y.Answer))).Where(d => d.Theirs != d.Yours)];

        static string Tidy(string? answer) => (answer ?? "").ReplaceLineEndings("\n").Trim();
    }
}
