using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Wardwise.App.Notices;

namespace Wardwise.App.Records;

/// <summary>Hands one letter to the mail server.</summary>
internal static class MailPost
{
    /// <param name="Error">Why the server did not take it.</param>
    /// <param name="IsFinal">Asking again is of no use.</param>
    public sealed record Answer(string Error, bool IsFinal = false);

    /// <returns>Null when the server took it.</returns>
    public static async Task<Answer?> Hand(MailServer server, MimeMessage letter, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(server.Patience);
        SslPolicyErrors? distrust = null;
        using var client = new SmtpClient();
        // Our own clock ends each step first; the connection's is there for what does not listen to ours.
        client.Timeout = (int)(2 * server.Patience).TotalMilliseconds;
        // Lists of withdrawn certificates lie on the internet, which a server inside a force's network does not reach.
        client.CheckCertificateRevocation = false;
        client.ServerCertificateValidationCallback = (_, certificate, shown, errors) =>
        {
            distrust = IsTrusted(server.Authority, certificate, shown, errors) ? null : errors;
            return distrust is null;
        };
        try
        {
            var options = server.Security switch
            {
                MailSecurity.StartTls => SecureSocketOptions.StartTls,
                MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
                _ => SecureSocketOptions.None,
            };
            await client.ConnectAsync(server.Host, server.Port, options, patience.Token);
            if (server.User is not null)
            {
                await client.AuthenticateAsync(server.User, server.Password!, patience.Token);
            }

            await client.SendAsync(letter, patience.Token);
        }
        catch (Exception e)
            when (!cancel.IsCancellationRequested && patience.IsCancellationRequested && Told(e, distrust, server) is not null)
        {
            return Late(server);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && Told(e, distrust, server) is not null)
        {
            return Told(e, distrust, server);
        }

        try
        {
            await client.DisconnectAsync(quit: true, patience.Token);
        }
        catch (Exception e) when (e is IOException or ProtocolException or OperationCanceledException or SocketException)
        {
            // The server has the letter; that it did not say goodbye changes nothing.
        }

        return null;
    }

    /// <summary>Whichever clock ran out first, the connection's or ours.</summary>
    private static Answer Late(MailServer server) =>
        new(FormattableString.Invariant($"The mail server did not answer within {server.Patience.TotalSeconds:0.##} seconds."));

    /// <summary>What a failure means; null for what is none of the mail server's.</summary>
    private static Answer? Told(Exception e, SslPolicyErrors? distrust, MailServer server) =>
        e switch
        {
            OperationCanceledException or TimeoutException => Late(server),
            SslHandshakeException when distrust is { } errors => new(
                errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
                    ? $"The mail server's certificate is not for {server.Host}: name the server as its certificate does."
                    : "The mail server's certificate is not trusted: give its authority's in WARDWISE_SMTP_CERTIFICATE."
            ),
            SslHandshakeException => new("The mail server did not answer with TLS: check WARDWISE_SMTP_SECURITY and the port."),
            NotSupportedException when server.User is not null && e.Message.Contains("auth", StringComparison.OrdinalIgnoreCase) => new(
                "The mail server asks nobody to sign in: unset WARDWISE_SMTP_USER and WARDWISE_SMTP_PASSWORD."
            ),
            NotSupportedException => new(
                "The mail server does not offer TLS (STARTTLS), and letters do not go in the open unless asked to."
            ),
            MailKit.Security.AuthenticationException or System.Security.Authentication.AuthenticationException => new(
                $"The mail server refused the user name or the password: {e.Message}"
            ),
            ServiceNotAuthenticatedException => new(
                $"The mail server wants a sign-in: set WARDWISE_SMTP_USER and WARDWISE_SMTP_PASSWORD. It said: {e.Message}"
            ),
            // 5xx: this address will not do tomorrow either.
            SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } refused => new(
                refused.Message,
                (int)refused.StatusCode >= 500
            ),
            SmtpCommandException refused => new($"The mail server refused: {refused.Message}"),
            ProtocolException or IOException => new($"The mail server broke off the conversation: {e.Message}"),
            SocketException => new($"The mail server was not reached: {e.Message}"),
            _ => null,
        };

    /// <summary>By the machine's own authorities, or by the one that was given; the name must be right in both cases.</summary>
    private static bool IsTrusted(X509Certificate2? authority, X509Certificate? certificate, X509Chain? presented, SslPolicyErrors errors)
    {
        if (errors is SslPolicyErrors.None)
        {
            return true;
        }

        if (authority is null || certificate is not X509Certificate2 shown || errors is not SslPolicyErrors.RemoteCertificateChainErrors)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        // What stands between the two is shown by the server, and never fetched from an address that it names.
        chain.ChainPolicy.DisableCertificateDownloads = true;
        if (presented is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);
            chain.ChainPolicy.ExtraStore.AddRange(presented.ChainElements.Select(e => e.Certificate).ToArray());
        }

        return chain.Build(shown);
    }
}
