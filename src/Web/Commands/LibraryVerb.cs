using System.CommandLine;
using System.Text.Json;
using Wardwise.App.Library;
using Wardwise.Domain.Shared;

namespace Wardwise.Web.Commands;

/// <summary>Practice from force to force: out without persons and exact places, in with the same check.</summary>
internal sealed class LibraryVerb : IVerb
{
    private static readonly Argument<string> Path = new("file") { Description = "The file of practice, JSON." };
    private static readonly Option<string?> Kind = new("--kind") { Description = "Only problem, lesson or guide." };

    public Command Build()
    {
        var export = new Command(
            "export",
            "Write what teaches to a file for other forces. What still names somebody stays behind, with the words found."
        )
        {
            Path,
            ImportVerb.Force,
            Kind,
        };
        export.SetAction(
            async (parsed, cancel) =>
            {
                await using var opened = await OpenedInstance.Open(cancel);
                var made = await opened
                    .Get<ExportLibrary>()
                    .Run(opened.Actor, new() { Force = parsed.GetValue(ImportVerb.Force), Kind = parsed.GetValue(Kind) }, cancel);
                if (made.Done)
                {
                    await File.WriteAllTextAsync(
                        parsed.GetValue(Path)!,
                        JsonSerializer.Serialize(made.Value.File, ExportLibrary.Json),
                        cancel
                    );
                }

                return Answer.Give(parsed, made.Done ? Exported.Of(made.Value) : (Outcome<Exported>)made.Refusals.ToList(), Words);
            }
        );
        var import = new Command("import", "Take in what another force shared. The same file again adds nothing.")
        {
            Path,
            ImportVerb.Force,
        };
        import.SetAction(
            async (parsed, cancel) =>
            {
                await using var opened = await OpenedInstance.Open(cancel);
                await using var content = File.OpenRead(parsed.GetValue(Path)!);
                var taken = await opened
                    .Get<ImportLibrary>()
                    .Run(opened.Actor, new() { Content = content, Force = parsed.GetValue(ImportVerb.Force) }, cancel);
                var given = Answer.Give(
                    parsed,
                    taken,
                    t => $"From {t.From}: read {t.Read}, added {t.Added}, already held {t.Already}, refused {t.Rejected.Count}."
                );
                foreach (var rejected in taken.Done ? taken.Value.Rejected.Take(20) : [])
                {
                    await Console.Error.WriteLineAsync($"Practice {rejected.No}: {rejected.Reason}.");
                }

                return taken is { Done: true, Value: { Read: > 0 } t } && t.Rejected.Count == t.Read ? CommandLine.Refused : given;
            }
        );
        return new Command("library", "Exchange practice with other forces.") { export, import };
    }

    private static string Words(Exported exported) =>
        string.Join(
            Environment.NewLine,
            exported
                .Stayed.Select(s => $"{s.Reference} stays: {s.Reason}.")
                .Prepend($"{Domain.Shared.Words.Of(exported.Written, "record")} written, {exported.Stayed.Count} stayed behind.")
        );

    internal sealed record Stayed(string Reference, string Reason);

    internal sealed record Exported(string Force, int Written, IReadOnlyList<Stayed> Stayed)
    {
        public static Exported Of(ExportLibrary.Made made) =>
            new(
                made.Force,
                made.File!.Practices!.Count,
                [
                    .. made
                        .Rows.Where(r => !r.Goes)
                        .Select(r => new Stayed(r.Reference, r.LeftOut ? "its author left it out" : string.Join("; ", r.Found))),
                ]
            );
    }
}
