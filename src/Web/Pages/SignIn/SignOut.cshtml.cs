using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.SignIn;

[Needs(Act.Enter)]
public sealed class SignOutModel(App.Accounts.SignOut signOut) : WardPage
{
    public IActionResult OnGet() => Redirect("/");

    public async Task<IActionResult> OnPost()
    {
        await signOut.Run(Actor, Cancel);
        await HttpContext.SignOutAsync();
        return Redirect("/sign-in");
    }
}
