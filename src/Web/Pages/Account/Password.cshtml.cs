using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Account;

[Needs(Act.UseOwnPages)]
public sealed class PasswordModel(SetPassword setPassword) : WardPage
{
    [BindProperty]
    public SetPassword.Input Input { get; set; } = new();

    public bool Must => Actor.MustChangePassword;

    public async Task<IActionResult> OnPost()
    {
        var outcome = await setPassword.Run(Actor, Input with { Secret = null }, DeviceCookie.SourceOf(HttpContext), Cancel);
        if (!outcome.Done)
        {
            return Refused(outcome);
        }

        TempData.Say("Your password is changed. Other places where you were signed in are signed out.");
        return Redirect("/account");
    }
}
