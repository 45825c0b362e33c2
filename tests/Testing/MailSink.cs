using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wardwise.Testing;

/// <summary>A mail server on this machine that keeps what it is given, and refuses what a test tells it to.</summary>
public sealed class MailSink : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _listening;

    private MailSink(int port)
    {
        _listener = new(IPAddress.Loopback, port);
        _listener.Start();
        _listening = Listen();
    }

    /// <param name="Head">The headers, one a line, folded lines joined.</param>
    /// <param name="Text">The body, decoded.</param>
    public sealed record Mail(string To, IReadOnlyList<string> Head, string Text)
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

    public static MailSink Open(int port = 0) => new(port);

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
                await Talk(client.GetStream());
            }
            catch (IOException)
            {
                // The sender hung up.
            }
        }
    }

    private async Task Talk(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        var to = "";
        await writer.WriteLineAsync("220 sink");
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("RCPT TO:", StringComparison.OrdinalIgnoreCase))
            {
                to = line[8..].Trim().Trim('<', '>');
                await writer.WriteLineAsync(Answers(to) ?? "250 taken");
            }
            else if (line.Equals("DATA", StringComparison.OrdinalIgnoreCase))
            {
                await writer.WriteLineAsync("354 go on");
                var lines = new List<string>();
                while (await reader.ReadLineAsync() is { } text && text != ".")
                {
                    lines.Add(text.StartsWith("..", StringComparison.Ordinal) ? text[1..] : text);
                }

                Mails.Enqueue(Read(to, lines));
                Taken();
                await writer.WriteLineAsync("250 kept");
            }
            else
            {
                await writer.WriteLineAsync(line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase) ? "221 bye" : "250 sink");
            }
        }
    }

    private static Mail Read(string to, List<string> lines)
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
        var mail = new Mail(to, head, "");
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
