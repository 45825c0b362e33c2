using Microsoft.Extensions.DependencyInjection;
using Wardwise.App.Accounts;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;
using static Wardwise.Web.Tests.Accounts.Guesses;

namespace Wardwise.Web.Tests.Accounts;

/// <summary>Whoever guesses how to sign in learns nothing, is stopped, also many at once, and keeps nobody else out.</summary>
public sealed class GuessingTests
{
    [Fact]
    public async Task AnAccountThatIsNotThere_IsClosed_OrHasNoPassword_CostsTheSameWork_AndIsAnsweredTheSame()
    {
        await using var web = await WebStation.Create(CountingHasher.Install);
        var hasher = web.App.Services.GetRequiredService<CountingHasher>();
        await Sql(web, $"update account set closed_on = '2026-01-01' where email = '{Station.EmailOf(Role.Partner)}'");
        await Sql(web, $"update account set password_hash = null where email = '{Station.EmailOf(Role.Supervisor)}'");
        var said = new List<string>();
        foreach (var email in new[] { Officer, Nobody, Station.EmailOf(Role.Partner), Station.EmailOf(Role.Supervisor) })
        {
            using var stranger = web.Browse();
            for (var n = 1; n <= AccountRules.Tries; n++)
            {
                var (compared, told) = (hasher.Compared, await Trail(web));
                await TrySignIn(stranger, email, Station.Password + "!");
                Assert.Equal((1, 1), (hasher.Compared - compared, await Trail(web) - told));
                said.Add(Assert.Single(stranger.Errors));
            }

            var before = hasher.Compared;
            await TrySignIn(stranger, email, Station.Password);
            Assert.Equal(before, hasher.Compared);
            said.Add(Assert.Single(stranger.Errors));
        }

        Assert.Single(said.Distinct());
    }

    [Theory]
    [InlineData(Nobody)]
    [InlineData(null)]
    public async Task SixtyGuessesAtOnce_AreNeverMoreThanFive(string? email)
    {
        await using var web = await WebStation.Create(CountingHasher.Install);
        var hasher = web.App.Services.GetRequiredService<CountingHasher>();
        for (var burst = 1; burst <= 3; burst++)
        {
            var before = hasher.Compared;
            await AtOnce(web, 60, _ => "192.0.2.7", email ?? Officer);
            Assert.Equal(AccountRules.Tries, hasher.Compared - before);
            web.Station.Clock.Advance(AccountRules.TriesCountFor);
        }
    }

    [Fact]
    public async Task SixtyGuessesAtOnce_FromSixtyAddresses_AreNeverMoreThanTwenty()
    {
        await using var web = await WebStation.Create(CountingHasher.Install);
        await AtOnce(web, 60, n => $"192.0.2.{n}", Officer);
        Assert.Equal(AccountRules.StrangersTries, web.App.Services.GetRequiredService<CountingHasher>().Compared);
    }

    [Fact]
    public async Task OneAddress_TriesAHundredTimes_AtAllAccountsTogether()
    {
        await using var web = await WebStation.Create(CountingHasher.Install);
        var hasher = web.App.Services.GetRequiredService<CountingHasher>();
        for (var n = 0; n < 6; n++)
        {
            await AtOnce(
                web,
                20,
                _ => "2001:db8:1:1::" + n,
                [.. Enumerable.Range(0, 20).Select(e => $"somebody{n}-{e}@wealdshire.example")]
            );
        }

        Assert.Equal(AccountRules.AddressTries, hasher.Compared);
        using var elsewhere = web.Browse("2001:db8:1:2::1");
        await TrySignIn(elsewhere, Officer, Station.Password);
        Assert.Equal("/", elsewhere.Address);
    }

    [Fact]
    public async Task TheOwner_GetsIn_WhileStrangersGuess_FromADeviceThatTheAccountKnows_OrAnAddressOfTheirOwn()
    {
        await using var web = await WebStation.Create();
        using var known = web.Browse("192.0.2.7");
        await TrySignIn(known, Officer, Station.Password);
        await AtOnce(web, 60, _ => "192.0.2.7", Officer);
        using var home = web.Browse("198.51.100.1");
        await TrySignIn(home, Officer, Station.Password);
        Assert.Equal("/", home.Address);

        await AtOnce(web, 60, n => $"203.0.113.{n}", Officer);
        using var stranger = web.Browse("198.51.100.2");
        await TrySignIn(stranger, Officer, Station.Password);
        Assert.Equal("/sign-in", stranger.Address);
        await SignOut(known);
        await TrySignIn(known, Officer, Station.Password);
        Assert.Equal("/", known.Address);
    }

