using System.Globalization;
using Wardwise.App.Exchange;
using Wardwise.Domain.Places;

namespace Wardwise.App.Imports;

/// <summary>An address of the list.</summary>
internal readonly record struct AddressDraft(long Uprn, string Line, Postcode Postcode, LatLon? Point);

/// <summary>Reads a list of addresses: uprn, address and postcode, and a position as latitude and longitude or easting and northing where
/// it is known.</summary>
internal static class AddressFileReader
{
    public static readonly string[] Needed = ["uprn", "address", "postcode"];
    public static readonly string[] Allowed = ["latitude", "longitude", "easting", "northing"];

    public static FileFault? Read(InputFile file, Func<AddressDraft, string?> take, Action<long, string> reject)
    {
        if (CsvTable.OpenNamed(file, Needed, Allowed, out var table) is { } fault)
        {
            return fault;
        }

        using (table)
        {
            var columns = Needed.Concat(Allowed).ToDictionary(c => c, table!.Column);
            return table.ForEachRow(() => Take(name => table.Text(columns[name]), take), reject);
        }
    }

    private static string? Take(Func<string, string> cell, Func<AddressDraft, string?> take)
    {
        if (!long.TryParse(cell("uprn"), NumberStyles.None, CultureInfo.InvariantCulture, out var uprn) || uprn is 0 or > 999_999_999_999)
        {
            return $"uprn: '{cell("uprn")}' is not a number of up to 12 digits";
        }

        if (cell("address").Length == 0)
        {
            return "address: it is empty";
        }

        if (!Postcode.TryParse(cell("postcode"), out var postcode))
        {
            return $"postcode: '{cell("postcode")}' is not a postcode";
        }

        if (Positions.Read(cell("latitude"), cell("longitude"), cell("easting"), cell("northing"), out var point) is { } reason)
        {
            return $"position: {reason}";
        }

        return take(new(uprn, cell("address"), postcode, point));
    }
}
