namespace Wardwise.Domain.Places;

/// <summary>
/// British National Grid (OSGB36) to and from WGS84, to about 5 metres. Transverse Mercator on Airy 1830 and the seven-parameter Helmert
/// transformation, as Ordnance Survey gives them in "A guide to coordinate systems in Great Britain", sections 6 and annexes B and C. The
/// centimetre needs OS's grid of shifts.
/// </summary>
public static class NationalGrid
{
    private const double AiryA = 6377563.396;
    private const double AiryB = 6356256.909;
    private const double Wgs84A = 6378137.0;
    private const double Wgs84B = 6356752.314245;
    private const double Scale = 0.9996012717;
    private const double EastOrigin = 400_000;
    private const double NorthOrigin = -100_000;
    private const double LatOrigin = 49 * Math.PI / 180;
    private const double LonOrigin = -2 * Math.PI / 180;
    private const double AiryE2 = 1 - (AiryB * AiryB / (AiryA * AiryA));
    private const double N = (AiryA - AiryB) / (AiryA + AiryB);

    // From WGS84 to OSGB36: metres, parts in a million, seconds of arc.
    private static readonly (double X, double Y, double Z) Shift = (-446.448, 125.157, -542.060);
    private static readonly (double X, double Y, double Z) Turn = (Seconds(-0.1502), Seconds(-0.2470), Seconds(-0.8421));
    private const double Stretch = 20.4894e-6;

    /// <summary>The position of a point of the grid.</summary>
    public static LatLon ToLatLon(GridReference grid)
    {
        var (lat, lon) = Unproject(grid.Easting, grid.Northing);
        var (x, y, z) = Cartesian(lat, lon, AiryA, AiryB);
        (lat, lon) = Geographic(Helmert(x, y, z, -1), Wgs84A, Wgs84B);
        return new(lat * 180 / Math.PI, lon * 180 / Math.PI);
    }

    /// <summary>The point of the grid at a position; null outside the grid (700 by 1,300 km).</summary>
    public static GridReference? Of(LatLon point)
    {
        var (x, y, z) = Cartesian(point.Lat * Math.PI / 180, point.Lon * Math.PI / 180, Wgs84A, Wgs84B);
        var (lat, lon) = Geographic(Helmert(x, y, z, 1), AiryA, AiryB);
        // Far from the grid the projection's series means nothing.
        if (Math.Abs(lon - LonOrigin) > 0.2)
        {
            return null;
        }

        var (east, north) = Project(lat, lon);
        return GridReference.TryCreate(east, north, out var grid) ? grid : null;
    }

    /// <summary>OSGB36 latitude and longitude (radians) to easting and northing: annex C1 to C5 of the guide.</summary>
    internal static (double East, double North) Project(double lat, double lon)
    {
        var (sin, cos, tan) = (Math.Sin(lat), Math.Cos(lat), Math.Tan(lat));
        var nu = AiryA * Scale / Math.Sqrt(1 - (AiryE2 * sin * sin));
        var rho = AiryA * Scale * (1 - AiryE2) * Math.Pow(1 - (AiryE2 * sin * sin), -1.5);
        var eta2 = (nu / rho) - 1;
        var (tan2, cos3, cos5) = (tan * tan, cos * cos * cos, Math.Pow(cos, 5));
        var tan4 = tan2 * tan2;
        var d = lon - LonOrigin;
        var d2 = d * d;
        var north =
            Meridian(lat)
            + NorthOrigin
            + (nu / 2 * sin * cos * d2)
            + (nu / 24 * sin * cos3 * (5 - tan2 + (9 * eta2)) * d2 * d2)
            + (nu / 720 * sin * cos5 * (61 - (58 * tan2) + tan4) * d2 * d2 * d2);
        var east =
            EastOrigin
            + (nu * cos * d)
            + (nu / 6 * cos3 * ((nu / rho) - tan2) * d2 * d)
            + (nu / 120 * cos5 * (5 - (18 * tan2) + tan4 + (14 * eta2) - (58 * tan2 * eta2)) * d2 * d2 * d);
        return (east, north);
    }

