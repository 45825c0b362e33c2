namespace Wardwise.App.Data;

/// <summary>Where an instance is kept. Read from the environment unless a test says otherwise.</summary>
public sealed record InstanceOptions
{
    public required string Home { get; init; }

    /// <summary>Somebody's own server: the application's role when an owner's string is given beside it, else the owner's. Null for a
    /// private server.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The role that owns the tables and runs migrations on somebody's own server.</summary>
    public string? OwnerConnectionString { get; init; }

    /// <summary>Settings of the private server for this run, such as fsync=off in tests.</summary>
    public IReadOnlyList<string> ServerSettings { get; init; } = [];

    public static InstanceOptions FromEnvironment() =>
        new()
        {
            Home = Variable("WARDWISE_HOME") ?? Path.Combine(Environment.CurrentDirectory, "var"),
            ConnectionString = Variable("ConnectionStrings__Wardwise"),
            OwnerConnectionString = Variable("ConnectionStrings__WardwiseOwner"),
        };

    /// <summary>The folders of what is kept beside the database, closed to all others: keys and people's files.</summary>
    internal static void MakeFolders(InstanceHome home)
    {
        foreach (var folder in new[] { home.Attachments, home.Keys, home.Anchors, home.Uploads })
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    internal static void MakeHome(string home)
    {
        // PostgreSQL keeps the path on a line of its own.
        if (home.Any(char.IsControl))
        {
            throw new InstanceException(
                "The name of the home holds a line break or another control character: set WARDWISE_HOME to another."
            );
        }

        try
        {
            if (!Directory.Exists(home))
            {
                // Root's server runs as another user, who must be able to pass through.
                const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
                Directory.CreateDirectory(home);
                File.SetUnixFileMode(
                    home,
                    Environment.IsPrivilegedProcess ? Mine | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : Mine
                );
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InstanceException($"The folder {home} cannot be made: {e.Message}", e);
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
