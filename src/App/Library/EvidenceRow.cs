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
        select v.record_id, v.reference, v.kind, v.suggested, v.tried, v.owner_account_id, coalesce(v.force_id <> $3, false) as elsewhere,
            v.year,
            v.grade, v.result, v.result_by_survey,
            v.verdict, coalesce(v.controlled, false) as controlled, v.log_ratio, v.variance, coalesce(v.before_count, 0) as before_count,
            coalesce(v.before_months, 0) as before_months,
                v.prevented, v.cost, v.process, v.says_why, v.says_when, v.techniques
        from library_of($1, $2) v order by v.reference
        """;

    /// <summary>Every record of a subject that the actor sees and that counts: one query.</summary>
    internal static Task<List<EvidenceRow>> Of(Work work, LibrarySubject subject, string code, CancellationToken cancel) =>
        work.Rows(Sql, Read, cancel, EnumCode.Of(subject), new[] { code }, Own(work));

    internal static NpgsqlParameter Own(Work work) =>
        new() { Value = (object?)work.Actor.ForceId ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid };

    private static EvidenceRow Read(Row row) =>
        new()
        {
            Id = row.Get<Guid>("record_id"),
            Reference = row.Get<string>("reference"),
            Kind = row.OrNull<string>("kind"),
            Suggested = row.Get<bool>("suggested"),
            Tried = row.Get<bool>("tried"),
            OwnerId = row.Get<Guid?>("owner_account_id"),
            Elsewhere = row.Get<bool>("elsewhere"),
            Year = row.Get<int>("year"),
            Grade = row.Get<int>("grade"),
            Result = row.Get<string>("result"),
            BySurvey = row.Get<bool>("result_by_survey"),
            Verdict = EnumCode.Read<Verdict>(row.OrNull<string>("verdict")),
            Controlled = row.Get<bool>("controlled"),
            LogRatio = row.Get<double?>("log_ratio"),
            Variance = row.Get<double?>("variance"),
            Before = row.Get<int>("before_count"),
            MonthsBefore = row.Get<int>("before_months"),
            Prevented = row.Get<double?>("prevented"),
            Cost = row.Get<decimal?>("cost"),
            Process = EnumCode.Read<CarriedOut>(row.OrNull<string>("process")),
            SaysWhy = row.Get<bool>("says_why"),
            SaysWhen = row.Get<bool>("says_when"),
            Techniques = row.Get<string[]>("techniques"),
        };
}
