using Wardwise.App.Exchange;
using Wardwise.Domain.Accounts;

namespace Wardwise.App.Incidents;

/// <summary>Whether a file of data.police.uk is the force's own.</summary>
/// <param name="forceCode">The force that the command names.</param>
/// <param name="forceName">Its name where it is known.</param>
/// <param name="anyForce">Whether another force's file may go in all the same.</param>
internal sealed class ReportedBy(string forceCode, string? forceName, bool anyForce)
{
    private string? _accepted;

    public FileFault? Check(InputFile file, string reportedBy, long line)
    {
        if (anyForce || reportedBy == _accepted)
        {
            _accepted ??= reportedBy;
            return null;
        }

        var code = PoliceForces.CodeOf(reportedBy) ?? CodeInName(file.Name);
        var own = code is not null
            ? code.Equals(forceCode, StringComparison.OrdinalIgnoreCase)
            : forceName is null || forceName.Equals(reportedBy, StringComparison.OrdinalIgnoreCase);
        if (own)
        {
            _accepted = reportedBy;
            return null;
        }

        return new(
            line,
            $"these are incidents of {reportedBy}, not of {forceName ?? forceCode}. Add --other-force to take them in all the same."
        );
    }

    /// <summary>"hertfordshire" of 2021-12-hertfordshire-street.csv.gz.</summary>
    internal static string? CodeInName(string name)
    {
        var bare = name.Split('.')[0];
        var end = bare.LastIndexOf('-');
        return end > 8 && bare[4] == '-' && bare[7] == '-' && bare[(end + 1)..] is "street" or "outcomes" ? bare[8..end] : null;
    }
}
