using System.CommandLine;
using Wardwise.App.Incidents;

namespace Wardwise.Web.Commands;

internal sealed class ImportIncidentsVerb : IImportVerb
{
    internal static readonly Option<string> Format = new("--format")
    {
        Description = "police-uk (street files of data.police.uk) or wardwise (a force's or partner's own, see docs/incidents.md).",
        DefaultValueFactory = _ => IncidentFormats.PoliceUk,
    };

    internal static readonly Option<bool> DryRun = new("--dry-run") { Description = "Read and check everything, and apply nothing." };
    internal static readonly Option<bool> Strict = new("--strict") { Description = "Apply nothing if any row is rejected." };
    internal static readonly Option<bool> OtherForce = new("--other-force")
    {
        Description = "Take in the files of another force than the one named.",
    };

    private static readonly Option<bool> Replace = new("--replace")
    {
        Description = "A month of anti-social behaviour that differs from the one held takes its place.",
    };
    private static readonly Option<string?> Agency = new("--agency")
    {
        Description = "Whose incidents they are, by the agency's name; left out, the force's police (format wardwise).",
    };

    public Command Build()
    {
        var paths = ImportVerb.Paths("Files, gzipped or not, or folders that hold them.");
        var command = new Command("incidents", "Bring in incidents, whole or not at all.")
        {
            paths,
            Format,
            ImportVerb.Force,
            Agency,
            DryRun,
            Strict,
            Replace,
            OtherForce,
        };
        command.SetAction(
            async (parsed, cancel) =>
            {
                await using var opened = await OpenedInstance.Open(cancel);
                var outcome = await opened
                    .Get<ImportIncidents>()
                    .Run(
                        opened.Actor,
                        new()
                        {
                            Paths = parsed.GetValue(paths)!,
                            Force = parsed.GetValue(ImportVerb.Force)!,
                            Format = parsed.GetValue(Format)!,
                            Agency = parsed.GetValue(Agency),
                            DryRun = parsed.GetValue(DryRun),
                            Strict = parsed.GetValue(Strict),
                            Replace = parsed.GetValue(Replace),
                            OtherForce = parsed.GetValue(OtherForce),
                            Progress = ImportVerb.Bar,
                        },
                        cancel
                    );
                return ImportVerb.Give(parsed, outcome, r => (r.Read, r.Rejected, r.Warnings), ImportVerb.Words);
            }
        );
        return command;
    }
}

internal sealed class ImportOutcomesVerb : IImportVerb
{
    public Command Build()
    {
        var paths = ImportVerb.Paths("Files, gzipped or not, or folders that hold them.");
        var command = new Command("outcomes", "Bring in what came of crimes, from outcome files of data.police.uk.")
        {
            paths,
            ImportIncidentsVerb.Format,
            ImportVerb.Force,
            ImportIncidentsVerb.DryRun,
            ImportIncidentsVerb.Strict,
            ImportIncidentsVerb.OtherForce,
        };
        command.SetAction(
            async (parsed, cancel) =>
            {
                await using var opened = await OpenedInstance.Open(cancel);
                var outcome = await opened
                    .Get<ImportOutcomes>()
                    .Run(
                        opened.Actor,
                        new()
                        {
                            Paths = parsed.GetValue(paths)!,
                            Force = parsed.GetValue(ImportVerb.Force)!,
                            Format = parsed.GetValue(ImportIncidentsVerb.Format)!,
                            DryRun = parsed.GetValue(ImportIncidentsVerb.DryRun),
                            Strict = parsed.GetValue(ImportIncidentsVerb.Strict),
                            OtherForce = parsed.GetValue(ImportIncidentsVerb.OtherForce),
                            Progress = ImportVerb.Bar,
                        },
                        cancel
                    );
                return ImportVerb.Give(parsed, outcome, r => (r.Read, r.Rejected, r.Warnings), ImportVerb.Words);
            }
        );
        return command;
    }
}
