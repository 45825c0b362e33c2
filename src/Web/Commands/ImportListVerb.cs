using System.CommandLine;
using System.Globalization;
using Wardwise.App.Imports;
using Wardwise.Domain.Shared;

namespace Wardwise.Web.Commands;

internal sealed class ImportListVerb : IImportVerb
{
    private static readonly Option<string?> Force = new("--force") { Description = "One force's only." };

    public Command Build()
    {
        var reference = new Argument<string?>("id")
        {
            Description = "One import, with the rows that it rejected.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("list", "What came in, when, from which files; the latest first.") { reference, Force };
        command.SetAction(
            async (parsed, cancel) =>
            {
                await using var opened = await OpenedInstance.Open(cancel);
                var outcome = await opened
                    .Get<ListImports>()
                    .Run(opened.Actor, new() { Force = parsed.GetValue(Force), Reference = parsed.GetValue(reference) }, cancel);
                return Answer.Give(
                    parsed,
                    outcome,
                    items => items.Count == 0 ? "Nothing has come in yet." : string.Join('\n', items.Select(Words))
                );
            }
        );
        return command;
    }

    private static string Words(ListImports.Item item) =>
        string.Create(
            CultureInfo.GetCultureInfo("en-GB"),
            $"{item.Id}  {item.At.InWords()}  {item.Force}  {item.Kind}  read {item.Read:n0}, added {item.Added:n0}, changed "
                + $"{item.Changed:n0}, rejected {item.Rejected:n0}  by {item.By}  {Files(item.Files)}"
                + $"{(item.UndoneAt is { } at ? $"  taken back {at.InWords()} by {item.UndoneBy}" : "")}"
                + $"{string.Concat(item.Doubted.Select(d => $"\n  in doubt: {d.InWords()}"))}"
                + $"{string.Concat(item.RejectedRows.Select(r => $"\n  {r.File}, line {r.Line}: {r.Reason}"))}"
        );

    private static string Files(IReadOnlyList<string> files) =>
        files.Count <= 2 ? string.Join(", ", files) : string.Create(CultureInfo.InvariantCulture, $"{files[0]} and {files.Count - 1} more");
}

internal sealed class ImportWholeVerb : IImportVerb
{
    public Command Build()
    {
        var reference = new Argument<string>("id") { Description = "An import that brought the month, such as I-2026-0003." };
        var month = new Argument<string>("month") { Description = "The month, such as 2026-03." };
        var because = new Option<string>("--because") { Description = "How you know.", Required = true };
        var command = new Command("whole", "Say that a month that is in doubt came in whole.") { reference, month, because };
        month.Validators.Add(result =>
        {
            if (!YearMonth.TryParse(result.GetValueOrDefault<string>() ?? "", out _))
            {
                result.AddError("The month is written as 2026-03.");
            }
        });
        command.SetAction(
            async (parsed, cancel) =>
            {
                await using var opened = await OpenedInstance.Open(cancel);
                // Checked when the command was read.
                var which = YearMonth.TryParse(parsed.GetValue(month), out var read) ? read : default;
                var outcome = await opened
                    .Get<SayMonthIsWhole>()
                    .Run(
                        opened.Actor,
                        new()
                        {
                            Import = parsed.GetValue(reference)!,
                            Month = which,
                            Because = parsed.GetValue(because)!,
                        },
                        cancel
                    );
                return Answer.Give(parsed, outcome, m => $"{m.InWords()} counts as whole from now on.");
            }
        );
        return command;
    }
}

internal sealed class ImportUndoVerb : IImportVerb
{
    public Command Build()
    {
        var reference = new Argument<string>("id") { Description = "The import, such as I-2026-0003." };
        var command = new Command("undo", "Take an import back: what it added goes, what it changed is again as it was.") { reference };
        command.SetAction(
            async (parsed, cancel) =>
            {
                await using var opened = await OpenedInstance.Open(cancel);
                var outcome = await opened.Get<UndoImport>().Run(opened.Actor, new() { Import = parsed.GetValue(reference)! }, cancel);
                return Answer.Give(
                    parsed,
                    outcome,
                    u =>
                        string.Create(
                            CultureInfo.GetCultureInfo("en-GB"),
                            $"{u.Id} is taken back: {u.Removed:n0} of its {u.Kind} are gone, {u.Restored:n0} are again as they were."
                                + $"{(u.Kept.Count > 0 ? $" Kept, since somebody has worked on them: {string.Join(", ", u.Kept)}." : "")}"
                        )
                );
            }
        );
        return command;
    }
}
