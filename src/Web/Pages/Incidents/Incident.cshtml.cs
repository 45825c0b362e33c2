using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Incidents;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Incidents;

[Needs(Act.SeeIncidents)]
public sealed class IncidentModel(ShowIncident show) : WardPage
{
    public ShowIncident.Shown Shown { get; private set; } = null!;

    public string? Map =>
        Shown is { Lat: { } lat, Lon: { } lon }
            ? JsonSerializer.Serialize(
                new
                {
                    type = "FeatureCollection",
                    features = new[]
                    {
                        new
                        {
                            type = "Feature",
                            properties = new
                            {
                                kind = "incident",
                                name = Shown.Location,
                                count = 1,
                            },
                            geometry = new { type = "Point", coordinates = new[] { lon, lat } },
                        },
                    },
                }
            )
            : null;

    public async Task<IActionResult> OnGet(Guid id)
    {
        var outcome = await show.Run(Actor, new() { Id = id }, Cancel);
        if (!outcome.Done)
        {
            return Refused(outcome);
        }

        Shown = outcome.Value;
        return Page();
    }
}
