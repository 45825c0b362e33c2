using System.Text;
using Npgsql;
using Wardwise.App.Imports;
using Wardwise.App.Incidents;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Incidents;

/// <summary>Imports of street files at their real door (Y36, Y38, F50): whole or not at all, repeatable, undoable.</summary>
public sealed class ImportIncidentsTests
{
    [Fact]
    public async Task TheSameFileTwice_AddsNothing_AndAsbThatLooksAlikeIsKept()
    {
        await using var station = await Station.Create();
        var path = new StreetFile().Crime("a").Crime("b").Crime("a").Asb().Asb().Asb().AsbWithoutPlace().Save(station.Home, gzipped: true);
        var first = await Import(station, path);
        Assert.Equal((7, 6, 1, 0), (first.Read, first.Added, first.Copies, first.Already));
        Assert.Equal(1, first.NoLocation);
        Assert.Equal(6, await Held(station));
        var again = await Import(station, path);
        Assert.Equal((7, 0, 1, 6), (again.Read, again.Added, again.Copies, again.Already));

        // Twice in one command, and under another name with a line more: the row is known, not the file.
        var longer = new StreetFile()
            .Crime("a")
            .Crime("b")
            .Crime("a")
            .Asb()
            .Asb()
            .Asb()
            .AsbWithoutPlace()
            .Crime("c")
            .Save(station.Home, "longer.csv");
        var both = await Import(station, longer, path);
        Assert.Equal((15, 1, 2, 12), (both.Read, both.Added, both.Copies, both.Already));
        Assert.Equal(7, await Held(station));
    }

    [Fact]
    public async Task ANewerVersionOfAMonth_ChangesCrimes_AndReplacesAsbOnlyWhenAsked()
    {
        await using var station = await Station.Create();
        await Import(station, new StreetFile().Crime("a").Crime("b").Asb().Asb(location: "On or near Old Road").Save(station.Home));
        var before = await Everything(station);
        var newer = new StreetFile()
            .Crime("a", outcome: "Local resolution")
            .Crime("b")
            .Asb()
            .Asb(location: "On or near New Road")
            .Save(station.Home, "newer.csv");

        var careful = await Import(station, newer);
        Assert.Equal((4, 0, 1, 2), (careful.Read, careful.Added, careful.Changed, careful.Already));
        var rejected = Assert.Single(careful.Rejected);
        Assert.Equal(("newer.csv", 5L), (rejected.File, rejected.Line));
        Assert.Contains("--replace", rejected.Reason);

        var replaced = await ImportAs(
            station,
            new()
            {
                Paths = [newer],
                Force = "wealdshire",
                Replace = true,
            }
        );
        Assert.Equal((4, 1, 0, 3, 1), (replaced.Read, replaced.Added, replaced.Changed, replaced.Already, replaced.Removed));
        Assert.Equal(4, await Held(station));
        Assert.Equal(0, await Held(station, "where location = 'On or near Old Road'"));

        // Undone in turn, everything is as it was.
        var early = await station.Get<UndoImport>().Run(station.Owner, new() { Import = careful.Id! }, default);
        Assert.True(early.Done, "a later import that built on nothing of it does not hold it");
        var undone = await station.Get<UndoImport>().Run(station.Owner, new() { Import = replaced.Id! }, default);
        Assert.Equal((1, 1), (undone.Value.Removed, undone.Value.Restored));
        Assert.Equal(before, await Everything(station));
        Assert.False((await station.Get<UndoImport>().Run(station.Owner, new() { Import = replaced.Id! }, default)).Done);
    }

    [Fact]
    public async Task AnImportThatALaterOneChanged_IsUndoneAfterIt()
    {
        await using var station = await Station.Create();
        var first = await Import(station, new StreetFile().Crime("a").Save(station.Home));
        var second = await Import(station, new StreetFile().Crime("a", outcome: "Local resolution").Save(station.Home, "newer.csv"));
        var refused = await station.Get<UndoImport>().Run(station.Owner, new() { Import = first.Id! }, default);
        Assert.Contains($"Take {second.Id} back first", Assert.Single(refused.Refusals).Sentence);
        Assert.True((await station.Get<UndoImport>().Run(station.Owner, new() { Import = second.Id! }, default)).Done);
        Assert.True((await station.Get<UndoImport>().Run(station.Owner, new() { Import = first.Id! }, default)).Done);
        Assert.Equal(0, await Held(station));
    }

