using System.Security.Cryptography.X509Certificates;
using Wardwise.App.Data;
using Wardwise.App.Notices;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Records;

/// <summary>Letters go to a real mail server by TLS, or do not go.</summary>
public sealed class MailServerTests : IDisposable
{
    private const string Name = "letters";
    private const string Secret = "pillar box red";

    private readonly string _folder = TemporaryHome.Make();
    private readonly X509Certificate2 _certificate = TestCertificate.For("localhost");

    public void Dispose()
    {
        _certificate.Dispose();
        TemporaryHome.Remove(_folder);
    }

    [Theory]
    [InlineData(MailSecurity.StartTls)]
    [InlineData(MailSecurity.Tls)]
    public async Task ALetter_LeavesInSecret_AfterSigningIn(MailSecurity security)
    {
        await using var sink = MailSink.Open(Speaking(security) with { User = (Name, Secret) });
        var server = Server(sink, security, ("WARDWISE_SMTP_USER", Name), ("WARDWISE_SMTP_PASSWORD", Secret));

        var letter = await Sent(server);

        Assert.Equal("sent", letter.State);
        Assert.True(Assert.Single(sink.Mails).InSecret);
        Assert.Equal([Name], sink.SignIns);
        Assert.Equal("Wardwise <team@wealdshire.example>", sink.Mails.Single().Header("From")!.Replace("\"", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AWrongPassword_IsSaid_AndTheLetterWaits()
    {
        await using var sink = MailSink.Open(Speaking(MailSecurity.StartTls) with { User = (Name, Secret) });
        var server = Server(sink, MailSecurity.StartTls, ("WARDWISE_SMTP_USER", Name), ("WARDWISE_SMTP_PASSWORD", "post office blue"));

        await Waits(server, sink, "refused the user name or the password");
    }

    [Fact]
    public async Task AServerThatAsksForASignIn_AndGetsNone_IsSaid()
    {
        await using var sink = MailSink.Open(Speaking(MailSecurity.StartTls) with { User = (Name, Secret) });

        await Waits(Server(sink, MailSecurity.StartTls), sink, "sign in first");
    }

    [Fact]
    public async Task AServerWithoutTls_GetsNoLetter_UnlessThatWasAskedForByName()
    {
        await using var sink = MailSink.Open();
        await Waits(Server(sink, MailSecurity.StartTls), sink, "does not offer TLS");
        await Waits(Server(sink, MailSecurity.Tls), sink, "did not answer with TLS");

        Assert.Equal("sent", (await Sent(Server(sink, MailSecurity.None))).State);
        Assert.False(Assert.Single(sink.Mails).InSecret);
    }

    [Theory]
    [InlineData(MailSecurity.StartTls)]
    [InlineData(MailSecurity.Tls)]
    public async Task AServerWhoseCertificateNobodyVouchesFor_GetsNoLetter(MailSecurity security)
    {
        await using var sink = MailSink.Open(Speaking(security));
        await Waits(Server(sink, security) with { Authority = null }, sink, "certificate is not trusted");

        using var other = TestCertificate.For("localhost");
        await Waits(Server(sink, security) with { Authority = other }, sink, "certificate is not trusted");
    }

    [Fact]
    public async Task AServerWhoseCertificateAnotherStandsBehind_IsTrusted_WhenItShowsBoth()
    {
        using var between = TestCertificate.For("letters of the county", _certificate, vouches: true);
        using var own = TestCertificate.For("localhost", between, vouches: false);
        await using var sink = MailSink.Open(
            new MailSink.Manner
            {
                Security = MailSecurity.StartTls,
                Certificate = own,
                Between = [between],
            }
        );
        Assert.Equal("sent", (await Sent(Server(sink, MailSecurity.StartTls))).State);

        await using var silent = MailSink.Open(new MailSink.Manner { Security = MailSecurity.StartTls, Certificate = own });
        await Waits(Server(silent, MailSecurity.StartTls), silent, "certificate is not trusted");
    }

    [Fact]
    public async Task AServerWithAnothersCertificate_GetsNoLetter_ThoughItIsTrusted()
    {
        using var other = TestCertificate.For("mail.wealdshire.example");
        await using var sink = MailSink.Open(Speaking(MailSecurity.StartTls) with { Certificate = other });

        await Waits(Server(sink, MailSecurity.StartTls) with { Authority = other }, sink, "certificate is not for localhost");
    }

    [Theory]
    [InlineData("", MailSecurity.StartTls)]
    [InlineData("", MailSecurity.Tls)]
    [InlineData("EHLO", MailSecurity.StartTls)]
    [InlineData("DATA", MailSecurity.StartTls)]
    public async Task AServerThatFallsSilent_IsGivenUp_AndTheLetterWaits(string at, MailSecurity security)
    {
        await using var sink = MailSink.Open(Speaking(security) with { HangsAt = at });
        var sending = Sent(Server(sink, security) with { Patience = TimeSpan.FromSeconds(2) });
        // On a machine so busy that it gives up sooner, it gives up all the same.
        await Task.WhenAny(sink.Hung, sending);

        var letter = await sending;

        Assert.Equal(("waiting", "The mail server did not answer within 2 seconds."), (letter.State, letter.Error));
        Assert.Empty(sink.Mails);
    }

    [Theory]
    [InlineData("EHLO")]
    [InlineData("STARTTLS")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    public async Task AServerThatHangsUpMidway_IsSaid_AndTheLetterWaits(string at)
    {
        await using var sink = MailSink.Open(Speaking(MailSecurity.StartTls) with { ClosesAt = at });

        await Waits(Server(sink, MailSecurity.StartTls), sink, "The mail server");
    }

    [Fact]
    public async Task AServerThatTookTheLetter_AndDoesNotSayGoodbye_HasTakenIt()
    {
        await using var sink = MailSink.Open(Speaking(MailSecurity.StartTls) with { ClosesAt = "QUIT" });

        Assert.Equal("sent", (await Sent(Server(sink, MailSecurity.StartTls))).State);
    }

    [Theory]
    [InlineData("mail.example.org", null, 587, MailSecurity.StartTls)]
    [InlineData("mail.example.org:2525", null, 2525, MailSecurity.StartTls)]
    [InlineData("mail.example.org:465", null, 465, MailSecurity.Tls)]
    [InlineData("mail.example.org", "tls", 465, MailSecurity.Tls)]
    [InlineData("mail.example.org:465", "starttls", 465, MailSecurity.StartTls)]
    [InlineData("localhost", "none", 25, MailSecurity.None)]
    public void AMailServer_IsReachedByTls_UnlessAskedOtherwise(string server, string? security, int port, MailSecurity read)
    {
        var found = Read(("WARDWISE_SMTP", server), ("WARDWISE_ADDRESS", "https://a.example"), ("WARDWISE_SMTP_SECURITY", security))!;
        Assert.Equal((port, read, "wardwise@localhost"), (found.Port, found.Security, found.From));
    }

    [Fact]
    public void AMailServer_IsReadWhole_OrRefusedInASentence()
    {
        (string, string?) server = ("WARDWISE_SMTP", "a"),
            address = ("WARDWISE_ADDRESS", "https://a.example"),
            user = ("WARDWISE_SMTP_USER", Name),
            password = ("WARDWISE_SMTP_PASSWORD", Secret);
        Assert.Null(Read(address));
        foreach (
            var (told, settings) in new (string, (string, string?)[])[]
            {
                ("WARDWISE_SMTP names", [("WARDWISE_SMTP", "a:b"), address]),
                ("WARDWISE_SMTP names", [("WARDWISE_SMTP", ":25"), address]),
                ("WARDWISE_SMTP names", [("WARDWISE_SMTP", "a:70000"), address]),
                ("WARDWISE_ADDRESS", [server]),
                ("WARDWISE_ADDRESS", [server, ("WARDWISE_ADDRESS", "/here")]),
                ("WARDWISE_MAIL_FROM", [server, address, ("WARDWISE_MAIL_FROM", "nobody")]),
                ("WARDWISE_SMTP_SECURITY is starttls", [server, address, ("WARDWISE_SMTP_SECURITY", "ssl")]),
                ("set both", [server, address, user]),
                ("set both", [server, address, password]),
                ("in the open", [server, address, user, password, ("WARDWISE_SMTP_SECURITY", "none")]),
                ("WARDWISE_SMTP_CERTIFICATE names", [server, address, ("WARDWISE_SMTP_CERTIFICATE", Path.Combine(_folder, "none.pem"))]),
            }
        )
        {
            Assert.Contains(told, Assert.Throws<InstanceException>(() => Read(settings)).Message, StringComparison.Ordinal);
        }
    }

    private static MailServer? Read(params (string Name, string? Value)[] settings) =>
        MailServer.Read(name => settings.FirstOrDefault(s => s.Name == name).Value);

    private MailSink.Manner Speaking(MailSecurity security) => new() { Security = security, Certificate = _certificate };

    /// <summary>As the environment names it, the certificate by its file.</summary>
    private MailServer Server(MailSink sink, MailSecurity security, params (string, string?)[] more)
    {
        var file = Path.Combine(_folder, "authority.pem");
        File.WriteAllText(file, _certificate.ExportCertificatePem());
        return Read([
            ("WARDWISE_SMTP", $"localhost:{sink.Port}"),
            (
                "WARDWISE_SMTP_SECURITY",
                security is MailSecurity.StartTls ? null
                : security is MailSecurity.Tls ? "tls"
                : "none"
            ),
            ("WARDWISE_SMTP_CERTIFICATE", file),
            ("WARDWISE_ADDRESS", "https://wardwise.example"),
            ("WARDWISE_MAIL_FROM", "team@wealdshire.example"),
            .. more,
        ])!;
    }

    private static async Task<OutboxTests.HeldLetter> Sent(MailServer server)
    {
        await using var station = await Station.Create();
        await OutboxTests.Put(station, "note");
        await OutboxTests.Send(station, server);
        return Assert.Single(await OutboxTests.Held(station));
    }

    private static async Task Waits(MailServer server, MailSink sink, string told)
    {
        var letter = await Sent(server);
        Assert.Equal("waiting", letter.State);
        Assert.Contains(told, letter.Error, StringComparison.Ordinal);
        Assert.Empty(sink.Mails);
    }
}
