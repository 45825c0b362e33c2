using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Wardwise.Testing;

/// <summary>Writes street files of our own making, in the form of data.police.uk.</summary>
public sealed class StreetFile
{
    public const string Header =
        "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context";

    private readonly List<string> _lines = [Header];
    private readonly string _month;
    private readonly string _force;

    public StreetFile(string month = "2025-03", string force = "Wealdshire Police") => (_month, _force) = (month, force);

    public static string IdOf(string crime) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(crime)));

    public StreetFile Crime(
        string crime,
        double lat = 51.9,
        double lon = -0.2,
        string type = "Burglary",
        string outcome = "Under investigation"
    ) =>
        Line(
            $"{IdOf(crime)},{_month},{_force},{_force},{Number(lon)},{Number(lat)},On or near High Street,E01000001,Ashmoor "
                + $"001A,{type},{outcome},"
        );

    public StreetFile Asb(double lat = 51.9, double lon = -0.2, string location = "On or near Mill Lane") =>
        Line($",{_month},{_force},{_force},{Number(lon)},{Number(lat)},{location},E01000001,Ashmoor 001A,Anti-social behaviour,,");

    public StreetFile AsbWithoutPlace() => Line($",{_month},{_force},{_force},,,No location,,,Anti-social behaviour,,");

    public StreetFile Line(string line)
    {
        _lines.Add(line);
        return this;
    }

    public override string ToString() => string.Join('\n', _lines) + "\n";

    /// <summary>Saves it under its usual name; the path.</summary>
    public string Save(string folder, string? name = null, bool gzipped = false)
    {
        var path = Path.Combine(folder, name ?? $"{_month}-wealdshire-street.csv" + (gzipped ? ".gz" : ""));
        var bytes = Encoding.UTF8.GetBytes(ToString());
        File.WriteAllBytes(path, gzipped ? Gzip(bytes) : bytes);
        return path;
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static string Number(double value) => value.ToString("0.000000", CultureInfo.InvariantCulture);
}
