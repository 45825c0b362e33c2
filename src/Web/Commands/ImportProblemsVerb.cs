using System.CommandLine;
using System.Globalization;
using Wardwise.App.OldRecords;

namespace Wardwise.Web.Commands;

internal sealed class ImportProblemsVerb : IImportVerb
{
    private static readonly Option<string> Format = new("--format")
    {
        Description = "taps: the old tasking and problem-solving system's, see docs/old-records.md.",
        DefaultValueFactory = _ => ImportProblems.Taps,
    };

    public Command Build()
    {
        var paths = ImportVerb.Paths("CSV files, gzipped or not.");
        var command = new Command(
            "problems",
            "Bring in the problem records of an older system. What they claim stays their author's claim."
        )
        {
            paths,
            Format,
            ImportVerb.Force,
            ImportIncidentsVerb.DryRun,
            ImportIncidentsVerb.Strict,
        };
        command.SetAction(
            async (parsed, cancel) =>
            {
                await using var opened = await OpenedInstance.Open(cancel);
                var outcome = await opened
                    .Get<ImportProblems>()
                    .Run(
                        opened.Actor,
                        new()
                        {
                            Paths = parsed.GetValue(paths)!,
                            Force = parsed.GetValue(ImportVerb.Force)!,
                            Format = parsed.GetValue(Format)!,
                            DryRun = parsed.GetValue(ImportIncidentsVerb.DryRun),
                            Strict = parsed.GetValue(ImportIncidentsVerb.Strict),
                            Progress = ImportVerb.Bar,
                        },
                        cancel
                    );
                return ImportVerb.Give(parsed, outcome, r => (r.Read, r.Rejected, []), Words);
            }
        );
        return command;
    }

    private static string Words(OldRecordsReport report)
    {
        var british = CultureInfo.GetCultureInfo("en-GB");
        var held = report.Reconciliation;
        var grades = held.Grades.GroupBy(g => g.New).OrderBy(g => g.Key);
        List<string> lines =
        [
            string.Create(
                british,
                $"{report.Id ?? "Dry run, nothing applied"}: read {report.Read:n0}, added {report.Added:n0}, changed "
                    + $"{report.Changed:n0}, already held {report.Already:n0}, copies {report.Copies:n0}, rejected "
                    + $"{report.Rejected.Count:n0}. {report.Seconds:0.0} seconds."
            ),
            string.Create(british, $"Of {held.Held:n0} records held:"),
            $"  grades of the old system  {string.Join(", ", report.Grades.Select(g => string.Create(british, $"{g.Key}: {g.Value:n0}")))}",
            $"  grades of our rules       {Each(grades.Select(g => new Counted(g.Key.ToString(british), g.Sum(p => p.Count))))}",
            $"  what the author says      {Each(held.Claims)}",
            $"  state                     {Each(held.States)}",
            $"  place                     {Each(held.Places)}"
                + (report.OutsideForce is > 0 and { } outside ? string.Create(british, $"; position outside the force: {outside:n0}") : ""),
        ];
        void Doubt(string what, IReadOnlyList<Counted> found)
        {
            if (found.Count > 0)
            {
                lines.Add(
                    $"  {what, -26}{Each(found.Take(12))}"
                        + $"{(found.Count > 12 ? string.Create(british, $" and {found.Count - 12:n0} more") : "")}"
                );
            }
        }

        Doubt("techniques not known", held.UnknownTechniques);
        Doubt("neighbourhoods not known", held.UnknownNeighbourhoods);
        if (held.DatesOutOfOrder > 0)
        {
            lines.Add(string.Create(british, $"  closed before opened      {held.DatesOutOfOrder:n0}"));
        }

        if (report.Warnings.Count > 0)
        {
            lines.Add(string.Create(british, $"Doubtful: {report.Warnings.Count:n0}. First:"));
            lines.AddRange(
                report
                    .Warnings.Take(5)
                    .Select(w => string.Create(british, $"  {w.File}{(w.Line > 0 ? $", line {w.Line}" : "")}: {w.Reason}."))
            );
        }

        return string.Join('\n', lines);
    }

    private static string Each(IEnumerable<Counted> all) =>
        string.Join(", ", all.Select(c => string.Create(CultureInfo.GetCultureInfo("en-GB"), $"{c.What}: {c.Count:n0}")));
}
