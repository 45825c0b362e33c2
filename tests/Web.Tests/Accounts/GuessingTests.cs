using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wardwise.App.Accounts;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Accounts;

/// <summary>Whoever guesses learns nothing, is stopped, also many at once, and keeps nobody else out.</summary>
public sealed class GuessingTests
{
    private const string Nobody = "nobody@wealdshire.example";
    private const string NewPassword = "three other words";

    private static string Officer => Station.EmailOf(Role.Officer);

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
    public async Task CodesOfTheApp_AreGuessedFiveTimes_ThenTheRightOneIsRefusedToo()
    {
        await using var web = await WebStation.Create();
        var key = await TurnOn(web);
        web.Station.Clock.Advance(TimeSpan.FromMinutes(5));
        using var stranger = web.Browse("192.0.2.7");
        await TrySignIn(stranger, Officer, Station.Password);
        Assert.Equal("Enter your code", stranger.Heading);
        var form = Fields(stranger);
        await Task.WhenAll(
            Enumerable
                .Range(0, 60)
                .Select(async n =>
                {
                    using var content = new FormUrlEncodedContent([.. form, new("Input.Code", n.ToString("D6", null))]);
                    using var answer = await stranger.Raw(HttpMethod.Post, "/sign-in", content);
                })
        );
        Assert.Equal(AccountRules.Tries, await Number(web, "select count(*) from trail where why like 'gave a wrong code%'"));

        await stranger.Send(new() { ["Input.Code"] = Totp.CodeAt(key, web.Station.Clock.Now) });
        Assert.Contains("tried too often", Assert.Single(stranger.Errors), StringComparison.Ordinal);
        web.Station.Clock.Advance(AccountRules.TriesCountFor);
        using var later = web.Browse("192.0.2.7");
        await TrySignIn(later, Officer, Station.Password);
        await later.Send(new() { ["Input.Code"] = Totp.CodeAt(key, web.Station.Clock.Now) });
        Assert.Equal("/", later.Address);
    }

    [Fact]
    public async Task SettingUpTheApp_TakesFiveWrongCodes()
    {
        await using var web = await WebStation.Create();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/account/authenticator");
        var key = officer.Text(".ww-key").Replace(" ", "", StringComparison.Ordinal);
        for (var n = 0; n < AccountRules.Tries; n++)
        {
            await officer.Send(new() { ["Input.Code"] = "000000" });
            Assert.Contains("not right", Assert.Single(officer.Errors), StringComparison.Ordinal);
        }

        await officer.Send(new() { ["Input.Code"] = Totp.CodeAt(key, web.Station.Clock.Now) });
        Assert.Contains("tried too often", Assert.Single(officer.Errors), StringComparison.Ordinal);
        Assert.False(await Truth(web, $"select two_factor_enabled from account where email = '{Officer}'"));
    }

    [Theory]
    [InlineData("/account/password", "Input.OldPassword")]
    [InlineData("/account/authenticator", "Input.Password")]
    public async Task TheOwnPages_TakeFiveWrongPasswords_AndSigningInElsewhereGoesOn(string page, string field)
    {
        await using var web = await WebStation.Create();
        await TurnOn(web);
        using var officer = web.Browse();
        await TrySignIn(officer, Officer, Station.Password);
        await officer.Send(new() { ["Input.Code"] = await RecoveryCode(web) });
        Dictionary<string, string> Typed(string old)
        {
            var typed = new Dictionary<string, string> { [field] = old };
            if (field == "Input.OldPassword")
            {
                (typed["Input.NewPassword"], typed["Input.Again"]) = (NewPassword, NewPassword);
            }

            return typed;
        }

        for (var n = 0; n < AccountRules.Tries; n++)
        {
            await officer.Open(page);
            await officer.Send(Typed("not the password"));
            Assert.Contains("password is not right", Assert.Single(officer.Errors), StringComparison.Ordinal);
        }

        await officer.Send(Typed(Station.Password));
        Assert.Contains("tried too often", Assert.Single(officer.Errors), StringComparison.Ordinal);
        using var other = web.Browse();
        await TrySignIn(other, Officer, Station.Password);
        Assert.Equal("Enter your code", other.Heading);
    }

