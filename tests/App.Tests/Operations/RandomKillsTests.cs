using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Data;
using Wardwise.App.Imports;
using Wardwise.App.Problems;
using Wardwise.App.Tests.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Places;
using Wardwise.Domain.Problems;
using Wardwise.Testing;
using Xunit.Abstractions;

namespace Wardwise.App.Tests.Operations;

/// <summary>The program and its server are killed with -9 at random while people write: what was acknowledged is there, once, and the trail
/// is sound.</summary>
[Collection("servers")]
public sealed class RandomKillsTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 100;
    private const int Writers = 4;
    private const string Email = "officer@wealdshire.example";

    private readonly string _home = TemporaryHome.Make();
    private readonly List<string> _acknowledged = [];
    private readonly Lock _lock = new();
    private readonly int _port = MailSink.ShutPort();
    private int _awaited;
    private TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => TemporaryHome.Remove(_home);

    [Fact]
    [Trait("Speed", "long")]
    public async Task AHundredKills_LoseNothingThatWasAcknowledged_AndLeaveTheTrailSound()
    {
        var reference = await Prepare();
        var random = new Random(11);
        var (programs, servers) = (0, 0);
        var serve = await Serve();
        using var stop = new CancellationTokenSource();
        using var browser = Browsing.At(new($"http://localhost:{_port}"));
        await browser.Open("/sign-in");
        await browser.Send(new() { ["Input.Email"] = Email, ["Input.Password"] = Station.Password });
        await browser.Open($"/problems/{reference}");
        var form = browser
            .Page.QuerySelectorAll("form[action*='handler=Note'] input[type=hidden]")
            .Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value") ?? ""))
            .ToList();
        var writing = Task.WhenAll(
            Enumerable.Range(0, Writers).Select(n => Task.Run(() => Write(browser, reference, form, n, stop.Token)))
        );
        try
        {
            for (var n = 0; n < Kills; n++)
            {
                await Acknowledged(random.Next(1, 12), writing);
                var server = random.Next(3);
                if (server > 0)
                {
                    // The program looks after its server, and starts it again by itself.
                    using var postmaster = Process.GetProcessById(PrivateServerTests.ServerNumber(_home));
                    postmaster.Kill();
                    servers++;
                }

                if (server < 2)
                {
                    serve.Kill();
                    programs++;
                    await serve.DisposeAsync();
                    serve = await Serve();
                }
            }

            await Acknowledged(Writers, writing);
        }
        finally
        {
            await stop.CancelAsync();
            await writing;
            serve.Kill();
            await serve.DisposeAsync();
        }

        Assert.True(programs + servers >= Kills);
        var held = await Held();
        Assert.Empty(_acknowledged.Except(held));
        Assert.Equal(held.Count, held.Distinct().Count());
        var (code, told, error) = await WardwiseProcess.Run(_home, ["audit", "verify"]);
        Assert.True(code == 0, told + error);
        Assert.StartsWith("Sound:", told, StringComparison.Ordinal);
        output.WriteLine(
            $"{programs} kills of the program, {servers} of the server; {_acknowledged.Count} writes acknowledged and found, "
                + $"{held.Count - _acknowledged.Count} written without an answer. {told}"
        );
    }

    private async Task<WardwiseProcess> Serve()
    {
        var serve = WardwiseProcess.Start(_home, ["serve", "--port", _port.ToString(CultureInfo.InvariantCulture)]);
        await serve.Says("Wardwise is at");
        return serve;
    }

    /// <summary>Notes, one after another, each with a text of its own. Redirected to the record is acknowledged.</summary>
    private async Task Write(
        Browsing browser,
        string reference,
        IReadOnlyCollection<KeyValuePair<string, string>> form,
        int writer,
        CancellationToken stop
    )
    {
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var text = $"note {writer}-{n}";
            try
            {
                using var content = new FormUrlEncodedContent([.. form, new("text", text), new("visibility", "OwnAgency")]);
                using var answer = await browser.Raw(HttpMethod.Post, $"/problems/{reference}?handler=Note", content);
                if (
                    answer.StatusCode is HttpStatusCode.Redirect
                    && !answer.Headers.Location!.OriginalString.Contains("sign-in", StringComparison.Ordinal)
                )
                {
                    Count(text);
                    continue;
                }

                Assert.True(answer.StatusCode >= HttpStatusCode.InternalServerError, $"{answer.StatusCode} {answer.Headers.Location}");
            }
            catch (HttpRequestException)
            {
                // Killed before it answered.
            }

            // Nobody to write to: they are being started again.
            await Task.Delay(50, CancellationToken.None);
        }
    }

    private void Count(string text)
    {
        lock (_lock)
        {
            _acknowledged.Add(text);
            if (_acknowledged.Count >= _awaited)
            {
                _reached.TrySetResult();
            }
        }
    }

    /// <summary>Waits until so many more writes are acknowledged.</summary>
    private async Task Acknowledged(int more, Task writing)
    {
        lock (_lock)
        {
            _awaited = _acknowledged.Count + more;
            _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (await Task.WhenAny(_reached.Task, writing) == writing)
        {
            await writing;
        }
    }

    private async Task<List<string>> Held()
    {
        await using var instance = await WardwiseInstance.Open(new() { Home = _home }, CancellationToken.None);
        await using var connection = new NpgsqlConnection(instance.OwnerConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var find = new NpgsqlCommand("select text from note", connection);
        await using var row = await find.ExecuteReaderAsync();
        var held = new List<string>();
        while (await row.ReadAsync())
        {
            held.Add(row.GetString(0));
        }

        return held;
    }

    /// <summary>An officer with a problem, on a home that keeps what it acknowledges.</summary>
    private async Task<string> Prepare()
    {
        await using var instance = await WardwiseInstance.Open(new() { Home = _home }, CancellationToken.None);
        await Migrator.Run(instance.OwnerConnectionString, CancellationToken.None);
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddWardwise(instance.Logins, new InstanceHome(_home))
            .BuildServiceProvider();
        T Use<T>()
            where T : notnull => services.GetRequiredService<T>();

        var none = CancellationToken.None;
        var force = await Use<OpenForce>()
            .Run(await Use<Actors>().MachineOwner(none), new() { Code = "wealdshire", PoliceName = "Wealdshire Police" }, none);
        var owner = await Use<Actors>().MachineOwner(none);
        var places = await Use<ImportPlaces>()
            .Run(
                owner,
                new()
                {
                    Paths = [SmallPlaces.File(_home, "places.geojson", ("N1", "Fairlands", 51.9, -0.2, 0.1))],
                    Level = PlaceLevel.Neighbourhood,
                    Force = "wealdshire",
                    CodeField = "Code",
                    NameField = "Name",
                },
                none
            );
        ProblemStation.Done(places);
        var added = await Use<AddAccount>()
            .Run(
                owner,
                new()
                {
                    Email = Email,
                    Name = "Sam Green",
                    AgencyId = force.Value.PoliceId,
                    Role = Role.Officer,
                    Password = Station.Password,
                },
                none
            );
        ProblemStation.Done(added);
        var officer = (await Use<Actors>().OfAccount(added.Value.AccountId, none))!;
        var opened = await Use<OpenProblem>()
            .Run(
                officer,
                new()
                {
                    Title = "Off-road bikes on the green",
                    WhatRecurs = "Bikes ridden across the green after school",
                    Category = ProblemCategory.Nuisance,
                    Kind = "vehicle nuisance",
                    PlaceNo = 1,
                },
                none
            );
        ProblemStation.Done(opened);
        return opened.Value.Reference;
    }
}
