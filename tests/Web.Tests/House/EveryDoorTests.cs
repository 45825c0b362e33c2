using System.Collections.Concurrent;
using System.Net;
using System.Text;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wardwise.App.Access;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.House;

/// <summary>Every door of the route table, asked for what is not there, by odd methods and with odd values: none ends in a fault.</summary>
public sealed class EveryDoorTests(EveryDoorTests.Shared shared) : IClassFixture<EveryDoorTests.Shared>
{
    private const string Absent = "P-2020-9999";

    /// <summary>As they stand in an address or a form, already written in its letters.</summary>
    private static readonly string[] Odd =
    [
        "",
        "%00",
        "a%00b",
        new('x', 5_000),
        "%ED%A0%BD",
        "half%20%ED%B2%B2%20emoji%20%F0%9F%9A%B2",
        "-1",
        "0",
        "2147483648",
        "-99999999999999999999999999",
        "1e308",
        "NaN",
        "2026-02-30",
        "0000-00",
        "9999-12",
        "31%2F02%2F2026",
        "%27%22%3E%3C%28%5C%25_%3B--",
        "%5B%5D",
        "%7B%22type%22%3A%22Polygon%22%2C%22coordinates%22%3A%5B%5B%5B1%5D%2Cnull%5D%5D%7D",
        "true",
        "00000000-0000-0000-0000-000000000000",
        "%2F%2Fevil.example%2F%C3%A9",
    ];

    /// <summary>Those that nothing before a page turns away.</summary>
    private static readonly string[] Plain = ["-1", "0", "true"];

    private static readonly string[] Methods = ["TRACE", "OPTIONS", "PUT", "PATCH", "DELETE", "HEAD", "PROPFIND", "get"];

    public sealed class Shared : IAsyncLifetime
    {
        public WebStation Web { get; private set; } = null!;

        public Faults Faults { get; } = new();

        public IReadOnlyList<EveryDoor> Doors { get; private set; } = [];

        public string Reference { get; private set; } = "";

        public Dictionary<Role, Browsing> Browsers { get; } = [];

        public async Task InitializeAsync()
        {
            Web = await WebStation.Create(s => s.AddSingleton<ILoggerProvider>(Faults));
            Doors = await EveryDoor.Of(Web);
            Reference = await (await ProblemStation.On(Web.Station)).Scanned();
            foreach (var role in Enum.GetValues<Role>())
            {
                Browsers[role] = await Web.Browse(role);
            }
        }

        public async Task DisposeAsync()
        {
            foreach (var browser in Browsers.Values)
            {
                browser.Dispose();
            }

            await Web.DisposeAsync();
        }
    }

    [Fact]
    public void TheWholeRouteTable_IsTried()
    {
        Assert.True(shared.Doors.Count > 80, $"{shared.Doors.Count} doors");
        Assert.Contains(shared.Doors, d => d.Asked.Contains("q"));
        Assert.Contains(shared.Doors, d => d.Forms.Any(f => f.Handler == "Similar" && f.Fields.Contains("Input.What")));
    }

