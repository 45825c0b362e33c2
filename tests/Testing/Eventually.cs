namespace Wardwise.Testing;

/// <summary>Waits for what another program does and tells nobody. However long it takes: a test that measured time would fail on a busy
/// machine.</summary>
public static class Eventually
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <param name="holds">What is waited for.</param>
    /// <param name="unless">Ended, this says that it will never be: whatever was to do it, or its process.</param>
    public static async Task Holds(Func<Task<bool>> holds, params Task[] unless)
    {
        while (!await holds())
        {
            if (unless.FirstOrDefault(t => t.IsCompleted) is { } ended)
            {
                await ended;
                if (!await holds())
                {
                    throw new InvalidOperationException("What was waited for did not come, and what was to do it has ended.");
                }

                return;
            }

            await Task.Delay(BetweenLooks);
        }
    }
}
