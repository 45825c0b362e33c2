using Microsoft.Extensions.DependencyInjection;
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

        Assert.StartsWith("The e-mail address or the password is not right", Assert.Single(browser.Errors), StringComparison.Ordinal);
        Assert.Equal(
            Station.EmailOf(Role.Officer),
            browser.Page.QuerySelector("#Input-Email, [name='Input.Email']")!.GetAttribute("value")
        );
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
        using var first = await web.Browse(Role.Officer);
        await first.Open("/account/authenticator");
        var key = first.Text(".ww-key").Replace(" ", "", StringComparison.Ordinal);
        var code = Totp.CodeAt(key, web.Station.Clock.Now);
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
        await using var web = await WebStation.Create(s => s.AddSingleton(MailSink.Server(1)));
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
