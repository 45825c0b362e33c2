using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Following;

/// <summary>
/// Stops the weekly letter, signed in or not. The unguessable token in the address is what allows it, so a mail program may send the form
/// by itself (RFC 8058) without the page's own token; opening the address changes nothing, since programs that look through letters open
/// every link.
/// </summary>
[Needs(Act.Enter)]
[IgnoreAntiforgeryToken]
public sealed class UnsubscribeModel(StopDigest stop) : WardPage
{
    public bool Stopped { get; private set; }

    public async Task<IActionResult> OnPostAsync(string token)
    {
        var outcome = await stop.Run(Actor, new() { Token = token }, Cancel);
        Stopped = outcome.Done;
        return outcome.Done ? Page() : Refused(outcome);
    }
}