    [Fact]
    public async Task ACrimeHeldInAnotherMonth_IsChanged_NotAddedTwice()
    {
        await using var station = await Station.Create();
        await Import(station, new StreetFile("2025-03").Crime("a").Crime("b").Save(station.Home));
        var moved = await Import(station, new StreetFile("2025-04").Crime("a").Crime("c").Save(station.Home));
        Assert.Equal((2, 1, 1), (moved.Read, moved.Added, moved.Changed));
        Assert.Equal(3, await Held(station));
    }

    [Theory]
    [InlineData("2031-01", "has not come yet")]
    [InlineData("1999-01", "before the first month")]
    [InlineData("2025-13", "not a month")]
    [InlineData("March", "not a month")]
    public async Task ADateOutOfRange_RejectsTheRow_WithFileLineColumnAndReason(string month, string reason)
    {
        await using var station = await Station.Create();
        var report = await Import(
            station,
            new StreetFile()
                .Crime("a")
                .Line($",{month},Wealdshire Police,Wealdshire Police,-0.2,51.9,On or near X,,,Anti-social behaviour,,")
                .Asb()
                .Save(station.Home)
        );
        var rejected = Assert.Single(report.Rejected);
        Assert.Equal(("2025-03-wealdshire-street.csv", 3L), (rejected.File, rejected.Line));
        Assert.StartsWith("Month: ", rejected.Reason);
        Assert.Contains(reason, rejected.Reason);
        Assert.Equal((3, 2), (report.Read, report.Added));
    }

    [Theory]
    [InlineData("0", "0", "lies in the sea")]
    [InlineData("51.9", "-0.2", "lies in the sea")] // swapped
    [InlineData("2.9", "54.9", "lies in the sea")]
    [InlineData("-0.2", "", "Latitude: '' is not a number")]
    [InlineData("east", "51.9", "Longitude: 'east' is not a number")]
    [InlineData("-0.2", "519", "lies in the sea")]
    [InlineData("NaN", "51.9", "lies in the sea")]
    public async Task APositionAtSeaOrNoPosition_RejectsTheRow(string lon, string lat, string reason)
    {
        await using var station = await Station.Create();
        var report = await Import(
            station,
            new StreetFile()
                .Line($",2025-03,Wealdshire Police,Wealdshire Police,{lon},{lat},On or near X,,,Anti-social behaviour,,")
                .Asb()
                .Save(station.Home)
        );
        Assert.Contains(reason, Assert.Single(report.Rejected).Reason);
        Assert.Equal(1, await Held(station));
    }

    [Fact]
    public async Task RowsOfTheWrongWidthOrUnknownKind_AreRejected_AndStrictRefusesThemAll()
    {
        await using var station = await Station.Create();
        var path = new StreetFile()
            .Crime("a")
            .Line("one,two")
            .Crime("b", type: "Piracy")
            .Crime("c", outcome: "Sent to sea")
            .Line("xyz,2025-03,Wealdshire Police,Wealdshire Police,,,No location,,,Burglary,,")
            .Crime("d")
            .Save(station.Home);
        var strict = await station
            .Get<ImportIncidents>()
            .Run(
                station.Owner,
                new()
                {
                    Paths = [path],
                    Force = "wealdshire",
                    Strict = true,
                },
                default
            );
        Assert.Contains("4 rows cannot go in", Assert.Single(strict.Refusals).Sentence);
        Assert.Equal(0, await Held(station));
        var report = await Import(station, path);
        Assert.Equal([3L, 4, 5, 6], report.Rejected.Select(r => r.Line));
        Assert.Equal(
            [
                "the row has 2 columns, not 12",
                "Crime type: 'Piracy' is not a type that is known",
                "Last outcome category: 'Sent to sea' is not an outcome that is known",
                "Crime ID: not 64 hexadecimal digits",
            ],
            report.Rejected.Select(r => r.Reason)
        );
        Assert.Equal(2, await Held(station));
    }

