using Wardwise.App.Exchange;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Incidents;

/// <summary>One outcome of one crime.</summary>
/// <param name="CrimeId">The first half of the publisher's id, as the crime's own.</param>
/// <param name="Month">Of the outcome, not of the crime.</param>
/// <param name="Outcome">By <see cref="IncidentCodes.Outcomes"/>.</param>
internal readonly record struct OutcomeDraft(Guid CrimeId, YearMonth Month, short Outcome);

/// <summary>Reads data.police.uk's outcome files. A crime may have several rows; whole-row copies are the publisher's slips.</summary>
internal sealed class OutcomeFileReader(ReportedBy reportedBy, YearMonth latest)
{
    public static readonly string[] Columns =
    [
        "Crime ID",
        "Month",
        "Reported by",
        "Falls within",
        "Longitude",
        "Latitude",
        "Location",
        "LSOA code",
        "LSOA name",
        "Outcome type",
    ];

    private readonly byte[] _id = new byte[32];

    /// <summary>Rows without a position, over all files read.</summary>
    public int WithoutPlace { get; private set; }

    public FileFault? Read(InputFile file, Action<OutcomeDraft> take, Action<long, string> reject)
    {
        if (CsvTable.OpenExact(file, Columns, out var table) is { } fault)
        {
            return fault;
        }

        using (table)
        {
            FileFault? foreign = null;
            var ended = table!.ForEachRow(
                () =>
                {
                    if (table.Reader.IsEmpty(2))
                    {
                        return "Reported by: it is empty";
                    }

                    foreign ??= reportedBy.Check(file, table.Reader.GetString(2), table.Line);
                    return foreign is null ? Take(table, take) : null;
                },
                reject
            );
            return foreign ?? ended;
        }
    }

    private string? Take(CsvTable table, Action<OutcomeDraft> take)
    {
        var reader = table.Reader;
        var id = reader.GetSpan(0);
        if (id.Length != 64 || Convert.FromHexString(id, _id, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return "Crime ID: not 64 hexadecimal digits";
        }

        if (!StreetFileReader.TryReadMonth(reader.GetString(1), out var month))
        {
            return $"Month: '{reader.GetString(1)}' is not a month such as 2021-12";
        }

        if (month < StreetFileReader.Earliest || month > latest)
        {
            return month > latest
                ? $"Month: {month} has not come yet"
                : $"Month: {month} is before the first month published, {StreetFileReader.Earliest}";
        }

        if (IncidentCodes.Outcomes.Find(reader.GetString(9)) is not { } outcome)
        {
            return $"Outcome type: '{reader.GetString(9)}' is not an outcome that is known";
        }

        if (StreetFileReader.PointOf(reader, out var point) is { } badPoint)
        {
            return badPoint;
        }

        WithoutPlace += point is null ? 1 : 0;
        take(new(new Guid(_id.AsSpan(0, 16), bigEndian: true), month, outcome.Number));
        return null;
    }
}
