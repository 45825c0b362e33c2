using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Problems;
using Wardwise.App.Search;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>What other forces shared, newest first.</summary>
public sealed class ListPractice(Database database)
{
    public const int PageSize = 25;

    public sealed record Row(
        string Reference,
        string Title,
        string FromName,
        string Kind,
        string? ProblemKind,
        string Result,
        string? Quarter
    );

    public sealed record Listed(IReadOnlyList<Row> Rows, int Total, int Page);

    public async Task<Outcome<Listed>> Run(Actor actor, int page, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var all = work.Db.Set<ImportedPractice>().AsNoTracking();
        var total = await all.CountAsync(cancel);
        page = Math.Clamp(page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await all.OrderByDescending(i => i.Record.Reference).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        return new Listed(
            [
                .. rows.Select(i => (Held: i, Told: ShowPractice.Read(i.Content)))
                    .Select(r => new Row(
                        r.Held.Record.Reference,
                        r.Held.Record.Title,
                        r.Held.FromName,
                        r.Told.Kind!,
                        r.Told.ProblemKind,
                        ShowPractice.ResultOf(r.Told),
                        r.Told.Quarter
                    )),
            ],
            total,
            page
        );
    }
}

/// <summary>One practice that came from another force, with where it came from.</summary>
public sealed class ShowPractice(Database database, Lexicons lexicons)
{
    public sealed record Shown(
        ImportedPractice Held,
        SharedPractice Told,
        string? Kind,
        IReadOnlyList<(string? Technique, string What)> Steps,
        string Result
    );

    public async Task<Outcome<Shown>> Run(Actor actor, string reference, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (
            await work.Db.Set<ImportedPractice>().AsNoTracking().SingleOrDefaultAsync(i => i.Record.Reference == reference, cancel)
            is not { } held
        )
        {
            return Refusal.NotThere;
        }

        var told = Read(held.Content);
        var techniques = await work.Techniques(held.ForceId, cancel);
        var kinds = (await lexicons.Of(work, held.ForceId, cancel)).Kinds;
        return new Shown(
            held,
            told,
            kinds.Find(told.ProblemKind)?.Name,
            [.. told.Steps!.Select(s => (techniques.Find(s.Technique)?.Name, s.What!))],
            ResultOf(told)
        );
    }

    internal static SharedPractice Read(string content) => JsonSerializer.Deserialize<SharedPractice>(content, JsonSerializerOptions.Web)!;

    internal static string ResultOf(SharedPractice told) =>
        told.Kind != Problem.RecordKind
            ? ""
            : ProblemResult.InWords(told.Result?.Code ?? ProblemResult.Unknown, told.Result?.Percent, told.Result?.Design == "survey");
}
