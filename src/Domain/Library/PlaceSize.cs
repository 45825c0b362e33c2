namespace Wardwise.Domain.Library;

/// <summary>The kind of place, as far as what is held can tell: how much usually happens there. Whether it is town or country is not
/// held.</summary>
public enum PlaceSize
{
    Quiet,
    Steady,
    Busy,
}

public static class PlaceSizes
{
    private const double Steady = 5;
    private const double Busy = 20;

    /// <param name="before">Incidents in the measured area before the response.</param>
    /// <param name="months">Whole months counted, 1 or more.</param>
    public static PlaceSize Of(int before, int months) =>
        ((double)before / months) switch
        {
            < Steady => PlaceSize.Quiet,
            < Busy => PlaceSize.Steady,
            _ => PlaceSize.Busy,
        };

    public static string InWords(this PlaceSize size) =>
        size switch
        {
            PlaceSize.Quiet => "Under 5 incidents a month before",
            PlaceSize.Steady => "5 to 20 incidents a month before",
            _ => "20 or more incidents a month before",
        };
}
