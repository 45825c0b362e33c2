using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Notices;
using Wardwise.Domain.Shared;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.SignIn;

[Needs(Act.Enter)]
public sealed class ForgottenModel(AskReset ask, IServiceProvider services) : WardPage
{
    [LimitsOf(typeof(AskReset.Input))]
    public sealed record Asking
    {
        public string? Email { get; init; }
    }

    [BindProperty]
    public Asking Input { get; set; } = new();

    public bool Asked { get; private set; }

    public bool SendsMail => services.GetService<MailServer>() is not null;

    public async Task<IActionResult> OnPost()
    {
        if (!SendsMail)
        {
            return Page();
        }

        var outcome = await ask.Run(Actor, new() { Email = Input.Email }, DeviceCookie.SourceOf(HttpContext), Cancel);
        Asked = outcome.Done;
        return outcome.Done ? Page() : Refused(outcome);
    }
}
