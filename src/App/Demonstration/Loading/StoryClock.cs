namespace Wardwise.App.Demonstration;

/// <summary>The time at which a story is being entered. It moves on by itself, a minute at each look, so that no two things happen at
/// once.</summary>
internal sealed class StoryClock(DateOnly today) : TimeProvider
{
    private DateTimeOffset _now;

    /// <summary>Goes to the morning of a day, or stays when it is later already; never past today.</summary>
    public void GoTo(DateOnly day)
    {
        var morning = new DateTimeOffset((day < today ? day : today.AddDays(-1)).ToDateTime(new TimeOnly(9, 10)), TimeSpan.Zero);
        _now = morning > _now ? morning : _now;
    }

    public override DateTimeOffset GetUtcNow() => _now = _now.AddSeconds(20);
}
