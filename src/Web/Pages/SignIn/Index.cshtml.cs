using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.Domain.Shared;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.SignIn;

[Needs(Act.Enter)]
public sealed class IndexModel(App.Accounts.SignIn signIn, IntroducedPeople introduced, IDataProtectionProvider protection) : WardPage
{
    public const string DemonstrationPassword = App.Demonstration.MakeDemonstration.Password;

    private readonly ITimeLimitedDataProtector _tickets = protection.CreateProtector("Wardwise.SignIn").ToTimeLimitedDataProtector();

    [BindProperty]
    public App.Accounts.SignIn.Input Input { get; set; } = new();

    /// <summary>The e-mail address and password between the two pages, readable by this server alone for five minutes.</summary>
    [BindProperty]
    public string? Ticket { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public bool AsksCode { get; private set; }

    public IReadOnlyList<IntroducedPeople.Person> People { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (Actor.SignedIn)
        {
            return Redirect(Local(ReturnUrl));
        }

        await Introduce();
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (Ticket is not null)
        {
            AsksCode = true;
            if (Open(Ticket) is not { } kept)
            {
                return RedirectToPage(new { ReturnUrl });
            }

            Input = Input with { Email = kept.Email, Password = kept.Password, Code = Input.Code ?? "" };
        }
        else
        {
            Input = Input with { Code = null };
        }

        var outcome = await signIn.Run(Actor, Input, DeviceCookie.SourceOf(HttpContext), Cancel);
        if (!outcome.Done)
        {
            await Introduce();
            return Refused(outcome);
        }

        if (outcome.Value.SessionId is not { } session)
        {
            AsksCode = true;
            Ticket = _tickets.Protect(Input.Email!.Length + ":" + Input.Email + Input.Password, TimeSpan.FromMinutes(5));
            return Page();
        }

        await SessionCookie.Give(HttpContext, session);
        DeviceCookie.Give(HttpContext, outcome.Value.Device!);
        if (outcome.Value.RecoveryCodesLeft is { } left)
        {
            TempData.Say(
                $"That was a recovery code: you have {(left == 0 ? "none" : Words.Count(left))} left. "
                    + "Under Your account you can set up the authenticator app again, and get new ones."
            );
        }

        return Redirect(Local(ReturnUrl));
    }

    private (string Email, string Password)? Open(string ticket)
    {
        try
        {
            var text = _tickets.Unprotect(ticket);
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            var length = int.Parse(text.AsSpan(0, colon), System.Globalization.CultureInfo.InvariantCulture);
            return (text.Substring(colon + 1, length), text[(colon + 1 + length)..]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private async Task Introduce() => People = (await introduced.Run(Actor, Cancel)).Value;

    private string Local(string? url) => Url.IsLocalUrl(url) ? url : "/";
}
