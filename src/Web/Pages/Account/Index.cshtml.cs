using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Account;

[Needs(Act.UseOwnPages)]
public sealed class IndexModel(SetUpAuthenticator authenticator) : WardPage
{
    public Actor Me => Actor;

    public bool AuthenticatorOn { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        var outcome = await authenticator.Run(Actor, Cancel);
        if (!outcome.Done)
        {
            return Refused(outcome);
        }

        AuthenticatorOn = outcome.Value.On;
        return Page();
    }
}
