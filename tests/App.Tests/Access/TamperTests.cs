using System.Text.RegularExpressions;
using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Jobs;
using Wardwise.App.Sharing;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Access;

/// <summary>Somebody who owns the database can rewrite it. The trail shows that they did, and says nothing where nobody did.</summary>
public sealed class TamperTests
{
    public static TheoryData<string> Ways => [.. Tampering.Ways.Select(w => w.Name)];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task WhatWasTamperedWith_IsFoundAndNamed(string name)
    {
        var way = Tampering.Ways.Single(w => w.Name == name);
        await using var station = await Tampering.Ground();
        Assert.Empty((await Tampering.Verified(station)).Faults);

        await way.Do(station);

        var verified = await Tampering.Verified(station);
        Assert.False(verified.Sound);
        Assert.Contains(
            verified.Faults,
            f => Regex.IsMatch(f, "^" + Regex.Escape(way.Says).Replace("…", ".+", StringComparison.Ordinal) + "$")
        );
        Assert.InRange(verified.Faults.Count, 1, 22);
    }

    [Fact]
    public void ThePublishedTable_IsWhatIsTried()
    {
        Assert.InRange(Tampering.Ways.Count, 100, int.MaxValue);
        var table = string.Join(
            '\n',
            Tampering.Ways.Select(w => $"| {w.Name} | {w.Says} |").Prepend("|---|---|").Prepend("| what was done | what it says |")
        );
        var page = Checkout.File("docs", "trail.md");
        var published = File.ReadAllText(page);
        var at = published.IndexOf("| what was done |", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("WARDWISE_PUBLISH") is not null)
        {
            File.WriteAllText(page, published[..at] + table + "\n");
            return;
        }

        Assert.Equal(table, published[at..].Trim());
    }

    [Fact]
    public async Task WhatNobodyTouched_IsSound()
    {
        await using var station = await Tampering.Ground();

        var verified = await Tampering.Verified(station);

        Assert.True(verified.Sound, string.Join(' ', verified.Faults));
        Assert.Equal((2, 1L, 0L, 0), (verified.Anchors, verified.NotAnchored, verified.Erased, verified.MissingLines));
        Assert.Equal((1, null, 0), (verified.Attachments, verified.NotChecked, verified.Notes.Count));
    }

    [Fact]
    public async Task OfManyChangedRows_TwentyAreNamed_AndTheRestCounted()
    {
        await using var station = await Tampering.Ground();
        for (var n = 0; n < 25; n++)
        {
            await station.Get<SaveTeam>().Run(station.Owner, new() { AgencyId = station.PoliceId, Name = $"Team {n}" }, default);
        }

        await Catalogue.Tamper(
            station,
            "update trail set why = 'routine' where subject_kind = 'team' and why <> 'routine' and id in (select id from trail where "
                + "subject_kind = 'team' order by at desc, id desc limit 25)"
        );

        var faults = (await Tampering.Verified(station)).Faults;
        Assert.Equal(20, faults.Count(f => f.EndsWith("was changed.", StringComparison.Ordinal)));
        Assert.Contains("And 5 changed rows more.", faults);
    }

