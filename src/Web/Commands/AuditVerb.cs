using System.CommandLine;
using System.Globalization;
using Wardwise.App.Access;

namespace Wardwise.Web.Commands;

internal sealed class AuditVerb : IVerb
{
    public Command Build()
    {
        var verify = new Command(
            "verify",
            "Check the whole trail: chains, digests, contents and signed anchors. Exit 1 when a fault is found."
        );
        verify.SetAction(
            async (parsed, cancel) =>
            {
                await using var opened = await OpenedInstance.Open(cancel);
                await opened.Get<AnchorBook>().Anchor(opened.Actor, cancel);
                var verified = await opened.Get<VerifyTrail>().Run(opened.Actor, cancel);
                var told = Answer.Give(parsed, verified, InWords);
                return verified is { Done: true, Value.Sound: false } ? CommandLine.Refused : told;
            }
        );
        return new Command("audit", "The trail of every look and every change.") { verify };
    }

    private static string InWords(VerifyTrail.Verified v) =>
        v.Sound
            ? string.Create(
                CultureInfo.GetCultureInfo("en-GB"),
                $"Sound: {v.Rows:N0} rows in {v.Chains:N0} chains, under {v.Anchors:N0} anchors; {v.NotAnchored:N0} rows not yet "
                    + $"anchored, {v.Erased:N0} erased by disposal."
            )
            : "Not sound:\n" + string.Join('\n', v.Faults.Select(f => "  " + f));
}
