using System.Globalization;
using Wardwise.App.Access;
using Wardwise.App.Imports;
using Wardwise.App.Jobs;

namespace Wardwise.App.Incidents;

/// <summary>Places the incidents that came before their boundaries, month by month.</summary>
internal sealed class PlaceIncidentsJob(PlaceIncidents place) : IJob
{
    public static string Kind => "place-incidents";

    public static TimeSpan? Every => TimeSpan.FromMinutes(1);

    public async Task<string?> Work(Actor actor, string input, IProgress<string> progress, CancellationToken cancel)
    {
        var steps = new Progress<ImportProgress>(p => progress.Report(p.File));
        var done = (await place.Run(actor, new() { Progress = steps }, cancel)).Value;
        return done.Months == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{done.Months} months, {done.Moved} incidents placed elsewhere");
    }
}
