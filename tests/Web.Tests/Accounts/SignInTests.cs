using Wardwise.App.Accounts;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Accounts;

public sealed class SignInTests
{
    [Fact]
    public async Task AWrongPassword_IsRefusedInASentence_AndTheAddressIsKept()
    {
        await using var web = await WebStation.Create();
        using var browser = web.Browse();
        await browser.Open("/sign-in");

        await browser.Send(new() { ["Input.Email"] = Station.EmailOf(Role.Officer), ["Input.Password"] = "not the password" });

        Assert.Equal(["The e-mail address or the password is not right. Check both and try again."], browser.Errors);
        Assert.Equal(
            Station.EmailOf(Role.Officer),
            browser.Page.QuerySelector("#Input-Email, [name='Input.Email']")!.GetAttribute("value")
        );
    }

    [Fact]
    public async Task FiveWrongPasswords_LockTheAccount_EvenForTheRightOne()
    {
        await using var web = await WebStation.Create();
        using var browser = web.Browse();
        for (var n = 0; n < AccountRules.FailuresBeforeLock; n++)
        {
            await browser.Open("/sign-in");
            await browser.Send(new() { ["Input.Email"] = Station.EmailOf(Role.Officer), ["Input.Password"] = "not the password" });
        }

        await browser.Send(new() { ["Input.Email"] = Station.EmailOf(Role.Officer), ["Input.Password"] = Station.Password });

        Assert.Contains("locked", Assert.Single(browser.Errors));
    }

    [Fact]
    public async Task FiveWrongPasswordsOnTheOwnPages_LockTheAccount_AsAtSignIn()
    {
        await using var web = await WebStation.Create();
        using var browser = await web.Browse(Role.Officer);
        async Task Change(string old)
        {
            await browser.Open("/account/password");
            await browser.Send(
                new()
                {
                    ["Input.OldPassword"] = old,
                    ["Input.NewPassword"] = "three other words",
                    ["Input.Again"] = "three other words",
                }
            );
        }

        for (var n = 0; n < AccountRules.FailuresBeforeLock; n++)
        {
            await Change("not the password");
            Assert.Equal("The old password is not right.", Assert.Single(browser.Errors));
        }

        await Change(Station.Password);
        Assert.Contains("locked", Assert.Single(browser.Errors));
        using var other = await web.Browse(Role.Officer);
        Assert.Contains("locked", Assert.Single(other.Errors));
    }

    [Fact]
    public async Task WrongPasswordsForTakingTheAppOff_CountTowardsTheLock()
    {
        await using var web = await WebStation.Create();
        web.Station.Clock.Now = TimeProvider.System.GetUtcNow();
        using var browser = await web.Browse(Role.Officer);
        await browser.Open("/account/authenticator");
        var key = browser.Text(".ww-key").Replace(" ", "", StringComparison.Ordinal);
        await browser.Send(new() { ["Input.Code"] = Totp.CodeAt(key, TimeProvider.System.GetUtcNow()) });
        for (var n = 0; n < AccountRules.FailuresBeforeLock; n++)
        {
            await browser.Open("/account/authenticator");
            await browser.Send(new() { ["Input.Password"] = "not the password" });
        }

        await browser.Send(new() { ["Input.Password"] = Station.Password });
        Assert.Contains("locked", Assert.Single(browser.Errors));
    }

    [Fact]
    public async Task ASessionLeftIdle_TimesOut_AndComesBackToThePageAfterSigningIn()
    {
        await using var web = await WebStation.Create();
        using var browser = await web.Browse(Role.Administrator);
        await browser.Open("/admin/accounts");
        Assert.Equal("Accounts and postings", browser.Heading);

        web.Station.Clock.Advance(TimeSpan.FromMinutes(61));
        await browser.Open("/admin/accounts");
        Assert.Equal("Sign in", browser.Heading);
        await browser.Send(new() { ["Input.Email"] = Station.EmailOf(Role.Administrator), ["Input.Password"] = Station.Password });

        Assert.Equal("/admin/accounts", browser.Address);
    }

