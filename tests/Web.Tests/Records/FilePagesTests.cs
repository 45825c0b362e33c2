using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Records;

/// <summary>A file obeys its record: taking it off is asked about, stands in the history with its reason, and can be undone.</summary>
public sealed class FilePagesTests
{
    [Fact]
    public async Task TakingAFileOff_AsksWhy_AndCanBeUndone()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await Filed(station);
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}");
        await officer.Click("Take off");
        Assert.Equal("Why is this file taken off?", officer.Heading);
        await officer.Send(new() { ["Input.Why"] = "" });
        Assert.Equal(["Say why the file is taken off."], officer.Errors);
        await officer.Send(new() { ["Input.Why"] = "It shows another gate" });
        Assert.Equal(
            "1 file taken off seen.txt It shows another gate Put back seen.txt",
            officer.Text("section[aria-labelledby=files] details")
        );
        await officer.Open($"/records/{reference}/history");
        Assert.Contains("Took off the file seen.txt: It shows another gate", officer.Texts(".moj-timeline__title"));

        await officer.Open($"/problems/{reference}");
        await officer.Send([], "form[action*='PutBack']");
        Assert.Contains("Take off seen.txt", officer.Text("section[aria-labelledby=files]"), StringComparison.Ordinal);
        await officer.Open($"/records/{reference}/history");
        Assert.Contains("Put back the file seen.txt", officer.Texts(".moj-timeline__title"));
    }

    [Fact]
    public async Task EvidenceTakenOff_IsGradedAgain()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Scanned();
        var step = (await station.Get<AddStep>().Run(station.Officer, station.Step(reference), default)).Value;
        await using var content = new MemoryStream("Seen"u8.ToArray());
        ProblemStation.Done(
            await station
                .Get<SettleTasking>()
                .Run(
                    station.Officer,
                    new()
                    {
                        Reference = reference,
                        TaskingId = step,
                        Version = 1,
                        Status = Domain.Records.TaskingStatus.Done,
                        File = new("seen.txt", content),
                    },
                    default
                )
        );
        Assert.True((await station.File(reference)).Steps.Single().HasEvidence);
        var shown = await station.Get<ShowProblem>().Run(station.Officer, new() { Reference = reference }, default);
        ProblemStation.Done(
            await station
                .Get<RemoveAttachment>()
                .Run(
                    station.Officer,
                    new()
                    {
                        Reference = reference,
                        Id = shown.Value.Parts.Files.Single().Id,
                        Why = "wrong",
                    },
                    default
                )
        );
        Assert.False((await station.File(reference)).Steps.Single().HasEvidence);
    }

    [Fact]
    public async Task WhoReadsOnly_IsOfferedNoForm_AndThePageSaysWhatTheyMay()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await Filed(station);
        await station.Share(reference, takesPart: false);
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/records/{reference}/sharing");
        Assert.Contains("Ashmoor Council To read joint work", officer.Text("main table"), StringComparison.Ordinal);

        using var partner = await web.Browse(Role.Partner);
        await partner.Open($"/problems/{reference}");
        Assert.Equal(HttpStatusCode.OK, partner.Status);
        Assert.Contains("Ashmoor Council, to read", partner.Text(".ww-identity"), StringComparison.Ordinal);
        Assert.DoesNotContain("Take off", partner.Text("main"), StringComparison.Ordinal);
        Assert.Empty(partner.Page.QuerySelectorAll(".ww-aside form"));
        await partner.Open($"/problems/{reference}/scanning");
        Assert.Contains("is shared with your agency for reading only", partner.Text("body"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("is not what was attached")]
    [InlineData("cannot be read")]
    public async Task AFileThatChangedOnTheDisk_OrIsGone_IsNotGiven_AndThePageAndTheLogSaySo(string logged)
    {
        var log = new Errors();
        await using var web = await WebStation.Create(s => s.AddSingleton<ILoggerProvider>(log));
        var station = await ProblemStation.On(web.Station);
        var reference = await Filed(station);
        var shown = await station.Get<ShowProblem>().Run(station.Officer, new() { Reference = reference }, default);
        var address = Addresses.File(shown.Value.Parts.Files.Single().Id);
        using var officer = await web.Browse(Role.Officer);
        using (var whole = await officer.Raw(HttpMethod.Get, address))
        {
            Assert.Equal("Seen", await whole.Content.ReadAsStringAsync());
        }

        var kept = Directory.GetFiles(Path.Combine(web.Station.Home, "attachments"), "*", SearchOption.AllDirectories).Single();
        File.Delete(kept);
        if (logged.StartsWith("is not", StringComparison.Ordinal))
        {
            await File.WriteAllTextAsync(kept, "Sewn");
        }

        await officer.Open(address);
        Assert.Equal(HttpStatusCode.NotFound, officer.Status);
        Assert.Equal("This file cannot be opened", officer.Heading);
        Assert.Contains("is not what was attached. Tell your administrator", officer.Text("main"), StringComparison.Ordinal);
        Assert.Contains(logged, Assert.Single(log.Said), StringComparison.Ordinal);
    }

    private static async Task<string> Filed(ProblemStation station)
    {
        var reference = await station.Scanned();
        await using var content = new MemoryStream("Seen"u8.ToArray());
        ProblemStation.Done(
            await station
                .Get<AddAttachment>()
                .Run(station.Officer, new() { Reference = reference, File = new("seen.txt", content) }, default)
        );
        return reference;
    }

    private sealed class Errors : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Said { get; } = [];

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
            if (IsEnabled(logLevel))
            {
                Said.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose() { }
    }
}
