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
        _postcodes ??= Load("select code, lat, lon from postcode", row => row.GetString(0));
        return _postcodes.TryGetValue(postcode.ToString(), out var point) ? point : null;
    }

    public LatLon? OfUprn(long uprn)
    {
        _addresses ??= Load(
            "select uprn, lat, lon from address where force_code = $1 and lat is not null",
            row => row.GetInt64(0),
            forceCode
        );
        return _addresses.TryGetValue(uprn, out var point) ? point : null;
    }

    private Dictionary<T, LatLon> Load<T>(string sql, Func<Npgsql.NpgsqlDataReader, T> key, params object[] values)
        where T : notnull
    {
        var found = new Dictionary<T, LatLon>();
        using var command = reading.Command(sql, values);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            found[key(row)] = new(row.GetDouble(1), row.GetDouble(2));
        }

        return found;
    }
}
