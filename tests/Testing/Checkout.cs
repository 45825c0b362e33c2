namespace Wardwise.Testing;

/// <summary>The folder that the tests were built from.</summary>
public static class Checkout
{
    public static string Root { get; } = Find();

    public static string File(params string[] path) => Path.Combine([Root, .. path]);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "Wardwise.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests are not below the solution.");
        }

        return folder.FullName;
    }
}
