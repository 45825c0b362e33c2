using Npgsql;
using Wardwise.App.Data;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Statistics.Pooling;

namespace Wardwise.App.Library;

/// <summary>What one record that counts gives to a page of the library, in figures; its words are an <see cref="EvidenceCase"/>.</summary>
public sealed record EvidenceRow
{
    public required Guid Id { get; init; }
    public required string Reference { get; init; }
    public string? Kind { get; init; }

    /// <summary>The kind is only what its words suggest: nobody has confirmed it.</summary>
    public required bool Suggested { get; init; }

    /// <summary>A response was started, or its author says what came of it.</summary>
    public required bool Tried { get; init; }
    public Guid? OwnerId { get; init; }
    public required bool Elsewhere { get; init; }
    public required int Year { get; init; }
    public required int Grade { get; init; }

    /// <summary>In the code of <see cref="ProblemResult"/>.</summary>
    public required string Result { get; init; }
    public required bool BySurvey { get; init; }

    /// <summary>Of the measurement that counts; null where there is none.</summary>
    public Verdict? Verdict { get; init; }
    public bool Controlled { get; init; }
    public double? LogRatio { get; init; }
    public double? Variance { get; init; }
    public int Before { get; init; }
    public int MonthsBefore { get; init; }
    public double? Prevented { get; init; }
    public decimal? Cost { get; init; }
    public CarriedOut? Process { get; init; }

    /// <summary>It says why it should work.</summary>
    public bool SaysWhy { get; init; }

    /// <summary>It names its conditions.</summary>
    public bool SaysWhen { get; init; }

    /// <summary>Codes of the techniques of the steps that were not dropped.</summary>
    public IReadOnlyList<string> Techniques { get; init; } = [];

    public bool IsAssessed => Verdict is not null;

    public bool IsPooled => LogRatio is not null;

    public PlaceSize? Size => IsPooled ? PlaceSizes.Of(Before, MonthsBefore) : null;

    internal Effect Effect => new(LogRatio!.Value, Variance!.Value);

    private const string Sql = """
        select v.record_id, v.reference, v.kind, v.suggested, v.tried, v.owner_account_id, coalesce(v.force_id <> $3, false), v.year,
            v.grade, v.result, v.result_by_survey,
            v.verdict, coalesce(v.controlled, false), v.log_ratio, v.variance, coalesce(v.before_count, 0), coalesce(v.before_months, 0),
                v.prevented, v.cost, v.process, v.says_why, v.says_when, v.techniques
        from library_of($1, $2) v order by v.reference
        """;

    /// <summary>Every record of a subject that the actor sees and that counts: one query.</summary>
    internal static async Task<List<EvidenceRow>> Of(Work work, LibrarySubject subject, string code, CancellationToken cancel)
    {
        var rows = new List<EvidenceRow>();
        await using var read = work.Command(Sql, EnumCode.Of(subject), new[] { code }, Own(work));
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            rows.Add(Read(row));
        }

        return rows;
    }

    internal static NpgsqlParameter Own(Work work) =>
        new() { Value = (object?)work.Actor.ForceId ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid };

    private static EvidenceRow Read(NpgsqlDataReader row) =>
        new()
        {
            Id = row.GetGuid(0),
            Reference = row.GetString(1),
            Kind = row.IsDBNull(2) ? null : row.GetString(2),
            Suggested = row.GetBoolean(3),
            Tried = row.GetBoolean(4),
            OwnerId = row.IsDBNull(5) ? null : row.GetGuid(5),
            Elsewhere = row.GetBoolean(6),
            Year = row.GetInt32(7),
            Grade = row.GetInt32(8),
            Result = row.GetString(9),
            BySurvey = row.GetBoolean(10),
            Verdict = row.IsDBNull(11) ? null : EnumCode.Read<Verdict>(row.GetString(11)),
            Controlled = row.GetBoolean(12),
            LogRatio = row.IsDBNull(13) ? null : row.GetDouble(13),
            Variance = row.IsDBNull(14) ? null : row.GetDouble(14),
            Before = row.GetInt32(15),
            MonthsBefore = row.GetInt32(16),
            Prevented = row.IsDBNull(17) ? null : row.GetDouble(17),
            Cost = row.IsDBNull(18) ? null : row.GetDecimal(18),
            Process = row.IsDBNull(19) ? null : EnumCode.Read<CarriedOut>(row.GetString(19)),
            SaysWhy = row.GetBoolean(20),
            SaysWhen = row.GetBoolean(21),
            Techniques = row.GetFieldValue<string[]>(22),
        };
}
