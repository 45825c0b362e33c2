using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Measuring;
using Wardwise.App.Problems;
using Wardwise.Domain.Problems;
using Wardwise.Statistics.Pooling;
using Wardwise.Testing;
using Wardwise.Web.Tests.Measuring;

namespace Wardwise.Web.Tests.Library;

/// <summary>Records of a kind with effects of our own making.</summary>
internal sealed class LibraryGround(WebStation web, ProblemStation station) : IAsyncDisposable
{
    public const string Kind = "off-road-bikes";

    /// <summary>The thirteen trials of BCG vaccine (R, metafor, dat.bcg): cases and others, vaccinated and not.</summary>
    private static readonly (int A, int B, int C, int D)[] Bcg =
    [
        (4, 119, 11, 128),
        (6, 300, 29, 274),
        (3, 228, 11, 209),
        (62, 13536, 248, 12619),
        (33, 5036, 47, 5761),
        (180, 1361, 372, 1079),
        (8, 2537, 10, 619),
        (505, 87886, 499, 87892),
        (29, 7470, 45, 7232),
        (17, 1699, 65, 1600),
        (186, 50448, 141, 27197),
        (5, 2493, 3, 2338),
        (27, 16886, 29, 17825),
    ];

    public static IEnumerable<Effect> Trials => Bcg.Select(t => Effect.RiskRatio(t.A, t.B, t.C, t.D)!.Value);

    public WebStation Web => web;

    public ProblemStation Station => station;

    public static async Task<LibraryGround> Lay()
    {
        var web = await WebStation.Create();
        return new(web, await ProblemStation.On(web.Station));
    }

    /// <summary>A response of a kind, started, with no result yet.</summary>
    public async Task<string> Tried(
        string kind = Kind,
        Actor? by = null,
        Action<ProblemFile>? more = null,
        string? technique = null,
        string title = "Bikes on the green"
    )
    {
        var owner = by ?? station.Officer;
        var opened = await station
            .Get<OpenProblem>()
            .Run(
                owner,
                new()
                {
                    Title = title,
                    WhatRecurs = "Bikes",
                    Category = ProblemCategory.Nuisance,
                    PlaceNo = Ground.Fairlands,
                },
                default
            );
        var reference = opened.Value.Reference;
        if (technique is not null)
        {
            ProblemStation.Done(await station.Get<AddStep>().Run(owner, station.Step(reference) with { Technique = technique }, default));
        }

        await using var work = await station.Station.Database.Begin(owner, default);
        var file = (await work.TakeOut(reference, default))!;
        file.Problem.KindCode = kind;
        file.Plan.StartedOn = new(2025, 5, 10);
        more?.Invoke(file);
        Assert.Null(await work.PutBack(file, "changed it", default));
        return reference;
    }

    /// <summary>A response of a kind that was measured with this effect.</summary>
    public async Task<string> Measured(
        double log,
        double variance,
        string kind = Kind,
        Actor? by = null,
        Action<ProblemFile>? more = null,
        string? technique = null,
        string title = "Bikes on the green"
    )
    {
        var reach = 1.959963984540054 * Math.Sqrt(variance);
        var result = AResult.Measured with
        {
            Relative = AResult.Measured.Relative! with { Rirr = Math.Exp(log), Low = Math.Exp(log - reach), High = Math.Exp(log + reach) },
            Verdict =
                reach < -log ? Verdict.ClearFall
                : reach < log ? Verdict.ClearRise
                : Verdict.NoClearChange,
        };
        var reference = await Tried(kind, by, more, technique, title);
        await Keep(reference, result, by);
        return reference;
    }

    public async Task Keep(
        string reference,
        EvaluationResult result,
        Actor? by = null,
        EvaluationOccasion occasion = EvaluationOccasion.MonthsCame
    )
    {
        web.Station.Clock.Advance(TimeSpan.FromSeconds(1));
        await using var work = await station.Station.Database.Begin(by ?? station.Officer, default);
        var file = (await work.TakeOut(reference, default))!;
        work.Db.Add(
            MeasureProblem.Kept(
                work,
                file,
                new(result, AResult.Behind),
                occasion,
                occasion is EvaluationOccasion.FollowUp ? new(2026, 5, 1) : null
            )
        );
        Assert.Null(await work.PutBack(file, "measured the result", default));
    }

    /// <summary>What the index would have found in its words.</summary>
    public async Task Suggest(string reference, string kind, double confidence)
    {
        await using var connection = new NpgsqlConnection(web.Station.OwnerConnectionString);
        await connection.OpenAsync();
        await using var put = new NpgsqlCommand(
            "select put_findable((select id from record where reference = $1), $2, $3::real, 0.5::real, '', '', '')",
            connection
        )
        {
            Parameters =
            {
                new() { Value = reference },
                new() { Value = kind },
                new() { Value = confidence },
            },
        };
        await put.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => web.DisposeAsync();
}
