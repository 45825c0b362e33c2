using Wardwise.App.Data;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Incidents;

/// <summary>Which incidents are asked for. What is left out does not narrow.</summary>
public sealed record IncidentFilter
{
    /// <summary>A neighbourhood, district or force by its number.</summary>
    public int? PlaceNo { get; init; }

    /// <summary>Keys of <see cref="IncidentCodes.Categories"/>.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Keys of <see cref="IncidentCodes.AsbTypes"/>.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Keys of <see cref="IncidentCodes.AsbCategories"/>.</summary>
    public IReadOnlyList<string> AsbCategories { get; init; } = [];

    /// <summary>The first month, included.</summary>
    public YearMonth? From { get; init; }

    /// <summary>The last month, included.</summary>
    public YearMonth? To { get; init; }

    /// <summary>Words of the location.</summary>
    public string? Location { get; init; }

    /// <summary>The refusal of a key that is of no list, or null.</summary>
    public Refusal? Refuses() =>
        Categories.FirstOrDefault(c => IncidentCodes.Categories.Find(c) is null) is { } category
            ? new($"'{category}' is not a category. Choose one from the list.", nameof(Categories))
        : Types.FirstOrDefault(c => IncidentCodes.AsbTypes.Find(c) is null) is { } type
            ? new($"'{type}' is not a type of anti-social behaviour. Choose one from the list.", nameof(Types))
        : AsbCategories.FirstOrDefault(c => IncidentCodes.AsbCategories.Find(c) is null) is { } asb
            ? new($"'{asb}' is not a category of anti-social behaviour. Choose one from the list.", nameof(AsbCategories))
        : From > To ? new("The first month must be before the last.", nameof(From))
        : null;

    /// <summary>All conditions on <c>incident i</c>, and their values from $1 on. Locations are few and written over and over: those that
    /// hold what is asked for, folded, are found first, and each row is looked at as it is written.</summary>
    internal async Task<(string Sql, List<object?> Values)> Where(Work work, CancellationToken cancel)
    {
        var (where, values) = Where(await LevelOf(work, cancel));
        if (Folding.Fold(Location) is not { Length: > 0 } asked)
        {
            return (where, values);
        }

        var locations = await work.Rows(
            $"select distinct i.location from incident i where {where} and i.location is not null",
            row => row.Get<string>("location"),
            cancel,
            [.. values]
        );
        values.Add(locations.Where(l => Folding.Fold(l).Contains(asked, StringComparison.Ordinal)).ToArray());
        return ($"{where} and i.location = any (${values.Count})", values);
    }

    /// <summary>The conditions but the location's.</summary>
    internal (string Sql, List<object?> Values) Where(PlaceLevel? level)
    {
        var (conditions, values) = (new List<string> { "true" }, new List<object?>());
        void Add(string condition, object? value)
        {
            values.Add(value);
            conditions.Add(condition.Replace("?", $"${values.Count}", StringComparison.Ordinal));
        }

        if (PlaceNo is { } place)
        {
            switch (level)
            {
                case PlaceLevel.Neighbourhood:
                    Add("i.neighbourhood_no = ?", place);
                    break;
                case PlaceLevel.District:
                    Add("i.district_no = ?", place);
                    break;
                case PlaceLevel.Lsoa:
                    Add("i.lsoa_code = (select p.code from place p where p.no = ?)", place);
                    break;
                case PlaceLevel.Force:
                    Add(
                        "i.scope in (select s.no from scope s join agency a on a.id = s.agency_id join force f "
                            + "on f.id = a.force_id join place p on p.force_code = f.code where p.no = ?)",
                        place
                    );
                    break;
                default:
                    conditions.Add("false");
                    break;
            }
        }

        if (Categories.Count > 0)
        {
            Add("i.category = any (?)", Categories.Select(c => IncidentCodes.Categories.Find(c)!.Number).ToArray());
        }

        if (Types.Count > 0)
        {
            Add("i.asb_type = any (?)", Types.Select(c => IncidentCodes.AsbTypes.Find(c)!.Number).ToArray());
            Add("i.category = ?", IncidentCodes.Asb.Number);
        }

        if (AsbCategories.Count > 0)
        {
            Add("i.asb_category = any (?)", AsbCategories.Select(c => IncidentCodes.AsbCategories.Find(c)!.Number).ToArray());
            Add("i.category = ?", IncidentCodes.Asb.Number);
        }

        if (From is { } from)
        {
            Add("i.occurred_at >= ?", LondonTime.StartOf(from.FirstDay));
        }

        if (To is { } to)
        {
            Add("i.occurred_at < ?", LondonTime.StartOf(to.Plus(1).FirstDay));
        }

        return (string.Join(" and ", conditions), values);
    }

    /// <summary>The level of the place that is asked for; null when none is, or there is no such place.</summary>
    internal async Task<PlaceLevel?> LevelOf(Work work, CancellationToken cancel)
    {
        if (PlaceNo is not { } no)
        {
            return null;
        }

        await using var find = work.Command("select level from place where no = $1", no);
        return await find.ExecuteScalarAsync(cancel) is short level ? (PlaceLevel)level : null;
    }
}