    public static TheoryData<string, string> BadFiles =>
        new()
        {
            { "columns", "line 1: the columns are not those of this kind of file. Missing: Context. Not known: Extra." },
            { "noise", "is not a file of text" },
            { "half", "line 3: the file ends in the middle of this row: it was cut short" },
            { "truncated", "is cut short or damaged: it does not unpack to its end" },
            { "trailer", "is cut short or damaged: it does not unpack to its end" },
            { "empty", "is empty" },
            { "quote", "a quotation mark" },
            { "foreign", "line 2: these are incidents of Kent Police, not of Wealdshire Police. Add --other-force" },
        };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task AFileAtFault_RefusesTheWholeCommand_AndNothingIsApplied(string fault, string sentence)
    {
        await using var station = await Station.Create();
        var good = new StreetFile("2025-02").Crime("good").Save(station.Home);
        var bad = Path.Combine(station.Home, "2025-03-bad.csv");
        var text = new StreetFile().Crime("a").Asb().ToString();
        var packed = StreetFile.Gzip(Encoding.UTF8.GetBytes(text));
        await File.WriteAllBytesAsync(
            bad,
            fault switch
            {
                "columns" => Encoding.UTF8.GetBytes(text.Replace("Context", "Extra")),
                "noise" => [.. packed.Select(b => (byte)(b ^ 0xA5))],
                "half" => Encoding.UTF8.GetBytes(text[..^30]),
                "truncated" => packed[..(packed.Length / 2)],
                "trailer" => packed[..^3],
                "empty" => [],
                "quote" => Encoding.UTF8.GetBytes(text.Replace("On or near Mill", "\"On or near Mill")),
                "foreign" => Encoding.UTF8.GetBytes(text.Replace("Wealdshire Police", "Kent Police")),
                _ => throw new ArgumentOutOfRangeException(nameof(fault)),
            }
        );
        var outcome = await station.Get<ImportIncidents>().Run(station.Owner, new() { Paths = [good, bad], Force = "wealdshire" }, default);
        var refusal = Assert.Single(outcome.Refusals);
        Assert.StartsWith("2025-03-bad.csv", refusal.Sentence);
        Assert.Contains(sentence, refusal.Sentence);
        Assert.Equal(0, await Held(station));
        Assert.Empty((await station.Get<ListImports>().Run(station.Owner, new(), default)).Value);
        Assert.Equal(1, (await Import(station, good)).Added);
    }

    [Fact]
    public async Task GzippedFilesJoinedTogether_AreRead()
    {
        await using var station = await Station.Create();
        var text = new StreetFile().Crime("a").Asb().ToString();
        var path = Path.Combine(station.Home, "joined.csv.gz");
        await File.WriteAllBytesAsync(
            path,
            [.. StreetFile.Gzip(Encoding.UTF8.GetBytes(text[..150])), .. StreetFile.Gzip(Encoding.UTF8.GetBytes(text[150..]))]
        );
        Assert.Equal(2, (await Import(station, path)).Added);
    }

    [Fact]
    public async Task AForeignForcesFile_GoesInWhenAsked_AndTheFirstImportMakesTheForce()
    {
        await using var station = await Station.Create();
        var path = new StreetFile(force: "Kent Police").Crime("a").Save(station.Home, "2025-03-kent-street.csv");
        Assert.Equal(
            1,
            (
                await ImportAs(
                    station,
                    new()
                    {
                        Paths = [path],
                        Force = "wealdshire",
                        OtherForce = true,
                    }
                )
            ).Added
        );
        var own = new StreetFile(force: "Kent Police").Crime("b").Save(station.Home, "2025-04-kent-street.csv");
        Assert.Equal(1, (await ImportAs(station, new() { Paths = [own], Force = "kent" })).Added);
        Assert.Equal(
            "Kent Police",
            await Scalar<string>(station, "select a.name from agency a join force f on f.id = a.force_id where f.code = 'kent'")
        );
    }

    [Fact]
    public async Task WhatAnotherForceHolds_IsRefused_InASentence()
    {
        await using var station = await Station.Create();
        var path = new StreetFile(force: "Kent Police").Crime("a").Save(station.Home, "2025-03-kent-street.csv");
        await ImportAs(station, new() { Paths = [path], Force = "kent" });
        var outcome = await station
            .Get<ImportIncidents>()
            .Run(
                station.Owner,
                new()
                {
                    Paths = [path],
                    Force = "wealdshire",
                    OtherForce = true,
                },
                default
            );
        Assert.Contains("held already, by another force", Assert.Single(outcome.Refusals).Sentence);
    }

