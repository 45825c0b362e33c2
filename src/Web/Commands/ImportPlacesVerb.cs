using System.CommandLine;
using System.Globalization;
using Wardwise.App.Imports;
using Wardwise.App.Incidents;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.Web.Commands;

internal sealed class ImportPlacesVerb : IImportVerb
{
    private static readonly Option<string> Kind = new("--kind")
    {
        Description = "force, area, district, neighbourhood or lsoa.",
        Required = true,
    };
    private static readonly Option<string> Code = new("--code")
    {
        Description = "The property that holds each place's code.",
        Required = true,
    };
    private static readonly Option<string> Name = new("--name")
    {
        Description = "The property that holds each place's name.",
        Required = true,
    };
    private static readonly Option<string?> ValidFrom = new("--valid-from")
    {
        Description = "The first day on which the boundaries are in force (2024-05-02); left out, since always.",
    };
    private static readonly Option<string?> Source = new("--source") { Description = "Who drew them; left out, the files' names." };
    private static readonly Option<string?> AgreedWith = new("--agreed-with") { Description = "With whom the boundaries were agreed." };
    private static readonly Option<string?> ReviewDue = new("--review-due")
    {
        Description = "When they are to be looked at again (2025-05-02).",
    };

    public Command Build()
    {
        var paths = ImportVerb.Paths("GeoJSON files, gzipped or not, or folders that hold them.");
        var command = new Command("places", "Bring in boundaries from GeoJSON.")
        {
            paths,
            Kind,
            ImportVerb.Force,
            Code,
            Name,
            ValidFrom,
            Source,
            AgreedWith,
            ReviewDue,
        };
        Kind.AcceptOnlyFromAmong("force", "area", "district", "neighbourhood", "lsoa");
        ValidFrom.Validators.Add(IsDay);
        ReviewDue.Validators.Add(IsDay);
        command.SetAction(
            async (parsed, cancel) =>
            {
                await using var opened = await OpenedInstance.Open(cancel);
                var outcome = await opened
                    .Get<ImportPlaces>()
                    .Run(
                        opened.Actor,
                        new()
                        {
                            Paths = parsed.GetValue(paths)!,
                            Level = Enum.Parse<PlaceLevel>(parsed.GetValue(Kind)!, ignoreCase: true),
                            Force = parsed.GetValue(ImportVerb.Force)!,
                            CodeField = parsed.GetValue(Code)!,
                            NameField = parsed.GetValue(Name)!,
                            ValidFrom = Day(parsed.GetValue(ValidFrom)),
                            Source = parsed.GetValue(Source),
                            AgreedWith = parsed.GetValue(AgreedWith),
                            ReviewDue = Day(parsed.GetValue(ReviewDue)),
                        },
                        cancel
                    );
                if (outcome.Done)
                {
                    await opened.Get<PlaceIncidents>().Run(opened.Actor, new() { Progress = ImportVerb.Bar }, cancel);
                }

                return ImportVerb.Give(
                    parsed,
                    outcome,
                    r => (r.Read, r.Rejected, r.Warnings),
                    r =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{r.Id}: read {r.Read}, added {r.Added}, changed {r.Changed}, already held {r.Already}, rejected "
                                + $"{r.Rejected.Count}."
                        )
                );
            }
        );
        return command;
    }

    private static DateOnly? Day(string? text) =>
        text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void IsDay(System.CommandLine.Parsing.OptionResult result)
    {
        if (
            result.GetValueOrDefault<string?>() is { } text
            && !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        )
        {
            result.AddError($"{result.Option.Name}: '{text}' is not a day such as 2024-05-02.");
        }
    }
}

internal sealed class ImportPostcodesVerb : IImportVerb
{
    public Command Build()
    {
        var paths = ImportVerb.Paths("CSV files, gzipped or not.");
        var command = new Command("postcodes", "Bring in postcodes with their positions.") { paths, ImportVerb.Force };
        command.SetAction(
            async (parsed, cancel) =>
            {
                await using var opened = await OpenedInstance.Open(cancel);
                return Give(
                    parsed,
                    await opened
                        .Get<ImportPostcodes>()
                        .Run(opened.Actor, new() { Paths = parsed.GetValue(paths)!, Force = parsed.GetValue(ImportVerb.Force)! }, cancel)
                );
            }
        );
        return command;
    }

    internal static int Give(ParseResult parsed, Outcome<GazetteerReport> outcome) =>
        ImportVerb.Give(
            parsed,
            outcome,
            r => (r.Read, r.Rejected, r.Warnings),
            r =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{r.Id}: read {r.Read}, added {r.Added}, changed {r.Changed}, already held {r.Already}, rejected "
                        + $"{r.Rejected.Count}. {r.Seconds:0.0} seconds."
                )
        );
}

internal sealed class ImportAddressesVerb : IImportVerb
{
    public Command Build()
    {
        var paths = ImportVerb.Paths("CSV files, gzipped or not.");
        var command = new Command("addresses", "Bring in a list of addresses by UPRN.") { paths, ImportVerb.Force };
        command.SetAction(
            async (parsed, cancel) =>
            {
                await using var opened = await OpenedInstance.Open(cancel);
                return ImportPostcodesVerb.Give(
                    parsed,
                    await opened
                        .Get<ImportAddresses>()
                        .Run(opened.Actor, new() { Paths = parsed.GetValue(paths)!, Force = parsed.GetValue(ImportVerb.Force)! }, cancel)
                );
            }
        );
        return command;
    }
}