    [Fact]
    public async Task AChainThatNoLongerFitsItsAnchor_IsNamedByItsRecord_AndAlone()
    {
        await using var station = await Tampering.Ground();
        await Tampering.Ways.Single(w => w.Name == "a mark removed").Do(station);
        var reference = await Catalogue.One(station, "select reference from record");

        var faults = (await Tampering.Verified(station)).Faults;

        Assert.Contains($"What the chain of {reference} says of its record is not what anchor 2 covered.", faults);
        Assert.Single(faults, f => f.Contains("covered", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnErasure_CountsOnceTheRowThatNamesItIsAnchored()
    {
        await using var station = await Tampering.Ground();
        await Erase(station);

        var before = await Tampering.Verified(station);
        Assert.True(before.Sound, string.Join(' ', before.Faults));
        Assert.Equal((0L, 1L), (before.Erased, before.ErasedNotAnchored));

        await Tampering.Anchor(station);
        var after = await Tampering.Verified(station);
        Assert.True(after.Sound, string.Join(' ', after.Faults));
        Assert.Equal((1L, 0L), (after.Erased, after.ErasedNotAnchored));
    }

    [Fact]
    public async Task WhatStandsInAnErasedRow_IsShownNowhere()
    {
        await using var station = await Tampering.Ground();
        var row = await Catalogue.One(station, $"select id from trail where chain = '{station.CouncilId}' and n = 2");
        await Catalogue.Tamper(
            station,
            $"alter table trail_content drop constraint trail_content_check; "
                + $"update trail_content set erased_at = now(), body = 'forged' where trail_id = '{row}'"
        );

        await using var work = await station.Database.Begin(station.Owner, default);

        Assert.Equal(0L, await work.Scalar<long>("select count(*) from trail_content where body = 'forged'", default));
        Assert.Equal(1L, await work.Scalar<long>("select count(*) from trail where id = $1", default, Guid.Parse(row)));
    }

    [Fact]
    public async Task AContent_IsWholeOrErased_ByTheTableItself()
    {
        await using var station = await Tampering.Ground();

        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            Catalogue.Tamper(station, "update trail_content set erased_at = now() where body is not null")
        );

        Assert.Equal(PostgresErrorCodes.CheckViolation, refused.SqlState);
    }

    [Fact]
    public async Task AnAnchorThatDidNotReachTheFile_IsNoFault_AndIsAppended()
    {
        await using var station = await Tampering.Ground();
        var whole = File.ReadAllLines(Tampering.Book(station.Home));
        // As when the disk is full: the anchor is in the database, and the file takes nothing.
        File.Move(Tampering.Book(station.Home), Tampering.Book(station.Home) + ".aside");
        Directory.CreateDirectory(Tampering.Book(station.Home));
        await Assert.ThrowsAnyAsync<Exception>(() => Tampering.Anchor(station));
        Directory.Delete(Tampering.Book(station.Home));
        File.Move(Tampering.Book(station.Home) + ".aside", Tampering.Book(station.Home));

        var verified = await Tampering.Verified(station);
        Assert.True(verified.Sound, string.Join(' ', verified.Faults));
        Assert.Equal((3, 1), (verified.Anchors, verified.MissingLines));

        Assert.Equal(1, (await Tampering.Anchor(station)).Mended);
        Assert.Equal(whole, File.ReadAllLines(Tampering.Book(station.Home))[..2]);
        Assert.Equal((3, 0), (await Tampering.Verified(station)) is { Sound: true } after ? (after.Anchors, after.MissingLines) : default);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public async Task ALastLineThatWasCutOff_IsNoFault_AndIsWrittenAnew(int bytes)
    {
        await using var station = await Tampering.Ground();
        var whole = await File.ReadAllTextAsync(Tampering.Book(station.Home));
        await File.WriteAllTextAsync(Tampering.Book(station.Home), whole[..^bytes]);

        var verified = await Tampering.Verified(station);
        Assert.True(verified.Sound, string.Join(' ', verified.Faults));
        Assert.Equal(1, verified.MissingLines);

        await Tampering.Anchor(station);
        Assert.StartsWith(whole, await File.ReadAllTextAsync(Tampering.Book(station.Home)), StringComparison.Ordinal);
        Assert.True((await Tampering.Verified(station)).Sound);
    }

    [Fact]
    public async Task AFileOlderThanTheDatabase_IsNoFault_AndOneNewerIs()
    {
        await using var station = await Tampering.Ground();
        var older = await File.ReadAllTextAsync(Tampering.Book(station.Home));
        await Tampering.Anchor(station);
        await File.WriteAllTextAsync(Tampering.Book(station.Home), older);

        Assert.True((await Tampering.Verified(station)).Sound);

        await Tampering.Anchor(station);
        await Catalogue.Tamper(station, "delete from anchor where no = 3; delete from anchor_chain where anchor_no = 3");
        Assert.Contains(
            (await Tampering.Verified(station)).Faults,
            f => f.Contains("in the file and not in the database", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task AChainThatDoesNotHold_IsNeverSigned_AndTheOthersAre()
    {
        await using var station = await Tampering.Ground();
        await station.Get<SaveTeam>().Run(station.Owner, new() { AgencyId = station.PoliceId, Name = "Nights" }, default);
        await Catalogue.Tamper(
            station,
            $"update trail set why = 'routine' where chain = '{station.CouncilId}' and n = (select max(n) from trail where chain = "
                + $"'{station.CouncilId}')"
        );

        var anchored = await Tampering.Anchor(station);

        Assert.Equal((1L, 1), (anchored.Rows, anchored.LeftOut));
        Assert.Equal(1L, (await Tampering.Verified(station)).NotAnchored);
    }

    [Fact]
    public async Task AnAnchorCoversEachRowOnce_AndTheNextOneGoesOn()
    {
        await using var station = await Tampering.Ground();

        Assert.Equal(1L, (await Tampering.Anchor(station)).Rows);
        Assert.Equal(0L, (await Tampering.Anchor(station)).Rows);
        Assert.Equal((3, 0L), (await Tampering.Verified(station)) is { Sound: true } v ? (v.Anchors, v.NotAnchored) : default);
    }

    [Fact]
    public async Task AReaderWhoseTimeHasJustRunOut_IsNoFault_AndTheScheduleTakesThemOff()
    {
        await using var station = await Tampering.Ground();
        var share = Guid.Parse(await Catalogue.One(station, "select id from share"));
        Assert.True((await station.Get<EndShare>().Run(station.Owner, new() { ShareId = share, Why = "No longer" }, default)).Done);
        // As it stands until the schedule has come by.
        await Catalogue.Tamper(station, $"update record set readers = readers || '{station.CouncilId}'::uuid");

        var before = await Tampering.Verified(station);
        Assert.True(before.Sound, string.Join(' ', before.Faults));

        var runner = station.Get<JobRunner>();
        await runner.AskScheduled(default);
        while (await runner.DoOne(default)) { }

        var after = await Tampering.Verified(station);
        Assert.True(after.Sound, string.Join(' ', after.Faults));
        Assert.Equal("False", await Catalogue.One(station, $"select '{station.CouncilId}' = any (readers) from record"));
    }

    [Fact]
    public async Task AColumnThatIsAddedLater_ChangesNoMark_AndOneWithAValueIsMarkedAgain()
    {
        await using var station = await Tampering.Ground();
        async Task<IEnumerable<string>> Unmarked() =>
            (await Tampering.Verified(station)).Faults.Where(f => f.StartsWith("A row of", StringComparison.Ordinal));
        await Catalogue.Run(station, "alter table agreement add column later text");
        Assert.Empty(await Unmarked());

        await Catalogue.Run(station, "alter table agreement add column filled text not null default 'x'");
        Assert.NotEmpty(await Unmarked());

        await Catalogue.Run(station, "select mark_again('agreement', 'a column was added')");
        Assert.Empty(await Unmarked());
    }

    [Fact]
    public async Task ALastMarkThatAnAnchoredErasureTookTheSaltOf_IsNoFault()
    {
        await using var station = await Tampering.Ground();
        const string Last = "(select trail_id from trail_mark where of_table = 'record' order by no desc limit 1)";
        await Catalogue.Run(
            station,
            Tampering.Erasing(Last)
                + "; update trail_content set salt = null, body = null, ids = '{}', erased_at = now(), erased_why = 'disposal' "
                + $"where trail_id = {Last}"
        );
        Assert.False((await Tampering.Verified(station)).Sound);

        await Tampering.Anchor(station);

        var verified = await Tampering.Verified(station);
        Assert.True(verified.Sound, string.Join(' ', verified.Faults));
    }

    [Fact]
    public async Task AFileThatNoRecordNames_IsNoted_AndProvesNothing()
    {
        await using var station = await Tampering.Ground();
        var folder = Path.Combine(station.Home, "attachments");
        Directory.CreateDirectory(Path.Combine(folder, "zz"));
        await File.WriteAllTextAsync(Path.Combine(folder, "zz", "planted"), "x");
        await File.WriteAllTextAsync(Path.Combine(folder, "new-1"), "coming in");

        var verified = await Tampering.Verified(station);

        Assert.True(verified.Sound, string.Join(' ', verified.Faults));
        Assert.StartsWith("The file attachments/zz/planted belongs to no record", Assert.Single(verified.Notes));
    }

    [Fact]
    public async Task ReadingTheFiles_SaysHowFarItIs_AndCanBeStopped()
    {
        await using var station = await Tampering.Ground();
        using var stop = new CancellationTokenSource();
        var told = new Told(p =>
        {
            Assert.Equal(new(0, 1), p);
            stop.Cancel();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            station.Get<VerifyTrail>().Run(station.Owner, new() { Progress = told }, stop.Token)
        );
    }

    [Fact]
    public async Task OneWhoMayNotSeeTheAudit_IsRefused()
    {
        await using var station = await Station.Create();

        Assert.False((await station.Get<VerifyTrail>().Run(await station.As(Role.Officer), new(), default)).Done);
    }

    private static async Task Erase(Station station)
    {
        var row = await Catalogue.One(station, $"select id from trail where chain = '{station.CouncilId}' and n = 2");
        await Catalogue.Run(
            station,
            Tampering.Erasing($"'{row}'::uuid")
                + $"; update trail_content set salt = null, body = null, ids = '{{}}', "
                + $"erased_at = now(), erased_why = 'disposal' where trail_id = '{row}'"
        );
    }

    private sealed class Told(Action<AttachmentCheck.Progress> tell) : IProgress<AttachmentCheck.Progress>
    {
        public void Report(AttachmentCheck.Progress value) => tell(value);
    }
}
