using System.CommandLine;
using System.Globalization;
using Wardwise.App.Access;
using Wardwise.Domain.Shared;

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
                var verified = await opened.Get<VerifyTrail>().Run(opened.Actor, cancel);
                var told = Answer.Give(parsed, verified, InWords);
                if (verified is { Done: true, Value.Sound: false })
                {
                    return CommandLine.Refused;
                }

                // Only what was found sound: an anchor says that it was.
                if (verified.Done)
                {
                    await opened.Get<AnchorBook>().Anchor(opened.Actor, cancel);
                }

                return told;
            }
        );
        return new Command("audit", "The trail of every look and every change.") { verify };
    }

    private static string InWords(VerifyTrail.Verified v)
    {
        var british = CultureInfo.GetCultureInfo("en-GB");
        if (!v.Sound)
        {
            return "Not sound:\n" + string.Join('\n', v.Faults.Select(f => "  " + f));
        }

        var sound = string.Create(
            british,
            $"Sound: {v.Rows:N0} rows in {v.Chains:N0} chains, under {v.Anchors:N0} anchors; "
                + $"{v.NotAnchored:N0} rows not anchored before now, {v.Erased:N0} erased by disposal."
        );
        return sound
            + (v.ErasedNotAnchored > 0 ? string.Create(british, $" {v.ErasedNotAnchored:N0} more were erased since the last anchor.") : "")
            + (
                v.MissingLines > 0
                    ? $" The file of anchors lacked the last {Words.Of(v.MissingLines, "line")}"
                        + ", which carry our signature in the database: they are appended."
                    : ""
            );
    }
}