    [Fact]
    public async Task WithAnAuthenticatorApp_SigningInAsksForACode_AndACodeIsGoodOnce()
    {
        await using var web = await WebStation.Create();
        // Identity reads codes by the machine's own clock.
        web.Station.Clock.Now = TimeProvider.System.GetUtcNow();
        using var first = await web.Browse(Role.Officer);
        await first.Open("/account/authenticator");
        var key = first.Text(".ww-key").Replace(" ", "", StringComparison.Ordinal);
        var code = Totp.CodeAt(key, TimeProvider.System.GetUtcNow());
        await first.Send(new() { ["Input.Code"] = code });
        var recovery = first.Texts(".ww-codes code").ToList();
        Assert.Equal(SetUpAuthenticator.RecoveryCodes, recovery.Count);

        using var second = await web.Browse(Role.Officer);
        Assert.Equal("Enter your code", second.Heading);
        await second.Send(new() { ["Input.Code"] = code });
        Assert.Contains("used already", Assert.Single(second.Errors));
        await second.Send(new() { ["Input.Code"] = recovery[0] });

        await second.Open("/account");
        Assert.Equal("Officer of Ashmoor", second.Heading);
    }

    [Fact]
    public async Task ALinkFromTheAdministrator_SetsANewPasswordOnce()
    {
        await using var web = await WebStation.Create();
        using var administrator = await web.Browse(Role.Administrator);
        await administrator.Open($"/admin/accounts/{web.Station.AccountOf(Role.Officer)}");
        await administrator.Send([], "form[action*='handler=Link']");
        var link = new Uri(administrator.Text(".ww-key")).PathAndQuery;

        using var officer = web.Browse();
        await officer.Open(link);
        await officer.Send(new() { ["Input.NewPassword"] = "three other words", ["Input.Again"] = "three other words" });
        Assert.Equal("/sign-in", officer.Address);
        await officer.Send(new() { ["Input.Email"] = Station.EmailOf(Role.Officer), ["Input.Password"] = "three other words" });
        await officer.Open("/account");
        Assert.Equal("Officer of Ashmoor", officer.Heading);

        await officer.Open(link);
        await officer.Send(new() { ["Input.NewPassword"] = "and again others", ["Input.Again"] = "and again others" });
        Assert.Contains("used already", Assert.Single(officer.Errors));
    }

    [Fact]
    public async Task AskingForALink_SaysTheSame_WhetherThereIsSuchAnAccountOrNot()
    {
        await using var web = await WebStation.Create(s =>
            s.Add(
                new(
                    typeof(App.Records.MailServer),
                    new App.Records.MailServer("127.0.0.1", 1, "wardwise@wealdshire.example", new("https://wardwise.example"))
                )
            )
        );
        var said = new List<string>();
        foreach (var email in new[] { Station.EmailOf(Role.Officer), "nobody@wealdshire.example" })
        {
            using var browser = web.Browse();
            await browser.Open("/forgotten-password");
            await browser.Send(new() { ["Input.Email"] = email });
            said.Add(browser.Text("main").Replace(email, "", StringComparison.Ordinal));
        }

        Assert.Equal(said[0], said[1]);
    }

    [Fact]
    public async Task AClosedAccount_IsOutAtOnce()
    {
        await using var web = await WebStation.Create();
        using var officer = await web.Browse(Role.Officer);
        using var administrator = await web.Browse(Role.Administrator);
        await administrator.Open($"/admin/accounts/{web.Station.AccountOf(Role.Officer)}");
        await administrator.Send([], "form[action*='handler=Close']");

        await officer.Open("/account");

        Assert.Equal("Sign in", officer.Heading);
    }

    [Fact]
    public async Task ReturnAddresses_LeadNowhereElse()
    {
        await using var web = await WebStation.Create();
        using var browser = web.Browse();
        await browser.Open("/sign-in?returnUrl=https://elsewhere.example/");
        await browser.Send(new() { ["Input.Email"] = Station.EmailOf(Role.Administrator), ["Input.Password"] = Station.Password });

        Assert.Equal("/", browser.Address);
    }
}
