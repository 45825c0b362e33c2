using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Wardwise.App.Notices;

namespace Wardwise.Testing;

/// <summary>A mail server on this machine, with or without TLS, that keeps what it is given, and refuses what a test tells it to.</summary>
public sealed class MailSink : IAsyncDisposable
{
    private readonly Manner _manner;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _listening;
    private readonly TaskCompletionSource _hung = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MailSink(int port, Manner manner)
    {
        _manner = manner;
        _listener = new(IPAddress.Loopback, port);
        _listener.Start();
        _listening = Listen();
    }

    /// <summary>How it speaks.</summary>
    public sealed record Manner
    {
        public static readonly Manner Plain = new();

        public MailSecurity Security { get; init; } = MailSecurity.None;
        public X509Certificate2? Certificate { get; init; }

        /// <summary>What stands between that and its authority, shown with it.</summary>
        public X509Certificate2Collection Between { get; init; } = [];

        /// <summary>Whom it asks to sign in; null for nobody.</summary>
        public (string Name, string Password)? User { get; init; }

        /// <summary>The word at which it falls silent, such as "DATA"; "" for at once.</summary>
        public string? HangsAt { get; init; }

        /// <summary>The word at which it closes the connection.</summary>
        public string? ClosesAt { get; init; }
    }

    /// <param name="To">The address.</param>
    /// <param name="Head">The headers, one a line, folded lines joined.</param>
    /// <param name="Text">The body, decoded.</param>
    /// <param name="InSecret">It came over TLS.</param>
    public sealed record Mail(string To, IReadOnlyList<string> Head, string Text, bool InSecret)
    {
        public string? Header(string name) =>
            Head.FirstOrDefault(h => h.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<Mail> Mails { get; } = [];

    /// <summary>The answer to an address, such as "550 No such mailbox"; null takes it.</summary>
    public Func<string, string?> Answers { get; set; } = _ => null;

    /// <summary>Called when a letter has been taken, before that is said.</summary>
    public Action Taken { get; set; } = () => { };

    /// <summary>Ends when it has fallen silent.</summary>
    public Task Hung => _hung.Task;

    /// <summary>What was typed to sign in, whether right or not.</summary>
    public ConcurrentQueue<string> SignIns { get; } = [];

    public static MailSink Open(int port = 0) => new(port, Manner.Plain);

    public static MailSink Open(Manner manner) => new(0, manner);

    /// <summary>How the product reaches a sink that knows no TLS.</summary>
    public static MailServer Server(int port) =>
        new()
        {
            Host = "127.0.0.1",
            Port = port,
            Security = MailSecurity.None,
            From = "wardwise@wealdshire.example",
            Site = new("https://wardwise.example"),
        };

    /// <summary>A port at which nobody listens.</summary>
    public static int ShutPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _listening;
        _stop.Dispose();
    }

    private async Task Listen()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = Serve(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var open = client.GetStream();
                if (_manner.HangsAt == "")
                {
                    await FallSilent();
                }
                else if (_manner.Security is not MailSecurity.Tls)
                {
                    await Talk(open, inSecret: false);
                }
                else
                {
                    await using var secret = await Secret(open);
                    await Talk(secret, inSecret: true);
                }
            }
            catch (Exception e) when (e is IOException or AuthenticationException or OperationCanceledException)
            {
                // The sender hung up, or we stop.
            }
        }
    }

    private async Task<SslStream> Secret(Stream open)
    {
        var secret = new SslStream(open);
        await secret.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificateContext = SslStreamCertificateContext.Create(_manner.Certificate!, _manner.Between, offline: true),
            }
        );
        return secret;
    }

    private Task FallSilent()
    {
        _hung.TrySetResult();
        return new TaskCompletionSource().Task.WaitAsync(_stop.Token);
    }

    private async Task Talk(Stream stream, bool inSecret, bool greets = true)
    {
        // Unbuffered past a line, so that TLS can begin after one.
        using var reader = new StreamReader(stream, Encoding.Latin1, false, -1, leaveOpen: true);
        await using var writer = new StreamWriter(stream, Encoding.ASCII, -1, leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
        var to = "";
        var signedIn = _manner.User is null;
        if (greets)
        {
            await writer.WriteLineAsync("220 sink");
        }

        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var word = line.Split(' ', ':')[0].ToUpperInvariant();
            if (word == _manner.HangsAt)
            {
                await FallSilent();
            }
            else if (word == _manner.ClosesAt)
            {
                return;
            }

            switch (word)
            {
                case "EHLO":
                    await writer.WriteLineAsync("250-sink");
                    if (_manner.Security is MailSecurity.StartTls && !inSecret)
                    {
                        await writer.WriteLineAsync("250-STARTTLS");
                    }

                    await writer.WriteLineAsync(_manner.User is null ? "250 8BITMIME" : "250 AUTH PLAIN");
                    break;
                case "STARTTLS" when _manner.Security is MailSecurity.StartTls && !inSecret:
                    await writer.WriteLineAsync("220 go on");
                    await using (var secret = await Secret(stream))
                    {
                        await Talk(secret, inSecret: true, greets: false);
                    }

                    return;
                case "AUTH":
                    var typed = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2])).Split('\0');
                    SignIns.Enqueue(typed[1]);
                    signedIn = _manner.User == (typed[1], typed[2]);
                    await writer.WriteLineAsync(signedIn ? "235 come in" : "535 wrong name or password");
                    break;
                case "MAIL" when !signedIn:
                    await writer.WriteLineAsync("530 sign in first");
                    break;
                case "RCPT":
                    to = line[8..].Trim().Trim('<', '>');
                    await writer.WriteLineAsync(Answers(to) ?? "250 taken");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var lines = new List<string>();
                    while (await reader.ReadLineAsync(_stop.Token) is { } text && text != ".")
                    {
                        lines.Add(text.StartsWith("..", StringComparison.Ordinal) ? text[1..] : text);
                    }

                    Mails.Enqueue(Read(to, lines, inSecret));
                    Taken();
                    await writer.WriteLineAsync("250 kept");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 sink");
                    break;
            }
        }
    }

    private static Mail Read(string to, List<string> lines, bool inSecret)
    {
        var head = new List<string>();
        foreach (var line in lines.TakeWhile(l => l.Length > 0))
        {
            if (line[0] is ' ' or '\t')
            {
                head[^1] += line;
            }
            else
            {
                head.Add(line);
            }
        }

        var body = lines.SkipWhile(l => l.Length > 0).Skip(1).ToList();
        var mail = new Mail(to, head, "", inSecret);
        var text = mail.Header("Content-Transfer-Encoding") switch
        {
            "base64" => Encoding.UTF8.GetString(Convert.FromBase64String(string.Concat(body))),
            "quoted-printable" => Unquoted(string.Join('\n', body)),
            _ => string.Join('\n', body),
        };
        return mail with { Text = text.ReplaceLineEndings("\n") };
    }

    private static string Unquoted(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=')
            {
                bytes.Add((byte)text[i]);
            }
            else if (text[i + 1] == '\n')
            {
                i++;
            }
            else
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
