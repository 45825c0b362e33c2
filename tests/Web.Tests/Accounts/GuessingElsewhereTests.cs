using Microsoft.Extensions.DependencyInjection;
using Wardwise.App.Accounts;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;
using static Wardwise.Web.Tests.Accounts.Guesses;

namespace Wardwise.Web.Tests.Accounts;

/// <summary>Codes, links and passwords that are asked for on other pages are guessed no further than signing in.</summary>
public sealed class GuessingElsewhereTests
{
    private const string NewPassword = "three other words";

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

    private static async Task<bool> Truth(WebStation web, string sql)
    {
        await using var command = Command(web, sql);
        return (bool)(await command.ExecuteScalarAsync())!;
    }
}
