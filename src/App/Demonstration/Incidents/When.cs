namespace Wardwise.App.Demonstration;

/// <summary>Draws the day and the hour at which an incident of a kind happens in a month.</summary>
internal sealed class When
{
    private readonly Calendar _calendar;
    private readonly Dictionary<(int Month, string Pattern), double[]> _days = [];
    private readonly Dictionary<string, double[]> _hours;

    public When(Calendar calendar, IncidentKinds kinds)
    {
        _calendar = calendar;
        _hours = kinds.Hours.ToDictionary(h => h.Key, h => Dice.RunningTotals(h.Value));
        for (var month = 0; month < Calendar.Months; month++)
        {
            var first = calendar.Month(month);
            foreach (var (pattern, weights) in kinds.Weekdays)
            {
                _days[(month, pattern)] = Dice.RunningTotals(
                    Enumerable.Range(0, DateTime.DaysInMonth(first.Year, first.Month)).Select(d => weights[(int)first.AddDays(d).DayOfWeek])
                );
            }
        }
    }

    /// <summary>London's clock.</summary>
    public DateTime Draw(IncidentKinds.Kind kind, int month, Dice dice)
    {
        var day = _calendar.Month(month).AddDays(dice.Index(_days[(month, kind.Weekdays)]));
        var hour = dice.Index(_hours[kind.Hours]);

        // People round what they remember; logs do not.
        var minute = dice.Falls(0.4) ? dice.Whole(0, 11) * 5 : dice.Whole(0, 59);
        return IsSkipped(day, hour) ? day.ToDateTime(new TimeOnly(hour + 1, minute)) : day.ToDateTime(new TimeOnly(hour, minute));
    }

    /// <summary>The hour from one to two that the clocks leap over on the last Sunday of March.</summary>
    private static bool IsSkipped(DateOnly day, int hour) => hour == 1 && day is { Month: 3, Day: >= 25, DayOfWeek: DayOfWeek.Sunday };
}
