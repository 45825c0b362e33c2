using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Library;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.App.Search;
using Wardwise.App.Tests.Access;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Library;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Data;

/// <summary>An instance of every version that people have, with data in it, is brought to this one and works.</summary>
public sealed class UpgradeTests
{
    private const string Signed = "P-2026-0001";
    private const string Measured = "P-2026-0002";

    public static TheoryData<string> Versions => [.. Baseline.All.Select(b => b.Version)];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task AnInstanceOfABaseline_WithData_IsUpgraded_AndWorks(string version)
    {
        var baseline = Baseline.All.Single(b => b.Version == version);
        await using var database = await PrivateDatabase.Create(empty: true);
        var home = Directory.CreateTempSubdirectory("wardwise-baseline-").FullName;
        await baseline.Open(database.OwnerConnectionString, home);

        // What comes after the baseline, and a script more, so that an upgrade is tried even while nothing comes after it.
        var scripts = MigrationScript.Embedded();
        var planted = new MigrationScript(
            "9999_planted.sql",
            "alter table note add column planted text not null default 'all of them';\nselect mark_again('note', 'a column was planted')"
        );
        var ran = await Migrator.Run(database.OwnerConnectionString, [.. scripts, planted], default);
        Assert.Equal([.. scripts.Select(s => s.Name).Where(n => !baseline.Scripts.ContainsKey(n)), planted.Name], ran);
        Assert.Equal(["all of them"], await Column(database, "select distinct planted from note"));

        var clock = new SettableClock(new(2026, 6, 16, 9, 0, 0, TimeSpan.Zero));
        await using var services = Station.Services(database, home, clock);
        var officer = await ActorOf(services, database, Role.Officer);
        var shown = (await services.GetRequiredService<ShowProblem>().Run(officer, new() { Reference = Signed }, default)).Value;
        Assert.Equal("Off-road bikes on the green", shown.File.Problem.Record.Title);
        var attachment = Assert.Single(await Column(database, "select id::text from attachment"));
        var file = await services.GetRequiredService<GetAttachment>().Run(officer, new() { Id = Guid.Parse(attachment) }, default);
        using (var kept = new StreamReader(file.Value.Content))
        {
            Assert.Equal("Seen at five", await kept.ReadToEndAsync());
        }

        var partner = await ActorOf(services, database, Role.Partner);
        Assert.True((await services.GetRequiredService<ShowProblem>().Run(partner, new() { Reference = Signed }, default)).Done);
        Assert.False((await services.GetRequiredService<ShowProblem>().Run(partner, new() { Reference = Measured }, default)).Done);

        ProblemStation.Done(
            await services.GetRequiredService<AddNote>().Run(officer, new() { Reference = Measured, Text = "Still quiet" }, default)
        );
        ProblemStation.Done(await services.GetRequiredService<MeasureProblem>().Run(officer, new() { Reference = Measured }, default));
        await services.GetRequiredService<Indexer>().Drain(100, null, default);
        var found = await services.GetRequiredService<SearchProblems>().Run(officer, new() { Text = "bikes" }, default);
        Assert.Equal(2, found.Value.Hits.Count);

        var owner = await services.GetRequiredService<Actors>().MachineOwner(default);
        var verified = (await services.GetRequiredService<VerifyTrail>().Run(owner, new(), default)).Value;
        // Sound, but for what the planted script made, which none of the product's scripts makes.
        Assert.Equal(
            ["The column note.planted is none of Wardwise's.", "The constraint note_planted_not_null on note is none of Wardwise's."],
            verified.Faults
        );
        Assert.True(verified.Anchors > 0);
        Directory.Delete(home, recursive: true);
    }