    [Fact]
    public async Task ADeviceThatTheAccountKnows_HasFiveTriesOfItsOwn()
    {
        await using var web = await WebStation.Create(CountingHasher.Install);
        var hasher = web.App.Services.GetRequiredService<CountingHasher>();
        using var known = await web.Browse(Role.Officer);
        await SignOut(known);
        await AtOnce(known, 60, Officer);
        Assert.Equal(1 + AccountRules.Tries, hasher.Compared);
        Assert.Equal(1, await Number(web, "select count(*) from known_device"));

        // Of this account alone: for others the device is a stranger.
        await AtOnce(known, 60, Station.EmailOf(Role.Administrator));
        Assert.Equal(1 + (2 * AccountRules.Tries), hasher.Compared);
    }

    [Fact]
    public async Task ACookieThatSomebodyMadeUp_IsNoKnownDevice()
    {
        await using var web = await WebStation.Create(CountingHasher.Install);
        var hasher = web.App.Services.GetRequiredService<CountingHasher>();
        await AtOnce(web, 60, _ => "192.0.2.7", Officer);
        var before = hasher.Compared;
        for (var n = 0; n < 3; n++)
        {
            using var browser = web.Browse("192.0.2.7");
            using var page = await browser.Raw(HttpMethod.Get, "/sign-in");
            await TrySignIn(browser, Officer, Station.Password, cookie: $"wardwise-device={new string((char)('a' + n), 43)}");
        }

        Assert.Equal(before, hasher.Compared);
    }

    [Fact]
    public async Task RightPasswords_DoNotCount()
    {
        await using var web = await WebStation.Create();
        for (var n = 0; n < 2 * AccountRules.StrangersTries; n++)
        {
            using var browser = web.Browse("192.0.2.7");
            await TrySignIn(browser, Officer, Station.Password);
            Assert.Equal("/", browser.Address);
        }
    }

    [Fact]
    public async Task Administrators_AreTold_InTheTrail_AndOnTheAccountsPage()
    {
        await using var web = await WebStation.Create();
        await AtOnce(web, 60, _ => "192.0.2.7", Officer);
        await AtOnce(web, 60, _ => "192.0.2.7", Nobody);
        const string Why = "failed to sign in, from 192.0.2.7";
        foreach (var subject in new[] { $"subject_id = '{web.Station.AccountOf(Role.Officer)}'", "subject_kind = 'no account'" })
        {
            Assert.Equal(AccountRules.Tries - 1, await Number(web, $"select count(*) from trail where {subject} and why = '{Why}'"));
            Assert.Equal(
                1,
                await Number(web, $"select count(*) from trail where {subject} and why = '{Why}; the next ones are refused for a while'")
            );
        }

        using var administrator = await web.Browse(Role.Administrator);
        await administrator.Open("/admin/accounts");
        Assert.Equal(["Tried too often"], administrator.Texts(".govuk-tag--red"));
        await administrator.Open($"/admin/accounts/{web.Station.AccountOf(Role.Officer)}");
        Assert.Contains("tried too often just now", administrator.Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CountsThatHaveRunOut_AndDevicesLongUnused_AreForgotten()
    {
        await using var web = await WebStation.Create();
        using var officer = await web.Browse(Role.Officer);
        await AtOnce(web, 5, _ => "192.0.2.7", Officer);
        async Task<(long, long)> Left()
        {
            await new ForgetTries(web.Station.Database).Work(web.Station.Owner, "{}", new Progress<string>(), default);
            return (await Number(web, "select count(*) from try_count"), await Number(web, "select count(*) from known_device"));
        }

        Assert.NotEqual((0, 1), await Left());
        web.Station.Clock.Advance(AccountRules.TriesCountFor);
        Assert.Equal((0, 1), await Left());
        web.Station.Clock.Advance(AccountRules.DeviceKnownFor);
        Assert.Equal((0, 0), await Left());
    }

    private static Task<long> Trail(WebStation web) => Number(web, "select count(*) from trail");

    private static async Task Sql(WebStation web, string sql)
    {
        await using var command = Command(web, "set session_replication_role = replica; " + sql);
        await command.ExecuteNonQueryAsync();
    }
}
