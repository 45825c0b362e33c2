using Wardwise.Domain.Incidents;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Measuring;

/// <summary>The incidents that are counted, in words: "vehicle nuisance and noise", or "incidents" for all of them.</summary>
internal static class WhatIsCounted
{
    public static string By(Aim aim) => Of(aim.Categories, aim.Types);

    /// <param name="categories">Keys; none is all.</param>
    /// <param name="types">Keys of the types of anti-social behaviour, which say more than a category.</param>
    public static string Of(IReadOnlyList<string> categories, IReadOnlyList<string> types)
    {
        var named = types.Select(t => IncidentCodes.AsbTypes.Find(t)?.Name).OfType<string>().ToList();
        var names = named.Count > 0 ? named : [.. categories.Select(c => IncidentCodes.Categories.Find(c)?.Name).OfType<string>()];
        return names.Count == 0 ? "incidents" : Words.List([.. names.Select(n => n.ToLowerInvariant())]);
    }
}
