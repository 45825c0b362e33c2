namespace Wardwise.Testing;

/// <summary>The folder of real open data, where it is present: the environment variable WARDWISE_DATA, or shared/data beside the
/// checkout.</summary>
public static class RealData
{
    private static readonly Lazy<string?> Found = new(Find);

    public static bool IsThere => Found.Value is not null;

    public static string Path(params string[] parts) =>
        System.IO.Path.Combine([
            Found.Value ?? throw new InvalidOperationException("The real data is not here: mark the test with RealDataFact."),
            .. parts,
        ]);

    private static string? Find()
    {
        var folders = new List<string>();
        if (Environment.GetEnvironmentVariable("WARDWISE_DATA") is { Length: > 0 } named)
        {
            folders.Add(named);
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            folders.Add(System.IO.Path.Combine(folder.FullName, "shared", "data"));
        }

        return folders.FirstOrDefault(f => Directory.Exists(System.IO.Path.Combine(f, "police-uk")));
    }
}

/// <summary>A test on real files; skipped, with the reason, where they are absent.</summary>
public sealed class RealDataFactAttribute : Xunit.FactAttribute
{
    public RealDataFactAttribute() =>
        Skip = RealData.IsThere
            ? null
            : "Needs the folder of real data: set WARDWISE_DATA, or put it at ../shared/data beside the checkout.";
}
