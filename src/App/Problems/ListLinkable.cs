using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Measuring;
using Wardwise.App.Places;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>The incidents in and near a problem's area that are not linked to it yet, page by page, to choose from by hand.</summary>
public sealed class ListLinkable(Database database, PlaceIndexes places)
{
    public const int PageSize = 25;

    /// <summary>How far from the area still counts as near.</summary>
    public const int MetresAround = 300;

    public sealed record Input
    {
        public required string Reference { get; init; }

        /// <summary>The first day; left out, a year before the last.</summary>
        public DateOnly? From { get; init; }

        /// <summary>The last day; left out, today.</summary>
        public DateOnly? To { get; init; }

        /// <summary>A key of the categories; none is all.</summary>
        public string? Category { get; init; }

        /// <summary>A key of the types of anti-social behaviour; none is all.</summary>
        public string? Type { get; init; }
        public int Page { get; init; } = 1;
    }

    public sealed record Line(Guid Id, OccurredAt When, string Kind, string Location, bool Inside);

    /// <param name="Lines">Of the page, latest first.</param>
    /// <param name="Total">On all pages.</param>
    /// <param name="Page">The page, kept within what there is.</param>
    /// <param name="Where">The area in words; null when the record has neither area nor place.</param>
    /// <param name="From">The first day that was asked for.</param>
    /// <param name="To">The last.</param>
    public sealed record Listed(IReadOnlyList<Line> Lines, int Total, int Page, string? Where, DateOnly From, DateOnly To);

    public async Task<Outcome<Listed>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeIncidents) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var to = input.To ?? work.Today;
        if (!to.IsLikely() || input.From?.IsLikely() is false)
        {
            return new Refusal(
                "Enter days between 1900 and 2199.",
                input.From?.IsLikely() is false ? nameof(Input.From) : nameof(Input.To)
            );
        }

        var from = input.From ?? to.AddYears(-1);
        if (to < from)
        {
            return new Refusal("The last day must be on or after the first.", nameof(Input.To));
        }

        if (
            await (
                from r in work.Db.Set<Record>()
                where r.Reference == input.Reference
                join held in work.Db.Set<Aim>() on r.Id equals held.RecordId
                select new
                {
                    r.Id,
                    r.PlaceNo,
                    Aim = held,
                }
            )
                .AsNoTracking()
                .SingleOrDefaultAsync(cancel)
            is not { } file
        )
        {
            return Refusal.NotThere;
        }

        if (await IncidentsOfArea.GroundOf(work, places, file.Aim, file.PlaceNo, cancel) is not { } area)
        {
            return new Listed([], 0, 1, null, from, to);
        }

        var all = await IncidentsOfArea.Of(
            work,
            places,
            area,
            new(Keys(input.Category), Keys(input.Type), LondonTime.StartOf(from), LondonTime.StartOf(to.AddDays(1)))
            {
                MetresAround = MetresAround,
            },
            cancel
        );
        var linked = await work.Db.Set<Link>().Where(l => l.RecordId == file.Id).Select(l => l.OtherId).ToHashSetAsync(cancel);
        all.RemoveAll(i => linked.Contains(i.Id));
        var page = Math.Clamp(input.Page, 1, Math.Max(1, (all.Count + PageSize - 1) / PageSize));
        var lines = all.Skip((page - 1) * PageSize)
            .Take(PageSize)
            .Select(i => new Line(i.Id, i.When, i.Kind, i.Location, i.Inside))
            .ToList();
        return new Listed(lines, all.Count, page, area.Name, from, to);
    }

    private static string[] Keys(string? key) => string.IsNullOrEmpty(key) ? [] : [key];
}
