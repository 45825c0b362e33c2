using System.Globalization;
using System.Net.Mail;
using Wardwise.App.Data;

namespace Wardwise.App.Records;

/// <summary>
/// The mail server that letters leave by, from the environment: <c>WARDWISE_SMTP</c> (host:port), <c>WARDWISE_MAIL_FROM</c>, and
/// <c>WARDWISE_ADDRESS</c>, the address at which people open this site, since a letter's links cannot be taken from whatever address a
/// request claims to be for. None: letters wait.
/// </summary>
public sealed record MailServer(string Host, int Port, string From, Uri Site)
{
    /// <exception cref="InstanceException">A mail server is named, and what else it needs is missing or cannot be read.</exception>
    public static MailServer? FromEnvironment() =>
        Read(
            Environment.GetEnvironmentVariable("WARDWISE_SMTP"),
            Environment.GetEnvironmentVariable("WARDWISE_ADDRESS"),
            Environment.GetEnvironmentVariable("WARDWISE_MAIL_FROM")
        );

    internal static MailServer? Read(string? server, string? address, string? sender)
    {
        if (string.IsNullOrEmpty(server))
        {
            return null;
        }

        var (host, port) = server.Split(':') switch
        {
            [var only] => (only, 25),
            [var name, var digits] when int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => (
                name,
                number
            ),
            _ => throw new InstanceException("WARDWISE_SMTP names the mail server as host:port, such as mail.example.org:25."),
        };
        if (!Uri.TryCreate(address, UriKind.Absolute, out var site) || site.Scheme is not ("http" or "https"))
        {
            throw new InstanceException(
                "Letters hold links: set WARDWISE_ADDRESS to the address at which people open Wardwise, such as "
                    + "https://wardwise.example.org."
            );
        }

        var from = string.IsNullOrEmpty(sender) ? "wardwise@localhost" : sender;
        return MailAddress.TryCreate(from, out _)
            ? new(host, port, from, site)
            : throw new InstanceException("WARDWISE_MAIL_FROM is no e-mail address.");
    }
}
