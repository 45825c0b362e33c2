using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using AngleSharp.Html.Parser;

namespace Wardwise.Benchmarks;

/// <summary>
/// Patch, problem and search pages on the demonstration county, over HTTP, with the driver and the database on the same machine: first at
/// an open rate (a page is late from when it was due, not from when it was sent), then in a closed loop.
/// </summary>
internal sealed class PagesBenchmark : IBenchmark
{
    private const int Port = 5091;
    private const int PagesASecond = 20;
    private const int Loop = 50;
    private static readonly TimeSpan OpenFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ClosedFor = TimeSpan.FromSeconds(15);

    private static readonly string[] Questions =
    [
        "off-road bikes",
        "street drinking",
        "fly-tipping in the alley",
        "noisy neighbours",
        "youths at the shops",
        "fireworks",
        "begging",
        "car cruising",
        "drug litter",
        "arson of bins",
    ];

    public string Name => "pages";

    public string About => "patch, problem and search pages: 95th percentile at 20 a second, and the most a second in a closed loop of 50";

    public async Task<int> Run(string[] arguments)
    {
        using var server = Start();
        try
        {
            using var client = new HttpClient(
                new SocketsHttpHandler { CookieContainer = new CookieContainer(), MaxConnectionsPerServer = 200 }
            )
            {
                BaseAddress = new($"http://localhost:{Port}"),
                Timeout = TimeSpan.FromSeconds(30),
            };
            await Ready(client, server);
            await SignIn(client);
            var addresses = await Addresses(client);
            Console.WriteLine(Machine.InWords);
            Console.WriteLine($"{addresses.Count} different addresses: patch, problem list, problem records, search.");
            await Closed(client, addresses, TimeSpan.FromSeconds(8), quiet: true);
            await Open(client, addresses);
            await Closed(client, addresses, ClosedFor, quiet: false);
            return 0;
        }
        finally
        {
            await Stop(server);
        }
    }

    private static Process Start()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Wardwise.slnx")))
        {
            root = Path.GetDirectoryName(root.TrimEnd('/'))!;
        }

        var home = Path.Combine(root, "var", "bench");
        var start = new ProcessStartInfo(Path.Combine(root, "wardwise"), ["demo", "--port", Port.ToString(CultureInfo.InvariantCulture)])
        {
            WorkingDirectory = root,
            Environment = { ["WARDWISE_HOME"] = home },
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync();
        return process;
    }

    private static async Task Stop(Process server)
    {
        if (!server.HasExited)
        {
            using var stop = Process.Start("kill", ["-TERM", server.Id.ToString(CultureInfo.InvariantCulture)]);
            await server.WaitForExitAsync();
        }
    }

    private static async Task Ready(HttpClient client, Process server)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < TimeSpan.FromMinutes(10))
        {
            if (server.HasExited)
            {
                throw new InvalidOperationException("The server ended before it served a page.");
            }

            try
            {
                using var answer = await client.GetAsync(new Uri("/sign-in", UriKind.Relative));
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(250);
            }
        }

        throw new TimeoutException("The server did not come up in ten minutes.");
    }

    private static async Task SignIn(HttpClient client)
    {
        var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative)));
        var form = page.QuerySelector(".ww-people form")!;
        var fields = form.QuerySelectorAll("input[name]")
            .Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value") ?? ""));
        using var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), new FormUrlEncodedContent(fields));
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<IReadOnlyList<string>> Addresses(HttpClient client)
    {
        var addresses = new List<string> { "/patch" };
        for (var page = 1; page <= 4; page++)
        {
            var list = await new HtmlParser().ParseDocumentAsync(
                await client.GetStringAsync(new Uri($"/problems?page={page}", UriKind.Relative))
            );
            addresses.Add($"/problems?page={page}");
            addresses.AddRange(
                list.QuerySelectorAll("main a[href^='/problems/P-']").Select(a => a.GetAttribute("href")!.Split('?')[0]).Distinct().Take(8)
            );
        }

        addresses.AddRange(Questions.Select(q => "/search?q=" + Uri.EscapeDataString(q)));
        // As many patch as problem pages as searches.
        addresses.AddRange(Enumerable.Repeat("/patch", 12));
        addresses.AddRange(Questions.Select(q => "/search?q=" + Uri.EscapeDataString(q)));
        return addresses;
    }

    private static async Task<(string Address, double Milliseconds)> Get(HttpClient client, string address, long due)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        await answer.Content.ReadAsByteArrayAsync();
        answer.EnsureSuccessStatusCode();
        return (address, Stopwatch.GetElapsedTime(due).TotalMilliseconds);
    }

    private static async Task Open(HttpClient client, IReadOnlyList<string> addresses)
    {
        var random = new Random(1);
        var sent = new List<Task<(string Address, double Milliseconds)>>();
        var started = Stopwatch.GetTimestamp();
        var count = (int)(OpenFor.TotalSeconds * PagesASecond);
        for (var n = 0; n < count; n++)
        {
            var due = started + (long)(n * (double)Stopwatch.Frequency / PagesASecond);
            while (Stopwatch.GetTimestamp() < due)
            {
                await Task.Delay(1);
            }

            sent.Add(Get(client, addresses[random.Next(addresses.Count)], due));
        }

        var times = await Task.WhenAll(sent);
        Report($"Open rate of {PagesASecond} pages a second for {OpenFor.TotalSeconds:N0} s", [.. times]);
        foreach (
            var kind in times
                .GroupBy(t => t.Address.Split('/', '?')[1] + (t.Address.Contains("/P-", StringComparison.Ordinal) ? " record" : ""))
                .OrderBy(g => g.Key)
        )
        {
            Report("  " + kind.Key, [.. kind]);
        }
    }

    private static async Task Closed(HttpClient client, IReadOnlyList<string> addresses, TimeSpan length, bool quiet)
    {
        var times = new ConcurrentBag<(string, double)>();
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            Enumerable
                .Range(0, Loop)
                .Select(async n =>
                {
                    var random = new Random(n);
                    while (Stopwatch.GetElapsedTime(started) < length)
                    {
                        times.Add(await Get(client, addresses[random.Next(addresses.Count)], Stopwatch.GetTimestamp()));
                    }
                })
        );
        if (!quiet)
        {
            var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Closed loop of {Loop}: {times.Count / took:N0} pages a second over {took:N0} s"
                )
            );
        }
    }

    private static void Report(string what, IReadOnlyList<(string Address, double Milliseconds)> times)
    {
        var sorted = times.Select(t => t.Milliseconds).Order().ToList();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: {sorted.Count} pages, median {At(sorted, 0.5):N0} ms, 95th percentile {At(sorted, 0.95):N0} ms, "
                    + $"worst {sorted[^1]:N0} ms"
            )
        );
    }

    /// <summary>The value that a share of the sorted values lie at or under.</summary>
    private static double At(List<double> sorted, double share) =>
        sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
}
