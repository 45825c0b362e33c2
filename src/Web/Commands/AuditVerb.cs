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
            "Check the whole trail, and what it stands on: the database's functions and rights, chains, digests, contents, readers, "
                + "signed anchors and attachments. Exit 1 when a fault is found."
        );
        verify.SetAction(
            async (parsed, cancel) =>
            {
                await using var opened = await OpenedInstance.Open(cancel);
                var verified = await opened.Get<VerifyTrail>().Run(opened.Actor, new() { Progress = Bar }, cancel);
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
        var besides =
            (v.NotChecked is { } why ? $"\nNot checked: {why}." : "")
            + (v.Notes.Count > 0 ? "\nOdd, and no fault:\n" + string.Join('\n', v.Notes.Select(n => "  " + n)) : "");
        if (!v.Sound)
        {
            return "Not sound:\n" + string.Join('\n', v.Faults.Select(f => "  " + f)) + besides;
        }

        var sound = string.Create(
            british,
            $"Sound: {v.Rows:N0} rows in {v.Chains:N0} chains, under {v.Anchors:N0} anchors; "
                + $"{v.NotAnchored:N0} rows not anchored before now, {v.Erased:N0} erased by disposal. "
                + $"{v.Attachments:N0} attached files are what they were."
        );
        return sound
            + (v.ErasedNotAnchored > 0 ? string.Create(british, $" {v.ErasedNotAnchored:N0} more were erased since the last anchor.") : "")
            + (
                v.MissingLines > 0
                    ? $" The file of anchors lacked the last {Words.Of(v.MissingLines, "line")}"
                        + ", which carry our signature in the database: they are appended."
                    : ""
            )
            + besides;
    }

    /// <summary>A line that moves, on a terminal only.</summary>
    private static IProgress<AttachmentCheck.Progress>? Bar =>
        Console.IsErrorRedirected
            ? null
            : new Progress<AttachmentCheck.Progress>(p =>
                Console.Error.Write(
                    string.Create(CultureInfo.InvariantCulture, $"\r{p.Done} of {p.All} attached files   {(p.Done == p.All ? "\n" : "")}")
                )
            );
}
