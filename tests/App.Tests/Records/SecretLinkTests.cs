using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Notices;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Records;

/// <summary>A letter that lets somebody in leads to this site, and its link is read by nobody on the way.</summary>
public sealed class SecretLinkTests
{
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

        await OutboxTests.Send(station, sink.Port);

        Assert.Contains("https://wardwise.example/set-password?secret=", Assert.Single(sink.Mails).Text, StringComparison.Ordinal);
        Assert.Single(await OutboxTests.Held(station), l => l.Text.Contains("secret=", StringComparison.Ordinal));
        station.Clock.Advance(AccountRules.ResetLasts);
        await OutboxTests.Send(station, sink.Port);
        Assert.DoesNotContain(await OutboxTests.Held(station), l => l.Text.Contains("secret=", StringComparison.Ordinal));
        Assert.Equal(["failed", "sent"], (await OutboxTests.Held(station)).Select(l => l.State).Order());
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
}