    // The disk is not filled: the table answers as PostgreSQL does when it is.
    [Fact]
    public async Task ADiskThatRunsFull_LeavesNothing_AndTheSameCommandWorksAgain()
    {
        await using var station = await Station.Create();
        var street = new StreetFile();
        for (var i = 0; i < 40_000; i++)
        {
            street.Crime($"c{i}");
        }

        var path = street.Save(station.Home);
        await Scalar<int>(
            station,
            $"""
            create function full_disk() returns trigger language plpgsql as $$
                begin raise exception 'No space left on device' using errcode = '53100'; end $$;
            create trigger full_disk before insert on incident_row for each row
                when (new.id = '{StreetFile.IdOf("c30000")[..32]}') execute function full_disk();
            select 1
            """
        );
        var full = await Assert.ThrowsAsync<PostgresException>(() => Import(station, path));
        Assert.Equal(PostgresErrorCodes.DiskFull, full.SqlState);
        Assert.Equal(0, await Held(station));
        await Scalar<int>(station, "drop trigger full_disk on incident_row; select 1");
        Assert.Equal(40_000, (await Import(station, path)).Added);
    }

    [Fact]
    public async Task ADryRun_TellsEverything_AndAppliesNothing()
    {
        await using var station = await Station.Create();
        var report = await ImportAs(
            station,
            new()
            {
                Paths = [new StreetFile().Crime("a").Save(station.Home)],
                Force = "wealdshire",
                DryRun = true,
            }
        );
        Assert.Equal((null, 1), (report.Id, report.Added));
        Assert.Equal(0, await Held(station));
    }

    [Fact]
    public async Task WhoMayNotImport_IsRefused_AndNobodySeesAnothersIncidents()
    {
        await using var station = await Station.Create();
        var path = new StreetFile().Crime("a").Save(station.Home);
        Assert.False(
            (
                await station
                    .Get<ImportIncidents>()
                    .Run(await station.As(Role.Officer), new() { Paths = [path], Force = "wealdshire" }, default)
            ).Done
        );
        var coordinator = await station.As(Role.Coordinator);
        Assert.False((await station.Get<ImportIncidents>().Run(coordinator, new() { Paths = [path], Force = "kent" }, default)).Done);
        Assert.True((await station.Get<ImportIncidents>().Run(coordinator, new() { Paths = [path], Force = "wealdshire" }, default)).Done);
        await using var mine = await station.Database.Begin(coordinator, default);
        Assert.Equal(1, await mine.Scalar<long>("select count(*) from incident", default));
        await using var theirs = await station.Database.Begin(await station.As(Role.Partner), default);
        Assert.Equal(0, await theirs.Scalar<long>("select count(*) from incident", default));
        await Assert.ThrowsAsync<PostgresException>(() => theirs.Scalar<long>("select count(*) from incident_row", default));
    }

    [Fact]
    public async Task EveryImport_LeavesOneRowInTheTrail()
    {
        await using var station = await Station.Create();
        await Import(station, new StreetFile().Crime("a").Asb().Save(station.Home));
        Assert.Equal(1, await Scalar<long>(station, "select count(*) from trail where kind = 'collection' and subject_kind = 'import'"));
    }

    private static Task<ImportReport> Import(Station station, params string[] paths) =>
        ImportAs(station, new() { Paths = paths, Force = "wealdshire" });

    private static async Task<ImportReport> ImportAs(Station station, ImportIncidents.Input input)
    {
        var report = (await station.Get<ImportIncidents>().Run(station.Owner, input, default)).Value;
        Assert.Equal(report.Read, report.Added + report.Changed + report.Already + report.Copies + report.Rejected.Count);
        return report;
    }

    private static Task<long> Held(Station station, string where = "") =>
        Scalar<long>(station, $"select count(*) from incident_row {where}");

    private static Task<string> Everything(Station station) =>
        Scalar<string>(station, "select string_agg(r::text, E'\n' order by id) from incident_row r");

    private static async Task<T> Scalar<T>(Station station, string sql)
    {
        await using var connection = new NpgsqlConnection(station.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
