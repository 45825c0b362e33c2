using System.CommandLine;
using System.Globalization;
using Wardwise.App.Exchange;
using Wardwise.App.Imports;
using Wardwise.Domain.Shared;

namespace Wardwise.Web.Commands;

/// <summary>One of the things that <c>./wardwise import</c> takes. Found by reflection.</summary>
internal interface IImportVerb
{
    Command Build();
}

internal sealed class ImportVerb : IVerb
{
    public static readonly Option<string> Force = new("--force")
    {
        Description = "The police.uk id of the force, such as hertfordshire.",
        Required = true,
    };

    private const int MostTold = 20;

    public Command Build()
    {
        var import = new Command(
            "import",
            "Bring in incidents, outcomes, places, postcodes, addresses and more; list what came in; take it back."
        );
        foreach (
            var verb in typeof(ImportVerb)
                .Assembly.GetTypes()
                .Where(t => t.IsClass && t.IsAssignableTo(typeof(IImportVerb)))
                .OrderBy(t => t.Name)
        )
        {
            import.Add(((IImportVerb)Activator.CreateInstance(verb)!).Build());
        }

        return import;
    }

    public static Argument<string[]> Paths(string what) => new("paths") { Description = what, Arity = ArgumentArity.OneOrMore };

    /// <summary>The report; when every row was rejected the command has failed, and says so on standard error too.</summary>
    public static int Give<T>(
        ParseResult parsed,
        Outcome<T> outcome,
        Func<T, (int Read, IReadOnlyList<RejectedRow> Rejected, IReadOnlyList<RejectedRow> Warnings)> rows,
        Func<T, string> words
    )
    {
        var given = Answer.Give(parsed, outcome, words);
        if (given != CommandLine.Done)
        {
            return given;
        }

        var (read, rejected, warnings) = rows(outcome.Value);
        Tell("", rejected);
        Tell("Doubtful: ", warnings);

        if (read > 0 && rejected.Count == read)
        {
            Console.Error.WriteLine("Nothing was applied: no row can go in.");
            return CommandLine.Refused;
        }

        return CommandLine.Done;
    }

    private static void Tell(string what, IReadOnlyList<RejectedRow> rows)
    {
        foreach (var row in rows.Take(MostTold))
        {
            Console.Error.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what}{row.File}{(row.Line > 0 ? $", line {row.Line}" : "")}{(row.File.Length > 0 ? ": " : "")}{row.Reason}."
                )
            );
        }

        if (rows.Count > MostTold)
        {
            Console.Error.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"... and {rows.Count - MostTold} more. --json lists them all.")
            );
        }
    }

    public static string Words(ImportReport report) =>
        string.Create(
            CultureInfo.GetCultureInfo("en-GB"),
            $"{report.Id ?? "Dry run, nothing applied"}: read {report.Read:n0}, added {report.Added:n0}, changed "
                + $"{report.Changed:n0}, already held {report.Already:n0}, copies {report.Copies:n0}, rejected {report.Rejected.Count:n0}"
                + $"{(report.Removed > 0 ? $", replaced and gone {report.Removed:n0}" : "")}"
                + $"{(report.Unmatched is { } unmatched ? $", of crimes not held {unmatched:n0}" : "")}. Without a location "
                + $"{report.NoLocation:n0}{(report.OutsideForce is { } outside ? $", outside the force {outside:n0}" : "")}. "
                + $"{report.Seconds:0.0} seconds."
        );

    /// <summary>A line that moves, on a terminal only.</summary>
    public static IProgress<ImportProgress>? Bar =>
        Console.IsErrorRedirected
            ? null
            : new Progress<ImportProgress>(p =>
                Console.Error.Write(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"\r{p.FilesDone} of {p.Files} {p.File}, {p.Rows} rows   {(p.FilesDone == p.Files ? "\n" : "")}"
                    )
                )
            );
}
