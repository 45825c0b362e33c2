using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Notices;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.App.Sharing;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Notices;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Records;

/// <summary>Every notice leaves by the outbox: once, later when it cannot leave now, and only to somebody who may still read what it tells
/// of.</summary>
public sealed class OutboxTests
{
    [Fact]
    public async Task ALetter_LeavesOnce_UnderTwoSendersAtOnce()
    {
        await using var station = await Station.Create();
        await using var sink = MailSink.Open();
        for (var n = 0; n < 30; n++)
        {
            await Put(station, $"note {n}");
            await Put(station, $"note {n}");
        }

        await Task.WhenAll(Send(station, sink.Port), Send(station, sink.Port));
        await Send(station, sink.Port);

        Assert.Equal(30, sink.Mails.Count);
        Assert.Equal(30, sink.Mails.Select(m => m.Header("Message-ID")).Distinct().Count());
        Assert.Equal(["sent"], (await Held(station)).Select(l => l.State).Distinct());
    }

    [Fact]
    public async Task WhatIsNotCommitted_IsToldToNobody()
    {
        await using var station = await Station.Create();
        await using (var work = await station.Database.Begin(station.Owner, default))
        {
            await work.Notify(Note(station, "note"), default);
        }

        Assert.Empty(await Held(station));
    }

    [Fact]
    public async Task OneLetterThatCannotBeRead_KeepsNoOtherFromLeaving()
    {
        await using var station = await Station.Create();
        await using var sink = MailSink.Open();
        await Put(station, "bad");
        await Put(station, "good");
        await Sql(station, "update notice set kind = 'nonsense' where key = 'bad'");

        await Send(station, sink.Port);
        Assert.Single(sink.Mails);
        Assert.Equal(
            [("sent", null), ("waiting", "It could not be written (FormatException).")],
            (await Held(station)).Select(l => (l.State, l.Error)).Order()
        );
    }

    [Fact]
    public async Task ARefusedConnection_IsTriedAgain_LaterEachTime_AndTheLetterLeaves()
    {
        await using var station = await Station.Create();
        var port = MailSink.ShutPort();
        await Put(station, "note");

        await Send(station, port);
        await Send(station, port);
        var waits = Assert.Single(await Held(station));
        Assert.Equal(("waiting", 1), (waits.State, waits.Tries));
        Assert.NotNull(waits.Error);

        station.Clock.Advance(TimeSpan.FromMinutes(2));
        await Send(station, port);
        Assert.Equal(2, (await Held(station))[0].Tries);
        station.Clock.Advance(TimeSpan.FromMinutes(3));
        await using var sink = MailSink.Open(port);
        await Send(station, port);
        Assert.Empty(sink.Mails);
        station.Clock.Advance(TimeSpan.FromMinutes(1));
        await Send(station, port);
        Assert.Equal(Station.EmailOf(Role.Officer), Assert.Single(sink.Mails).To);
        Assert.Equal("sent", (await Held(station))[0].State);
    }

    [Fact]
    public async Task A4xx_IsTriedTwelveTimes_ThenGivenUpWithTheReason_AndSentAgainWhenSomebodySaysSo()
    {
        await using var station = await Station.Create();
        await using var sink = MailSink.Open();
        sink.Answers = _ => "451 Try later";
        await Put(station, "note");
        for (var n = 0; n < MailTries.Most; n++)
        {
            Assert.Equal("waiting", (await Held(station))[0].State);
            await Send(station, sink.Port);
            station.Clock.Advance(TimeSpan.FromHours(12));
        }

        var given = Assert.Single(await Held(station));
        Assert.Equal(("failed", MailTries.Most), (given.State, given.Tries));
        Assert.Contains("Try later", given.Error, StringComparison.Ordinal);

        sink.Answers = _ => null;
        Assert.True((await station.Get<SendAgain>().Run(await station.As(Role.Administrator), given.Id, default)).Done);
        await Send(station, sink.Port);
        Assert.Single(sink.Mails);
    }

    [Fact]
    public async Task A5xxOfAnAddress_IsGivenUpAtOnce()
    {
        await using var station = await Station.Create();
        await using var sink = MailSink.Open();
        sink.Answers = _ => "550 No such mailbox";
        await Put(station, "note");

        await Send(station, sink.Port);

        var given = Assert.Single(await Held(station));
        Assert.Equal(("failed", 1), (given.State, given.Tries));
    }

    [Fact]
    public async Task ASenderThatIsStoppedBetweenSendingAndNoting_LeavesALetterThatGoesAgain_UnderTheSameMessageId()
    {
        await using var station = await Station.Create();
        await using var sink = MailSink.Open();
        await Put(station, "note");
        using var killed = new CancellationTokenSource();
        sink.Taken = killed.Cancel;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Send(station, sink.Port, killed.Token));
        sink.Taken = () => { };

        await Send(station, sink.Port);
        Assert.Single(sink.Mails);
        station.Clock.Advance(MailTries.Claim);
        await Send(station, sink.Port);
        await Send(station, sink.Port);

