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
        await foreach (var row in work.EachRow("select * from library_sums($1, $2)", cancel, EnumCode.Of(subject), EvidenceRow.Own(work)))
        {
            Finding? Pooled(string column, bool controlled)
            {
                var (logs, variances) = (row.Get<double[]>(column + "_logs"), row.Get<double[]>(column + "_variances"));
                return
                    logs.Length > 0
                    && Stratum.FindingOf([.. logs.Zip(variances, (log, variance) => new Effect(log, variance))], controlled)
                        is var (finding, _)
                    ? finding with
                    {
                        Unconfirmed = subject is LibrarySubject.Kind ? row.Get<int>(column + "_suggested") : 0,
                    }
                    : null;
            }

            int N(string column) => row.Get<int>(column);
            var (with, without) = (Pooled("controlled", true), Pooled("other", false));
            var (tried, assessed, surveyed) = (N("tried"), N("assessed"), N("surveyed"));
            var (met, notMet) = (N("claimed_met"), N("claimed_not_met"));
            sums[row.Get<string>("code")] = new(
                new(
                    N("records"),
                    N("suggested"),
                    tried,
                    assessed,
                    N("too_few"),
                    surveyed,
                    met,
                    notMet,
                    tried - assessed - surveyed - met - notMet
                ),
                with ?? without,
                EffectLabel.Of(with, without, row.Get<bool>(with is null ? "other_elsewhere" : "controlled_elsewhere"))
            );
        }

        return sums;
    }
}