    [Fact]
    public async Task OddValues_InAnAddress_AreNoFault()
    {
        var faults = new List<string>();
        foreach (var door in shared.Doors)
        {
            foreach (var odd in Odd)
            {
                // A zero in a path gets no further than the server, which this test does without.
                var inPath = odd.Length is 0 or > 2_000 || odd.Contains("%00", StringComparison.Ordinal) ? "x" : odd;
                foreach (var reference in door.TakesReference ? [shared.Reference, inPath] : new[] { Absent })
                {
                    var asked = string.Join('&', door.Asked.Select(a => $"{Uri.EscapeDataString(a)}={odd}"));
                    await Ask(door, HttpMethod.Get, $"{door.Path(reference, inPath)}?{asked}", null, faults);
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct().Take(60)));
    }

    [Fact]
    public async Task OddMethods_AreNoFault()
    {
        var faults = new List<string>();
        foreach (var door in shared.Doors)
        {
            foreach (var method in Methods)
            {
                var status = await Ask(door, new HttpMethod(method), door.Path(Absent, "x"), null, faults);
                if (method is not ("HEAD" or "get") && status is not HttpStatusCode.MethodNotAllowed)
                {
                    faults.Add($"{method} {door.Route.RawText}: {status}");
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>Each form with each odd value, by turns on a record that is there and on one that is not.</summary>
    [Fact]
    public Task OddValues_InEveryForm_AreNoFault() => AreNoFault(whole: false);

    [Fact]
    [Trait("Speed", "long")]
    public Task OddValues_InEveryForm_AreNoFault_OnARecordThatIsThereOrNot() => AreNoFault(whole: true);

    private async Task AreNoFault(bool whole)
    {
        var turn = 0;
        var faults = new List<string>();
        var heard = new List<bool>();
        foreach (var door in shared.Doors.Where(d => d.Route.RawText != "sign-out"))
        {
            var token = Uri.EscapeDataString(await Token(Browser(door)));
            foreach (var form in door.Forms.Append(new("", ["x"])).Append(new("NoSuch", ["x"])))
            {
                // So that each value comes to be on both kinds of record.
                turn += (Odd.Length + 1) % 2;
                foreach (var odd in Odd)
                {
                    string[] references =
                        !door.TakesReference ? [Absent]
                        : whole ? [shared.Reference, Absent]
                        : [turn++ % 2 == 0 ? shared.Reference : Absent];
                    foreach (var reference in references)
                    {
                        var path = door.Path(reference, "x") + (form.Handler.Length == 0 ? "" : "?handler=" + form.Handler);
                        var fields = string.Join('&', form.Fields.Select(f => $"{Uri.EscapeDataString(f)}={odd}"));
                        var status = await Ask(door, HttpMethod.Post, path, $"{fields}&__RequestVerificationToken={token}", faults);
                        if (Plain.Contains(odd) && door.Forms.Contains(form))
                        {
                            heard.Add(status is not HttpStatusCode.BadRequest);
                        }
                    }
                }
            }
        }

        // Were the form's number refused, each answer would be 400 and no page would have been asked anything.
        Assert.True(heard.Count(h => h) > heard.Count * 0.9, $"{heard.Count(h => h)} of {heard.Count} were heard");

        Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct().Take(60)));
    }

    private Browsing Browser(EveryDoor door) =>
        shared.Browsers[Enum.GetValues<Role>().First(r => door.Act == Act.Enter || Policy.RolesFor(door.Act).Contains(r))];

    private async Task<HttpStatusCode> Ask(EveryDoor door, HttpMethod method, string path, string? form, List<string> faults)
    {
        using var content = form is null ? null : new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded");
        using var answer = await Browser(door).Raw(method, path, content);
        if ((int)answer.StatusCode >= 500)
        {
            faults.Add(
                $"{method} {(path.Length > 200 ? path[..200] : path)} [{form?[..Math.Min(60, form.Length)]}]: {shared.Faults.Last()}"
            );
        }
        else if (answer.Headers.Location?.OriginalString.StartsWith("/sign-in", StringComparison.Ordinal) == true && door.Act != Act.Enter)
        {
            faults.Add($"{method} {path[..Math.Min(200, path.Length)]}: signed out on the way");
        }

        // Turned away for what it said, and so it was heard.
        var isUnread =
            answer.StatusCode is HttpStatusCode.BadRequest
            && (await answer.Content.ReadAsStringAsync()).Contains("An answer could not be read", StringComparison.Ordinal);
        return isUnread ? HttpStatusCode.UnprocessableEntity : answer.StatusCode;
    }

    private static async Task<string> Token(Browsing browser)
    {
        using var page = await browser.Raw(HttpMethod.Get, "/account");
        var html = new HtmlParser().ParseDocument(await page.Content.ReadAsStringAsync());
        return html.QuerySelector("form[action='/sign-out'] [name='__RequestVerificationToken']")!.GetAttribute("value")!;
    }

    /// <summary>What the log says of faults, so that a failure here names its cause.</summary>
    public sealed class Faults : ILoggerProvider, ILogger
    {
        private readonly ConcurrentStack<string> _said = [];

        public string Last() => _said.TryPop(out var last) ? last : "nothing in the log";

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (IsEnabled(logLevel) && exception is not null)
            {
                var where = exception.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("Wardwise", StringComparison.Ordinal))?.Trim();
                _said.Push($"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")} {where}");
            }
        }

        public void Dispose() { }
    }
}
