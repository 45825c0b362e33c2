using Wardwise.App.Access;

namespace Wardwise.App.Jobs;

/// <summary>A kind of background work. Found by reflection; made anew for each run.</summary>
public interface IJob
{
    /// <summary>The name in the queue.</summary>
    static abstract string Kind { get; }

    /// <summary>How often the schedule asks for it; null when only somebody asks.</summary>
    static abstract TimeSpan? Every { get; }

    /// <summary>Does the work; doing it twice must do no harm, since a lease may run out in the middle.</summary>
    /// <returns>What was done, in words, or null when there was nothing to do.</returns>
    Task<string?> Work(Actor actor, string input, IProgress<string> progress, CancellationToken cancel);
}
