using System.Globalization;
using System.Text;

namespace Wardwise.App.Demonstration;

/// <summary>Counts the incidents about a place, month by month, and draws the area that is counted.</summary>
internal sealed class AreaIncidents
{
    public const double Metres = 180;
    private const int Corners = 24;

    private readonly ILookup<int, (Spot Spot, int Month)> _byKind;

    public AreaIncidents(IReadOnlyList<MadeIncident> incidents, Calendar calendar) =>
        _byKind = incidents
            .Where(i => i.Spot is not null)
            .ToLookup(i => i.Kind, i => (i.Spot!.Value, calendar.MonthOf(DateOnly.FromDateTime(i.At))));

    public int[] ByMonth(Spot middle, IEnumerable<int> kinds)
    {
        var months = new int[Calendar.Months];
        foreach (var (spot, month) in kinds.SelectMany(k => _byKind[k]))
        {
            if (spot.MetresTo(middle) <= Metres)
            {
                months[month]++;
            }
        }

        return months;
    }

    public static string GeoJson(Spot middle)
    {
        var text = new StringBuilder("{\"type\":\"Polygon\",\"coordinates\":[[");
        for (var i = 0; i <= Corners; i++)
        {
            var corner = middle.Moved(Metres, 2 * Math.PI * (i % Corners) / Corners);
            text.Append(i > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"[{corner.Longitude},{corner.Latitude}]");
        }

        return text.Append("]]}").ToString();
    }
}
