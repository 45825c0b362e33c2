using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Account;

[Needs(Act.UseOwnPages)]
public sealed class AuthenticatorModel(SetUpAuthenticator setUp, RemoveAuthenticator remove) : WardPage
{
    public sealed record Typed
    {
        public string? Code { get; init; }
        public string? Password { get; init; }
    }

    [BindProperty]
    public Typed Input { get; set; } = new();

    public SetUpAuthenticator.State State { get; private set; } = new(false, null, null, null);

    public string SpacedKey => string.Join(' ', (State.Key ?? "").Chunk(4).Select(c => new string(c)));

    public Task<IActionResult> OnGet() => Show(Page);

    public async Task<IActionResult> OnPostConfirm()
    {
        var outcome = await setUp.Confirm(Actor, Input.Code, Cancel);
        if (!outcome.Done)
        {
            return await Show(() => Refused(outcome));
        }

        State = outcome.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostRemove()
    {
        var outcome = await remove.Run(Actor, new() { Password = Input.Password }, Cancel);
        if (!outcome.Done)
        {
            return await Show(() => Refused(outcome));
        }

        TempData.Say("The authenticator app is off.");
        return Redirect("/account");
    }

    private async Task<IActionResult> Show(Func<IActionResult> answer)
    {
        var state = await setUp.Run(Actor, Cancel);
        if (!state.Done)
        {
            return Refused(state);
        }

        State = state.Value;
        return answer();
    }
}