    /// <summary>Easting and northing to OSGB36 latitude and longitude (radians): annex C6 to C9 of the guide.</summary>
    internal static (double Lat, double Lon) Unproject(double east, double north)
    {
        var lat = LatOrigin;
        double left;
        do
        {
            left = north - NorthOrigin - Meridian(lat);
            lat += left / (AiryA * Scale);
        } while (Math.Abs(left) >= 0.00001);

        var (sin, cos, tan) = (Math.Sin(lat), Math.Cos(lat), Math.Tan(lat));
        var nu = AiryA * Scale / Math.Sqrt(1 - (AiryE2 * sin * sin));
        var rho = AiryA * Scale * (1 - AiryE2) * Math.Pow(1 - (AiryE2 * sin * sin), -1.5);
        var eta2 = (nu / rho) - 1;
        var tan2 = tan * tan;
        var (tan4, tan6) = (tan2 * tan2, tan2 * tan2 * tan2);
        var d = east - EastOrigin;
        var d2 = d * d;
        var nu3 = nu * nu * nu;
        var (nu5, nu7) = (nu3 * nu * nu, nu3 * nu3 * nu);
        var found =
            lat
            - (tan / (2 * rho * nu) * d2)
            + (tan / (24 * rho * nu3) * (5 + (3 * tan2) + eta2 - (9 * tan2 * eta2)) * d2 * d2)
            - (tan / (720 * rho * nu5) * (61 + (90 * tan2) + (45 * tan4)) * d2 * d2 * d2);
        var lon =
            LonOrigin
            + (d / (cos * nu))
            - (d2 * d / (6 * cos * nu3) * ((nu / rho) + (2 * tan2)))
            + (d2 * d2 * d / (120 * cos * nu5) * (5 + (28 * tan2) + (24 * tan4)))
            - (d2 * d2 * d2 * d / (5040 * cos * nu7) * (61 + (662 * tan2) + (1320 * tan4) + (720 * tan6)));
        return (found, lon);
    }

    private static double Meridian(double lat)
    {
        var (n2, n3) = (N * N, N * N * N);
        var (difference, sum) = (lat - LatOrigin, lat + LatOrigin);
        return AiryB
            * Scale
            * (
                ((1 + N + (5.0 / 4 * n2) + (5.0 / 4 * n3)) * difference)
                - (((3 * N) + (3 * n2) + (21.0 / 8 * n3)) * Math.Sin(difference) * Math.Cos(sum))
                + (((15.0 / 8 * n2) + (15.0 / 8 * n3)) * Math.Sin(2 * difference) * Math.Cos(2 * sum))
                - (35.0 / 24 * n3 * Math.Sin(3 * difference) * Math.Cos(3 * sum))
            );
    }

    private static (double X, double Y, double Z) Cartesian(double lat, double lon, double a, double b)
    {
        var e2 = 1 - (b * b / (a * a));
        var nu = a / Math.Sqrt(1 - (e2 * Math.Sin(lat) * Math.Sin(lat)));
        return (nu * Math.Cos(lat) * Math.Cos(lon), nu * Math.Cos(lat) * Math.Sin(lon), nu * (1 - e2) * Math.Sin(lat));
    }

    private static (double Lat, double Lon) Geographic((double X, double Y, double Z) point, double a, double b)
    {
        var e2 = 1 - (b * b / (a * a));
        var fromAxis = Math.Sqrt((point.X * point.X) + (point.Y * point.Y));
        var lat = Math.Atan2(point.Z, fromAxis * (1 - e2));
        for (var i = 0; i < 6; i++)
        {
            var nu = a / Math.Sqrt(1 - (e2 * Math.Sin(lat) * Math.Sin(lat)));
            lat = Math.Atan2(point.Z + (e2 * nu * Math.Sin(lat)), fromAxis);
        }

        return (lat, Math.Atan2(point.Y, point.X));
    }

    private static (double X, double Y, double Z) Helmert(double x, double y, double z, int way)
    {
        var scale = 1 + (way * Stretch);
        return (
            (way * Shift.X) + (scale * x) - (way * Turn.Z * y) + (way * Turn.Y * z),
            (way * Shift.Y) + (way * Turn.Z * x) + (scale * y) - (way * Turn.X * z),
            (way * Shift.Z) - (way * Turn.Y * x) + (way * Turn.X * y) + (scale * z)
        );
    }

    private static double Seconds(double arc) => arc / 3600 * Math.PI / 180;
}
