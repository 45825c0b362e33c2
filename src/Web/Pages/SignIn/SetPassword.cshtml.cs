using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.SignIn;

[Needs(Act.Enter)]
public sealed class SetPasswordModel(App.Accounts.SetPassword setPassword) : WardPage
{
    [BindProperty(SupportsGet = true)]
    public string? Secret { get; set; }

    [BindProperty]
    public App.Accounts.SetPassword.Input Input { get; set; } = new();

    public async Task<IActionResult> OnPost()
    {
        var outcome = await setPassword.Run(Actor, Input with { Secret = Secret ?? "" }, DeviceCookie.SourceOf(HttpContext), Cancel);
        if (!outcome.Done)
        {
            return Refused(outcome);
        }

        DeviceCookie.Give(HttpContext, outcome.Value.Device!);
        TempData.Say("Your new password is set. Sign in with it.");
        return Redirect("/sign-in");
    }
}