    [Fact]
    public async Task AScriptThatLosesWhatAnInstanceHolds_IsFound()
    {
        await using var database = await PrivateDatabase.Create(empty: true);
        var home = Directory.CreateTempSubdirectory("wardwise-baseline-").FullName;
        await Baseline.Latest.Open(database.OwnerConnectionString, home);
        var before = await Column(database, "select text from note");

        // Passes on an empty database and not on one that people have worked with.
        var careless = new MigrationScript("9999_careless.sql", "alter table note add column planted text not null");
        var trouble = await Assert.ThrowsAsync<MigrationException>(() =>
            Migrator.Run(database.OwnerConnectionString, [.. MigrationScript.Embedded(), careless], default)
        );

        Assert.StartsWith("9999_careless.sql line 1: ", trouble.Message, StringComparison.Ordinal);
        Assert.Equal(before, await Column(database, "select text from note"));
        Directory.Delete(home, recursive: true);
    }

    /// <summary>With WARDWISE_MAKE_BASELINE it stays in that folder: done once, when a version is released (docs/development.md).</summary>
    [Fact]
    public async Task ThisVersion_IsWrittenAsABaseline_AndOpensAgain()
    {
        var asked = Environment.GetEnvironmentVariable("WARDWISE_MAKE_BASELINE");
        var folder = asked ?? Directory.CreateTempSubdirectory("wardwise-baseline-").FullName;
        await using var station = await ProblemStation.Create();
        var signed = await station.SignedOff();
        Assert.Equal(Signed, signed);
        var measured = await station.Responded();
        Assert.Equal(Measured, measured);
        ProblemStation.Done(await station.Get<MeasureProblem>().Run(station.Officer, new() { Reference = measured }, default));
        ProblemStation.Done(
            await station.Get<AddNote>().Run(station.Officer, new() { Reference = signed, Text = "Quiet since June" }, default)
        );
        ProblemStation.Done(
            await station
                .Get<AddAttachment>()
                .Run(
                    station.Officer,
                    new() { Reference = signed, File = new("seen.txt", new MemoryStream("Seen at five"u8.ToArray())) },
                    default
                )
        );
        await station.Share(signed, takesPart: true);
        ProblemStation.Done(
            await station
                .Get<RecordLesson>()
                .Run(
                    station.Officer,
                    new()
                    {
                        Title = "Say who rings back",
                        Source = LessonSource.Debrief,
                        WhatHappened = "Nobody rang back",
                        WhatWasLearned = "Name who rings",
                        Action = "Hang up a card",
                        DueOn = new(2026, 7, 30),
                        OwnerId = station.Officer.Id,
                    },
                    default
                )
        );
        await station.Get<Indexer>().Drain(100, null, default);
        // The ground was laid without history.
        await Catalogue.Run(station.Station, "select mark_again('import', 'the ground of the baseline was laid')");
        await station.Get<AnchorBook>().Anchor(station.Station.Owner, default);
        var version = typeof(Migrator).Assembly.GetName().Version!.ToString(3);
        await Baseline.Write(folder, version, station.Station.OwnerConnectionString, station.Station.Home);

        await using var database = await PrivateDatabase.Create(empty: true);
        var home = Directory.CreateTempSubdirectory("wardwise-baseline-").FullName;
        await new Baseline(folder, version).Open(database.OwnerConnectionString, home);
        Assert.Equal(["Quiet since June"], await Column(database, "select text from note"));
        Assert.Equal(
            Directory.GetFiles(station.Station.Home, "*", SearchOption.AllDirectories).Length,
            Directory.GetFiles(home, "*", SearchOption.AllDirectories).Length
        );
        Directory.Delete(home, recursive: true);
        if (asked is null)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Actor> ActorOf(ServiceProvider services, PrivateDatabase database, Role role)
    {
        var id = Assert.Single(await Column(database, $"select id::text from account where email = '{Station.EmailOf(role)}'"));
        return (await services.GetRequiredService<Actors>().OfAccount(Guid.Parse(id), default))!;
    }

    private static async Task<List<string>> Column(PrivateDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.OwnerConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var row = await command.ExecuteReaderAsync();
        var column = new List<string>();
        while (await row.ReadAsync())
        {
            column.Add(row.GetString(0));
        }

        return column;
    }
}
