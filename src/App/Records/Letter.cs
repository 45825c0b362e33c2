using System.Text;
using Wardwise.Domain.Notices;

namespace Wardwise.App.Records;

/// <summary>The plain text that a notice is by e-mail.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">Lines apart by "\n".</param>
internal sealed record Letter(string Subject, string Text)
{
    /// <summary>Where the address that stops the digest would stand, in a letter that is shown and not sent.</summary>
    public const string UnsubscribeHidden = "(an address of their own)";

    /// <param name="notice">As its reader may read it.</param>
    /// <param name="site">The site that its links lead to.</param>
    /// <param name="unsubscribe">The path that stops the digest; null for other letters.</param>
    public static Letter Of(ShownNotice notice, Uri site, string? unsubscribe)
    {
        string Address(string path) => path == UnsubscribeHidden ? path : new Uri(site, path).AbsoluteUri;
        var text = new StringBuilder();
        var hidden = notice.Record is { IsSensitive: true };
        text.Append(
            hidden ? $"There is something for you on {notice.Record!.Reference}. It is marked official-sensitive: sign in to read it.\n"
            : notice.Text.Length > 0 ? notice.Text + "\n"
            : ""
        );
        if (notice.Record is { IsSensitive: false } about)
        {
            text.Append('\n').Append(about.Title).Append(", ").Append(about.Reference).Append('\n');
        }

        if (notice.Link is { } link)
        {
            text.Append(Address(link)).Append('\n');
        }

        foreach (var part in notice.Parts)
        {
            text.Append('\n').Append(part.Heading.ToUpperInvariant()).Append('\n');
            foreach (var line in part.Lines)
            {
                text.Append("* ")
                    .Append(line.IsSensitive ? "Marked official-sensitive: sign in to read it" : line.Title)
                    .Append(", ")
                    .Append(line.Reference)
                    .Append('\n')
                    .Append(line.IsSensitive ? "" : $"  {line.Text}\n")
                    .Append("  ")
                    .Append(Address(line.Href))
                    .Append('\n');
            }

            if (part.More > 0)
            {
                text.Append("and ").Append(part.More).Append(" more: ").Append(Address(part.Link)).Append('\n');
            }
        }

        if (!notice.Kind.IsSecret())
        {
            text.Append("\nWhat you are told by e-mail is your choice: ").Append(Address("/following")).Append('\n');
        }

        if (unsubscribe is not null)
        {
            text.Append("Stop this weekly letter, without signing in: ").Append(Address(unsubscribe)).Append('\n');
        }

        var subject = hidden ? $"Something for you on {notice.Record!.Reference}" : notice.Subject;
        return new(string.Join(' ', subject.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), text.ToString());
    }
}
