namespace Wardwise.Domain.Places;

/// <summary>The sizes of place that the law and the service work with, from large to small, and what somebody drew.</summary>
public enum PlaceLevel : short
{
    Force = 1,
    Area = 2,
    District = 3,
    Neighbourhood = 4,

    /// <summary>Lower layer super output area: the census's small area of some 1,500 people.</summary>
    Lsoa = 5,
    Custom = 6,
}

public static class PlaceLevelWords
{
    public static string InWords(this PlaceLevel level) => level == PlaceLevel.Lsoa ? "LSOA" : level.ToString().ToLowerInvariant();

    public static string InPlural(this PlaceLevel level) => level == PlaceLevel.Custom ? "drawn places" : level.InWords() + "s";
}
