using System.CommandLine;
using Npgsql;
using Wardwise.App.Data;

namespace Wardwise.Web.Commands;

/// <summary>A verb of <c>./wardwise</c>. Found by reflection.</summary>
internal interface IVerb
{
    Command Build();
}

/// <summary>The command line. Exit 0 is done, 1 refused or failed, 2 wrong usage.</summary>
internal static class CommandLine
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int WrongUsage = 2;

    // Requests may take 30 seconds to finish and the private server 60 to stop; the library would cut both off after two.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(120);

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON document and nothing else on standard output.",
        Recursive = true,
    };

    public static async Task<int> Run(string[] args)
    {
        var root = Build();
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync("Add --help to see what this verb takes.");
            return WrongUsage;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = LongestEnd }
            );
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped. Nothing was applied.");
            return Refused;
        }
        catch (Exception e)
            when (e
                    is InstanceException
                        or DatabaseAwayException
                        or MigrationException
                        or NpgsqlException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            await Console.Error.WriteLineAsync(Sentence(e));
            return Refused;
        }
    }

    internal static RootCommand Build()
    {
        var root = new RootCommand("Wardwise: local problems recorded once, worked on together, and measured.") { Json };
        foreach (
            var verb in typeof(CommandLine)
                .Assembly.GetTypes()
                .Where(t => t.IsClass && t.IsAssignableTo(typeof(IVerb)))
                .OrderBy(t => t.Name)
        )
        {
            root.Add(((IVerb)Activator.CreateInstance(verb)!).Build());
        }

        return root;
    }

    private static string Sentence(Exception e) =>
        e switch
        {
            PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
                "The disk is full. Nothing was applied; make room and run the same command again.",
            IOException { HResult: 28 } => "The disk is full. Nothing was applied; make room and run the same command again.",
            NpgsqlException => "The database did not do it: " + e.Message,
            _ => e.Message,
        };
}