        Assert.Equal(2, sink.Mails.Count);
        Assert.Single(sink.Mails.Select(m => m.Header("Message-ID")).Distinct());
    }

    [Fact]
    public async Task SomebodyWhoMayNoLongerReadTheRecord_IsNotToldOfIt_NeitherByLetterNorOnThePage()
    {
        await using var station = await ProblemStation.On(await Station.Create(TimeProvider.System.GetUtcNow()));
        await using var sink = MailSink.Open();
        var reference = await station.Opened();
        var record = (await station.File(reference)).Problem.RecordId;
        var share = await station
            .Get<ShareRecord>()
            .Run(
                station.Officer,
                new()
                {
                    RecordId = record,
                    AgencyId = station.Station.CouncilId,
                    Purpose = "urgent",
                },
                default
            );
        var partner = await station.Station.As(Role.Partner);
        Task Tell(string key) =>
            Put(
                station.Station,
                Note(station.Station, key) with
                {
                    AccountId = partner.Id,
                    RecordId = record,
                    Subject = "A secret subject",
                    Link = $"/problems/{reference}",
                }
            );
        await Tell("first");
        await Send(station.Station, sink.Port);
        Assert.Contains("Off-road bikes on the green", Assert.Single(sink.Mails).Text, StringComparison.Ordinal);
        Assert.Contains($"https://wardwise.example/problems/{reference}", sink.Mails.Single().Text, StringComparison.Ordinal);
        Assert.Equal("Off-road bikes on the green", (await Page(station, partner))[0].Record!.Title);

        await Tell("second");
        var shown = await station.Get<ShowSharing>().Run(station.Officer, reference, default);
        Assert.True(
            (
                await station
                    .Get<EndShare>()
                    .Run(
                        station.Officer,
                        new() { ShareId = shown.Value.Lines.Single(l => l.Agency == "Ashmoor Council").ShareId, Why = "done" },
                        default
                    )
            ).Done,
            share.Done.ToString()
        );
        await Send(station.Station, sink.Port);

        Assert.Single(sink.Mails);
        Assert.Contains("withheld", (await Held(station.Station)).Select(l => l.State));
        Assert.All(
            await Page(station, partner),
            n => Assert.Equal((false, "", null, null), (n.IsTold, n.Subject + n.Text, n.Link, n.Record))
        );
    }

    [Fact]
    public async Task ALetterAboutASensitiveRecord_SaysOnlyThatThereIsSomething()
    {
        await using var station = await ProblemStation.Create();
        await using var sink = MailSink.Open();
        var reference = await station.Opened();
        await Sql(station.Station, "set session_replication_role = replica; update record set marking = 'official-sensitive'");
        await Put(
            station.Station,
            Note(station.Station, "note") with
            {
                RecordId = (await station.File(reference)).Problem.RecordId,
                Subject = "Words that stay inside",
                Text = "And more of them",
            }
        );

        await Send(station.Station, sink.Port);

        var mail = Assert.Single(sink.Mails);
        Assert.DoesNotContain("stay inside", mail.Header("Subject")! + mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("more of them", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("bikes", mail.Text, StringComparison.Ordinal);
        Assert.Equal("Words that stay inside", (await Page(station, station.Officer))[0].Subject);
    }

    [Fact]
    public async Task ALinkToSetAPassword_LeadsToThisSite_AndIsKeptNowhereOnceItHasLeftOrRunOut()
    {
        await using var station = await Station.Create();
        await using var sink = MailSink.Open();
        await station.Get<AskReset>().Run(Actor.Nobody, new() { Email = Station.EmailOf(Role.Officer) }, SignInSource.CommandLine, default);
        await station
            .Get<AskReset>()
            .Run(Actor.Nobody, new() { Email = Station.EmailOf(Role.Supervisor) }, SignInSource.CommandLine, default);
        await station.DoJobs();
        sink.Answers = to => to == Station.EmailOf(Role.Supervisor) ? "451 Try later" : null;

        await Send(station, sink.Port);

        Assert.Contains("https://wardwise.example/set-password?secret=", Assert.Single(sink.Mails).Text, StringComparison.Ordinal);
        Assert.Single(await Held(station), l => l.Text.Contains("secret=", StringComparison.Ordinal));
        station.Clock.Advance(AccountRules.ResetLasts);
        await Send(station, sink.Port);
        Assert.DoesNotContain(await Held(station), l => l.Text.Contains("secret=", StringComparison.Ordinal));
        Assert.Equal(["failed", "sent"], (await Held(station)).Select(l => l.State).Order());
        Assert.Empty((await station.Get<ListNotices>().Run(await station.As(Role.Officer), new(), default)).Value.Notices);
    }

    [Fact]
    public async Task InTheDatabase_ALinkToSetAPassword_IsReadByNobodyButWhatSendsIt()
    {
        await using var station = await Station.Create();
        await station.Get<AskReset>().Run(Actor.Nobody, new() { Email = Station.EmailOf(Role.Officer) }, SignInSource.CommandLine, default);
        await station.DoJobs();

        foreach (var role in Enum.GetValues<Role>())
        {
            await using var work = await station.Database.Begin(await station.As(role), default);
            Assert.Equal(0, await work.Scalar<long>("select count(*) from notice_secret", default));
            Assert.Equal(
                0,
                await work.Scalar<long>("select count(*) from notice where text || coalesce(link, '') like '%secret=%'", default)
            );
            // Its administrators see that there is a letter.
            Assert.Equal(
                role is Role.Officer or Role.Administrator ? 1 : 0,
                await work.Scalar<long>("select count(*) from notice", default)
            );
            await using var turn = work.Command("update notice set account_id = $1", station.AccountOf(role));
            var refused = await Assert.ThrowsAsync<PostgresException>(() => turn.ExecuteNonQueryAsync());
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }

        Assert.Equal("1", await Access.Catalogue.One(station, "select count(*) from notice_secret where link like '%secret=%'"));
    }

    [Fact]
    public async Task AnAddressWithoutAnAccount_IsSentALetter_AndAClosedAccountIsNot()
    {
        await using var station = await Station.Create();
        await using var sink = MailSink.Open();
        await Put(station, Note(station, "outside") with { AccountId = null, Address = "resident@example.org", OnPage = false });
        await Put(station, Note(station, "closed") with { AccountId = station.AccountOf(Role.Partner) });
        await station.Get<CloseAccount>().Run(station.Owner, new() { AccountId = station.AccountOf(Role.Partner), Closed = true }, default);

        await Send(station, sink.Port);

        Assert.Equal("resident@example.org", Assert.Single(sink.Mails).To);
        Assert.Equal(["sent", "withheld"], (await Held(station)).Select(l => l.State).Order());
    }

    [Fact]
    public async Task SomebodyGivenAStepByAnother_IsTold_AndNobodyIsToldOfTheirOwn()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Scanned();
        var step = station.Step(reference) with { AgencyId = station.Station.PoliceId, AccountId = station.Officer.Id };
        var own = await station.Get<AddStep>().Run(station.Officer, step, default);
        Assert.Empty(await Page(station, station.Officer));

        ProblemStation.Done(
            await station
                .Get<ChangeStep>()
                .Run(
                    station.Officer,
                    new()
                    {
                        StepId = own.Value,
                        Version = 1,
                        Step = step with { AccountId = station.Sergeant.Id },
                    },
                    default
                )
        );
        ProblemStation.Done(
            await station
                .Get<ChangeStep>()
                .Run(
                    station.Officer,
                    new()
                    {
                        StepId = own.Value,
                        Version = 2,
                        Step = step with { AccountId = station.Sergeant.Id, What = "Fit two barriers" },
                    },
                    default
                )
        );

        var told = Assert.Single(await Page(station, station.Sergeant));
        Assert.Equal($"Officer of Ashmoor gave you a step of {reference}", told.Subject);
        Assert.Equal("Fit a barrier at the gap. Due 30 June 2026.", told.Text);
        Assert.Equal(0, (await station.Get<ReadNotices>().Run(station.Officer, new() { Id = told.Id }, default)).Value);
        Assert.Equal(1, (await station.Get<ReadNotices>().Run(station.Sergeant, new() { Id = told.Id }, default)).Value);
    }

    internal static Task<string?> Send(Station station, int port, CancellationToken cancel = default) =>
        Send(station, MailSink.Server(port), cancel);

    internal static Task<string?> Send(Station station, MailServer server, CancellationToken cancel = default) =>
        new SendNotices(station.Database, station.Get<Actors>(), server).Work(station.Owner, "{}", new Progress<string>(), cancel);

    private static Notice Note(Station station, string key) =>
        new()
        {
            Kind = NoticeKind.StepGiven,
            Key = key,
            AccountId = station.AccountOf(Role.Officer),
            Subject = "A step for you",
            Text = "Fit a barrier",
        };

    internal static Task Put(Station station, string key) => Put(station, Note(station, key));

    private static async Task Put(Station station, Notice notice)
    {
        await using var work = await station.Database.Begin(station.Owner, default);
        await work.Notify(notice, default);
        await work.Finish(default);
    }

    private static async Task<IReadOnlyList<ShownNotice>> Page(ProblemStation station, Actor reader) =>
        (await station.Get<ListNotices>().Run(reader, new(), default)).Value.Notices;

    internal sealed record HeldLetter(Guid Id, string State, int Tries, string? Error, string Text);

    internal static async Task<List<HeldLetter>> Held(Station station)
    {
        await using var connection = new NpgsqlConnection(station.OwnerConnectionString);
        await connection.OpenAsync();
        await using var find = new NpgsqlCommand(
            "select id, mail, tries, error, text || coalesce(n.link, '') || coalesce(x.link, '') from notice n "
                + "left join notice_secret x on x.notice_id = n.id order by made_at, id",
            connection
        );
        await using var row = await find.ExecuteReaderAsync();
        var held = new List<HeldLetter>();
        while (await row.ReadAsync())
        {
            held.Add(new(row.GetGuid(0), row.GetString(1), row.GetInt32(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetString(4)));
        }

        return held;
    }

    internal static async Task Sql(Station station, string sql)
    {
        await using var connection = new NpgsqlConnection(station.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
