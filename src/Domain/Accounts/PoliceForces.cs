namespace Wardwise.Domain.Accounts;

/// <summary>The territorial forces of data.police.uk: id and name as its files write them.</summary>
public static class PoliceForces
{
    public static readonly IReadOnlyDictionary<string, string> NameByCode = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["avon-and-somerset"] = "Avon and Somerset Constabulary",
        ["bedfordshire"] = "Bedfordshire Police",
        ["btp"] = "British Transport Police",
        ["cambridgeshire"] = "Cambridgeshire Constabulary",
        ["cheshire"] = "Cheshire Constabulary",
        ["city-of-london"] = "City of London Police",
        ["cleveland"] = "Cleveland Police",
        ["cumbria"] = "Cumbria Constabulary",
        ["derbyshire"] = "Derbyshire Constabulary",
        ["devon-and-cornwall"] = "Devon & Cornwall Police",
        ["dorset"] = "Dorset Police",
        ["durham"] = "Durham Constabulary",
        ["dyfed-powys"] = "Dyfed-Powys Police",
        ["essex"] = "Essex Police",
        ["gloucestershire"] = "Gloucestershire Constabulary",
        ["greater-manchester"] = "Greater Manchester Police",
        ["gwent"] = "Gwent Police",
        ["hampshire"] = "Hampshire Constabulary",
        ["hertfordshire"] = "Hertfordshire Constabulary",
        ["humberside"] = "Humberside Police",
        ["kent"] = "Kent Police",
        ["lancashire"] = "Lancashire Constabulary",
        ["leicestershire"] = "Leicestershire Police",
        ["lincolnshire"] = "Lincolnshire Police",
        ["merseyside"] = "Merseyside Police",
        ["metropolitan"] = "Metropolitan Police Service",
        ["norfolk"] = "Norfolk Constabulary",
        ["north-wales"] = "North Wales Police",
        ["north-yorkshire"] = "North Yorkshire Police",
        ["northamptonshire"] = "Northamptonshire Police",
        ["northern-ireland"] = "Police Service of Northern Ireland",
        ["northumbria"] = "Northumbria Police",
        ["nottinghamshire"] = "Nottinghamshire Police",
        ["south-wales"] = "South Wales Police",
        ["south-yorkshire"] = "South Yorkshire Police",
        ["staffordshire"] = "Staffordshire Police",
        ["suffolk"] = "Suffolk Constabulary",
        ["surrey"] = "Surrey Police",
        ["sussex"] = "Sussex Police",
        ["thames-valley"] = "Thames Valley Police",
        ["warwickshire"] = "Warwickshire Police",
        ["west-mercia"] = "West Mercia Police",
        ["west-midlands"] = "West Midlands Police",
        ["west-yorkshire"] = "West Yorkshire Police",
        ["wiltshire"] = "Wiltshire Police",
    };

    private static readonly Dictionary<string, string> CodeByName = NameByCode.ToDictionary(
        f => f.Value,
        f => f.Key,
        StringComparer.OrdinalIgnoreCase
    );

    public static string? CodeOf(string name) => CodeByName.GetValueOrDefault(name);

    /// <summary>A code as it may be given: small letters, digits and hyphens.</summary>
    public static bool IsCode(string code) =>
        code.Length is > 1 and <= 60 && code.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');
}
