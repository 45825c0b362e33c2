using Wardwise.App.Data;
using Wardwise.Domain.Places;

namespace Wardwise.App.Places;

/// <summary>Where postcodes and addresses are. Each list is fetched whole at the first question, since files ask for thousands.</summary>
internal sealed class Gazetteer(Work reading, string forceCode)
{
    private Dictionary<string, LatLon>? _postcodes;
    private Dictionary<long, LatLon>? _addresses;

    public LatLon? OfPostcode(Postcode postcode)
    {
        _postcodes ??= Load("select code, lat, lon from postcode", row => row.Get<string>("code"));
        return _postcodes.TryGetValue(postcode.ToString(), out var point) ? point : null;
    }

    public LatLon? OfUprn(long uprn)
    {
        _addresses ??= Load(
            "select uprn, lat, lon from address where force_code = $1 and lat is not null",
            row => row.Get<long>("uprn"),
            forceCode
        );
        return _addresses.TryGetValue(uprn, out var point) ? point : null;
    }

    private Dictionary<T, LatLon> Load<T>(string sql, Func<Row, T> key, params object[] values)
        where T : notnull
    {
        var found = new Dictionary<T, LatLon>();
        foreach (var row in reading.EachRowBlocking(sql, values))
        {
            found[key(row)] = new(row.Get<double>("lat"), row.Get<double>("lon"));
        }

        return found;
    }
}
