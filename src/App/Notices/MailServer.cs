using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using Wardwise.App.Data;

namespace Wardwise.App.Notices;

/// <summary>How letters are kept secret on their way to the mail server.</summary>
public enum MailSecurity
{
    /// <summary>The connection begins in the open and turns to TLS before anything is said; a server that cannot is not used.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>Not at all: asked for by name, for a relay on the same machine.</summary>
    None,
}

/// <summary>
/// The mail server that letters leave by, from the environment (<c>WARDWISE_SMTP</c> and others, see docs/operations.md), and the address
/// at which people open this site, since a letter's links cannot be taken from whatever address a request claims to be for. None: letters
/// wait.
/// </summary>
public sealed record MailServer
{
    public required string Host { get; init; }
    public required int Port { get; init; }
    public MailSecurity Security { get; init; }

    /// <summary>Null for a server that asks nobody to sign in.</summary>
    public string? User { get; init; }
    public string? Password { get; init; }

    /// <summary>The certificate of an authority, or of the server itself, that is trusted besides those of the machine.</summary>
    public X509Certificate2? Authority { get; init; }
    public required string From { get; init; }
    public required Uri Site { get; init; }

    /// <summary>A letter that has not left in this time is tried again later.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <exception cref="InstanceException">A mail server is named, and what else it needs is missing or cannot be read.</exception>
    public static MailServer? FromEnvironment() => Read(Environment.GetEnvironmentVariable);

    internal static MailServer? Read(Func<string, string?> variable)
    {
        string? Given(string name) => variable(name) is { Length: > 0 } value ? value : null;
        if (Given("WARDWISE_SMTP") is not { } server)
        {
            return null;
        }

        var (host, port) = server.Split(':') switch
        {
            [{ Length: > 0 } only] => (only, (int?)null),
            [{ Length: > 0 } name, var digits]
                when ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => (name, number),
            _ => throw new InstanceException("WARDWISE_SMTP names the mail server as host:port, such as mail.example.org:587."),
        };
        var security = Given("WARDWISE_SMTP_SECURITY") switch
        {
            null => port == 465 ? MailSecurity.Tls : MailSecurity.StartTls,
            "starttls" => MailSecurity.StartTls,
            "tls" => MailSecurity.Tls,
            "none" => MailSecurity.None,
            _ => throw new InstanceException(
                "WARDWISE_SMTP_SECURITY is starttls (the default), tls (from the first byte), or none (letters go in the open)."
            ),
        };
        if (!Uri.TryCreate(Given("WARDWISE_ADDRESS"), UriKind.Absolute, out var site) || site.Scheme is not ("http" or "https"))
        {
            throw new InstanceException(
                "Letters hold links: set WARDWISE_ADDRESS to the address at which people open Wardwise, such as "
                    + "https://wardwise.example.org."
            );
        }

        var from = Given("WARDWISE_MAIL_FROM") ?? "wardwise@localhost";
        if (!MailboxAddress.TryParse(from, out var sender) || sender.Domain.Length == 0)
        {
            throw new InstanceException("WARDWISE_MAIL_FROM is no e-mail address.");
        }

        var (user, password) = (Given("WARDWISE_SMTP_USER"), Given("WARDWISE_SMTP_PASSWORD"));
        if ((user is null) != (password is null))
        {
            throw new InstanceException("To sign in to the mail server, set both WARDWISE_SMTP_USER and WARDWISE_SMTP_PASSWORD.");
        }

        return user is not null && security is MailSecurity.None
            ? throw new InstanceException("WARDWISE_SMTP_SECURITY is none, so the password would go in the open: use starttls or tls.")
            : new()
            {
                Host = host,
                Port = port ?? UsualPort(security),
                Security = security,
                User = user,
                Password = password,
                Authority = Given("WARDWISE_SMTP_CERTIFICATE") is { } file ? Certificate(file) : null,
                From = sender.Address,
                Site = site,
            };
    }

    private static int UsualPort(MailSecurity security) =>
        security switch
        {
            MailSecurity.StartTls => 587,
            MailSecurity.Tls => 465,
            _ => 25,
        };

    private static X509Certificate2 Certificate(string file)
    {
        try
        {
            return X509CertificateLoader.LoadCertificateFromFile(file);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InstanceException(
                $"WARDWISE_SMTP_CERTIFICATE names {file}, which holds no certificate that can be read: {e.Message}",
                e
            );
        }
    }
}
