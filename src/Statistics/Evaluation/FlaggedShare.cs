namespace Wardwise.Statistics.Evaluation;

/// <summary>How often a test says "clear", over draws of places and times.</summary>
/// <param name="Draws">How many.</param>
/// <param name="Flagged">Of how many the test said so.</param>
/// <param name="Share">0 to 1; 0 without any draw.</param>
/// <param name="Low">Lower limit at 95%.</param>
/// <param name="High">Upper limit.</param>
public sealed record FlaggedShare(int Draws, int Flagged, double Share, double Low, double High)
{
    /// <summary>
    /// Wilson's interval (JASA 22 (1927) 209-212) with as many draws as are left once the draws of one place hang together: their number
    /// over a design effect by clusters (L. Kish, Survey Sampling, 1965), 1 or more.
    /// </summary>
    /// <param name="draws">The place of each draw, and whether it was flagged.</param>
    public static FlaggedShare Of(IReadOnlyList<(string Place, bool Flagged)> draws)
    {
        var (n, flagged) = (draws.Count, draws.Count(d => d.Flagged));
        if (n == 0)
        {
            return new(0, 0, 0, 0, 1);
        }

        var share = (double)flagged / n;
        var between = draws.GroupBy(d => d.Place).Sum(g => Math.Pow(g.Sum(d => (d.Flagged ? 1 : 0) - share), 2));
        var effective = share is 0 or 1 ? n : n / Math.Max(1, between / (n * share * (1 - share)));
        var square = Guard.Z(0.95) * Guard.Z(0.95);
        var centre = (share + (square / (2 * effective))) / (1 + (square / effective));
        var half =
            Math.Sqrt((square * share * (1 - share) / effective) + (square * square / (4 * effective * effective)))
            / (1 + (square / effective));
        return new(n, flagged, share, Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
