using Wardwise.App.Data;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Statistics.Pooling;

namespace Wardwise.App.Library;

/// <summary>How many records of a subject there are, and what is known of them. Each that was tried is assessed, or in one of the last four
/// alone.</summary>
/// <param name="Records">That count at all.</param>
/// <param name="Suggested">Of these, the kind is only what their words suggest.</param>
/// <param name="Tried">A response was started, or its author says what came of it.</param>
/// <param name="Assessed">Measured by counts of incidents, six whole months and more on each side.</param>
/// <param name="TooFew">Of the assessed, those that by themselves are too few to tell.</param>
/// <param name="Surveyed">Judged by a survey of people.</param>
/// <param name="ClaimedMet">The author says that the aim was met; nothing was measured.</param>
/// <param name="ClaimedNotMet">The author says that it was not.</param>
/// <param name="NotYet">Nothing is known yet.</param>
public sealed record LibraryCounts(
    int Records,
    int Suggested,
    int Tried,
    int Assessed,
    int TooFew,
    int Surveyed,
    int ClaimedMet,
    int ClaimedNotMet,
    int NotYet
)
{
    public static LibraryCounts None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <param name="rows">Of one subject, every one that counts.</param>
    public static LibraryCounts Of(IReadOnlyList<EvidenceRow> rows)
    {
        var (tried, assessed) = (rows.Count(r => r.Tried), rows.Count(r => r.IsAssessed));
        var surveyed = rows.Count(r => !r.IsAssessed && r.BySurvey);
        int Claimed(string result) => rows.Count(r => !r.IsAssessed && !r.BySurvey && r.Result == result);
        var (met, notMet) = (Claimed(ProblemResult.ClaimedMet), Claimed(ProblemResult.ClaimedNotMet));
        return new(
            rows.Count,
            rows.Count(r => r.Suggested),
            tried,
            assessed,
            rows.Count(r => r.Verdict is Verdict.TooFew),
            surveyed,
            met,
            notMet,
            tried - assessed - surveyed - met - notMet
        );
    }
}

/// <summary>A subject in a line: its counts, the better finding that there is, its label.</summary>
internal sealed record LibrarySum(LibraryCounts Counts, Finding? Best, EffectLabel Label)
{
    public static LibrarySum None { get; } = new(LibraryCounts.None, null, EffectLabel.Of(null, null, false));

    /// <summary>By code, of what the actor sees; records without a kind under "".</summary>
    public static async Task<IReadOnlyDictionary<string, LibrarySum>> Of(Work work, LibrarySubject subject, CancellationToken cancel)
    {
        var sums = new Dictionary<string, LibrarySum>(StringComparer.Ordinal);
        await using var read = work.Command("select * from library_sums($1, $2)", EnumCode.Of(subject), EvidenceRow.Own(work));
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            int N(int column) => row.GetInt32(column);
            Finding? Pooled(int column, bool controlled)
            {
                var (logs, variances) = (row.GetFieldValue<double[]>(column), row.GetFieldValue<double[]>(column + 1));
                return
                    logs.Length > 0
                    && Stratum.FindingOf([.. logs.Zip(variances, (log, variance) => new Effect(log, variance))], controlled)
                        is var (finding, _)
                    ? finding with
                    {
                        Unconfirmed = subject is LibrarySubject.Kind ? N(column + 2) : 0,
                    }
                    : null;
            }

            var (with, without) = (Pooled(9, true), Pooled(13, false));
            sums[row.GetString(0)] = new(
                new(N(1), N(2), N(3), N(4), N(5), N(6), N(7), N(8), N(3) - N(4) - N(6) - N(7) - N(8)),
                with ?? without,
                EffectLabel.Of(with, without, row.GetBoolean(with is null ? 16 : 12))
            );
        }

        return sums;
    }
}
