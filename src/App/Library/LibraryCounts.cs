using Npgsql;
using NpgsqlTypes;
using Wardwise.App.Data;
using Wardwise.Domain.Library;
using Wardwise.Domain.Shared;
using Wardwise.Statistics.Pooling;

namespace Wardwise.App.Library;

/// <summary>How many records of a subject there are, and what is known of them. Each that was tried is assessed, or in one of the last four alone.</summary>
/// <param name="Records">That count at all.</param>
/// <param name="Suggested">Of these, the kind is only what their words suggest.</param>
/// <param name="Tried">A response was started, or its author says what came of it.</param>
/// <param name="Assessed">Measured by counts of incidents, six whole months and more on each side.</param>
/// <param name="TooFew">Of the assessed, those that by themselves are too few to tell.</param>
/// <param name="Surveyed">Judged by a survey of people.</param>
/// <param name="ClaimedMet">The author says that the aim was met; nothing was measured.</param>
/// <param name="ClaimedNotMet">The author says that it was not.</param>
/// <param name="NotYet">Nothing is known yet.</param>
public sealed record LibraryCounts(int Records, int Suggested, int Tried, int Assessed, int TooFew, int Surveyed, int ClaimedMet, int ClaimedNotMet, int NotYet)
{
    public static LibraryCounts None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0);
}

/// <summary>A subject in a line: its counts, the better finding that there is, its label.</summary>
internal sealed record LibrarySum(LibraryCounts Counts, Finding? Best, EffectLabel Label)
{
    public static LibrarySum None { get; } = new(LibraryCounts.None, null, EffectLabel.Of(null, null, false));

    /// <summary>By code, of what the actor sees; records without a kind under "".</summary>
    /// <param name="work">The piece of work.</param>
    /// <param name="subject">Kinds or techniques.</param>
    /// <param name="code">One alone; null for all.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<IReadOnlyDictionary<string, LibrarySum>> Of(Work work, LibrarySubject subject, string? code, CancellationToken cancel)
    {
        var sums = new Dictionary<string, LibrarySum>(StringComparer.Ordinal);
        await using var read = work.Command(
            "select * from library_sums($1, $2, $3)", EnumCode.Of(subject), new NpgsqlParameter { Value = (object?)code ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }, EvidenceRow.Own(work));
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            int N(int column) => row.GetInt32(column);
            Finding? Pooled(int column, bool controlled) => row.GetFieldValue<double[]>(column) is { Length: > 0 } logs
                ? Stratum.FindingOf([.. logs.Zip(row.GetFieldValue<double[]>(column + 1), (log, variance) => new Effect(log, variance))], controlled)?.Finding
                : null;
            var (with, without) = (Pooled(10, true), Pooled(12, false));
            sums[row.GetString(0)] = new(
                new(N(1), N(2), N(3), N(4), N(5), N(6), N(7), N(8), N(3) - N(4) - N(6) - N(7) - N(8)), with ?? without, EffectLabel.Of(with, without, row.GetBoolean(9)));
        }

        return sums;
    }

    public static async Task<LibrarySum> OfOne(Work work, LibrarySubject subject, string code, CancellationToken cancel) =>
        (await Of(work, subject, code, cancel)).GetValueOrDefault(code, None);
}