    [Fact]
    public async Task LinksAreGuessedTwentyTimes_FromOneAddress_AndARightOneWorksElsewhere_AndLetsTheOwnerIn()
    {
        await using var web = await WebStation.Create();
        var link = await web.Station.Get<IssueResetLink>().Run(web.Station.Owner, web.Station.AccountOf(Role.Officer), default);
        async Task<Browsing> Follow(string from, string secret)
        {
            var browser = web.Browse(from);
            await browser.Open($"/set-password?secret={secret}");
            await browser.Send(new() { ["Input.NewPassword"] = NewPassword, ["Input.Again"] = NewPassword });
            return browser;
        }

        var said = new List<string>();
        foreach (var secret in Enumerable.Repeat("guess", AccountRules.LinkTries).Append(link.Value))
        {
            using var stranger = await Follow("192.0.2.7", secret);
            said.Add(Assert.Single(stranger.Errors));
        }

        Assert.Single(said.Distinct());
        await AtOnce(web, 60, n => $"203.0.113.{n}", Officer);
        using var owner = await Follow("198.51.100.1", link.Value);
        Assert.Equal("/sign-in", owner.Address);
        await TrySignIn(owner, Officer, NewPassword);
        Assert.Equal("/", owner.Address);
    }

    [Fact]
    public async Task AskingForALink_DoesTheSame_ForAnAccountAndForNone_AndSixtyAtOnceSendOneLetter()
    {
        await using var web = await WebStation.Create(s => s.AddSingleton(MailSink.Server(1)));
        foreach (var email in new[] { Officer, Nobody })
        {
            var before = await Number(web, "select count(*) from job");
            using var browser = web.Browse(email == Nobody ? "192.0.2.7" : "192.0.2.8");
            await browser.Open("/forgotten-password");
            var form = Fields(browser);
            await Task.WhenAll(
                Enumerable
                    .Range(0, 60)
                    .Select(async n =>
                    {
                        using var content = new FormUrlEncodedContent([.. form, new("Input.Email", email)]);
                        using var answer = await browser.Raw(HttpMethod.Post, "/forgotten-password", content);
                        Assert.Contains("Look at your e-mail", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
                    })
            );
            Assert.Equal(1, await Number(web, "select count(*) from job") - before);
            Assert.Equal(0, await Number(web, "select count(*) from notice"));
        }

        await web.Station.DoJobs();
        Assert.Equal(1, await Number(web, "select count(*) from notice"));
        Assert.Equal(1, await Number(web, "select count(*) from password_reset"));
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

    private static async Task TrySignIn(Browsing browser, string email, string password, string? cookie = null)
    {
        await browser.Open("/sign-in");
        if (cookie is not null)
        {
            browser.Keep(cookie);
        }

        await browser.Send(new() { ["Input.Email"] = email, ["Input.Password"] = password });
    }

    private static async Task SignOut(Browsing browser)
    {
        await browser.Open("/account");
        await browser.Send([], "form[action='/sign-out']");
    }

    private static List<KeyValuePair<string, string>> Fields(Browsing browser) =>
        [
            .. browser
                .Page.QuerySelectorAll("main form input[type=hidden]")
                .Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value") ?? "")),
        ];

    private static Task AtOnce(WebStation web, int many, Func<int, string> from, params string[] emails) =>
        Task.WhenAll(
            Enumerable
                .Range(1, many)
                .Select(async n =>
                {
                    using var stranger = web.Browse(from(n));
                    await TrySignIn(stranger, emails[n % emails.Length], $"guess {n} of many");
                    Assert.Equal("/sign-in", stranger.Address);
                })
        );

    private static async Task AtOnce(Browsing browser, int many, string email)
    {
        await browser.Open("/sign-in");
        var form = Fields(browser);
        await Task.WhenAll(
            Enumerable
                .Range(1, many)
                .Select(async n =>
                {
                    using var content = new FormUrlEncodedContent([
                        .. form,
                        new("Input.Email", email),
                        new("Input.Password", $"guess {n}"),
                    ]);
                    using var answer = await browser.Raw(HttpMethod.Post, "/sign-in", content);
                })
        );
    }

    private static async Task<string> TurnOn(WebStation web)
    {
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/account/authenticator");
        var key = officer.Text(".ww-key").Replace(" ", "", StringComparison.Ordinal);
        await officer.Send(new() { ["Input.Code"] = Totp.CodeAt(key, web.Station.Clock.Now) });
        return key;
    }

    private static async Task<string> RecoveryCode(WebStation web)
    {
        await using var command = Command(web, "select value from account_token where name = 'RecoveryCodes'");
        return ((string)(await command.ExecuteScalarAsync())!).Split(';')[0];
    }

    private static Task<long> Trail(WebStation web) => Number(web, "select count(*) from trail");

    private static async Task<long> Number(WebStation web, string sql)
    {
        await using var command = Command(web, sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<bool> Truth(WebStation web, string sql)
    {
        await using var command = Command(web, sql);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static async Task Sql(WebStation web, string sql)
    {
        await using var command = Command(web, "set session_replication_role = replica; " + sql);
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlCommand Command(WebStation web, string sql) =>
        NpgsqlDataSource.Create(web.Station.OwnerConnectionString + ";Pooling=false").CreateCommand(sql);
}
