using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Data;
using Wardwise.App.Data.Embedded;
using Wardwise.App.Imports;
using Wardwise.App.Problems;
using Wardwise.App.Tests.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Places;
using Wardwise.Domain.Problems;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Operations;

/// <summary>
/// A home that the real program serves while people write notes through its pages, each on a problem of their own, and while somebody kills
/// its processes. It counts what was acknowledged, and then what is held.
/// </summary>
internal sealed class KilledHome : IAsyncDisposable
{
    private const int Writers = 4;
    private const string Email = "officer@wealdshire.example";

    private readonly string _home = TemporaryHome.Make();
    private readonly int _port = MailSink.ShutPort();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _acknowledged = [];
    private readonly Lock _lock = new();
    private int _awaited;
    private TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Browsing? _browser;
    private WardwiseProcess? _serve;
    private Task _writing = Task.CompletedTask;

    /// <param name="Acknowledged">How many writes were answered with the record.</param>
    /// <param name="Held">How many there are.</param>
    /// <param name="Lost">What was acknowledged and is not there.</param>
    /// <param name="Twice">What is there more often than it was sent.</param>
    /// <param name="Halves">Notes without their history or its mark, and histories without their note.</param>
    public sealed record Found(
        int Acknowledged,
        int Held,
        IReadOnlyList<string> Lost,
        IReadOnlyList<string> Twice,
        IReadOnlyList<string> Halves
    );

    /// <summary>Made, served, and written to.</summary>
    /// <param name="settings">SQL for the owner before it is served.</param>
    public async Task Begin(params string[] settings)
    {
        var problems = await Prepare(settings);
        _serve = await Serve();
        _browser = Browsing.At(new($"http://localhost:{_port}"));
        await _browser.Open("/sign-in");
        await _browser.Send(new() { ["Input.Email"] = Email, ["Input.Password"] = Station.Password });
        await _browser.Open($"/records/{problems[0]}/notes/new");
        var token = _browser.Page.QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        _writing = Task.WhenAll(problems.Select((reference, writer) => Task.Run(() => Write(reference, writer, token))));
    }

    /// <summary>Waits until so many more writes are acknowledged.</summary>
    public async Task Acknowledges(int more)
    {
        lock (_lock)
        {
            _awaited = _acknowledged.Count + more;
            _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (await Task.WhenAny(_reached.Task, _writing) == _writing)
        {
            await _writing;
        }
    }

    /// <summary>kill -9 of the program, which somebody starts again.</summary>
    public async Task KillProgram()
    {
        _serve!.Kill();
        await _serve.DisposeAsync();
        _serve = await Serve();
    }

    /// <summary>kill -9 of PostgreSQL's first process, which the program starts again.</summary>
    public async Task KillServer()
    {
        using var server = await Server();
        server.Kill();
        await server.WaitForExitAsync();
    }

    /// <summary>kill -9 of both at once.</summary>
    public async Task KillBoth()
    {
        using var server = await Server();
        server.Kill();
        await KillProgram();
    }

    /// <summary>kill -9 of one of PostgreSQL's other processes, for which the first one starts all of them again.</summary>
    public Task KillOneOfServers(Random dice) =>
        Eventually.Holds(
            async () =>
            {
                using var server = await Server();
                return KillsOneOf(server, dice);
            },
            _writing
        );

    /// <summary>Stops writing, kills the program, and counts.</summary>
    /// <param name="before">SQL of the owner before it counts.</param>
    public async Task<Found> End(params string[] before)
    {
        await _stop.CancelAsync();
        await _writing;
        await _serve!.DisposeAsync();
        _serve = null;
        await using var instance = await WardwiseInstance.Open(new() { Home = _home }, CancellationToken.None);
        await Execute(instance, before);
        var held = await Texts(instance, "select text from note");
        var halves = await Texts(
            instance,
            """
            select n.text from note n
            where 1 <> (select count(*) from trail t join trail_content c on c.trail_id = t.id
                join trail_mark m on m.trail_id = t.id and m.of_table = 'note' and m.key = n.id::text
                where t.record_id = n.record_id and t.why = 'wrote a note' and n.id = any (c.ids))
            union all
            select 'history ' || t.id from trail t left join trail_content c on c.trail_id = t.id
            where t.why = 'wrote a note' and 1 <> (select count(*) from note n where n.id = any (c.ids))
            """
        );
        return new(
            _acknowledged.Count,
            held.Count,
            [.. _acknowledged.Except(held)],
            [.. held.GroupBy(t => t).Where(g => g.Count() > 1).Select(g => g.Key)],
            halves
        );
    }

    public Task<(int Code, string Output, string Error)> Run(params string[] verb) => WardwiseProcess.Run(_home, verb);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_serve is not null)
        {
            await _serve.DisposeAsync();
        }

        // What went wrong in them was said where they were waited for.
        await _writing.ContinueWith(_ => { }, TaskScheduler.Default);
        _browser?.Dispose();
        _stop.Dispose();
        TemporaryHome.Remove(_home);
    }

    private async Task<WardwiseProcess> Serve()
    {
        var serve = WardwiseProcess.Start(_home, ["serve", "--port", _port.ToString(CultureInfo.InvariantCulture)]);
        await serve.Says("Wardwise is at");
        return serve;
    }

    /// <summary>The server, once it runs.</summary>
    private async Task<Process> Server()
    {
        while (true)
        {
            await Eventually.Holds(() => Task.FromResult(ServerProcess.Runs(Path.Combine(_home, "db"))), _writing);
            try
            {
                return Process.GetProcessById(PrivateServerTests.ServerNumber(_home));
            }
            catch (Exception e) when (e is ArgumentException or IOException or InvalidOperationException)
            {
                // It went in this moment: the next.
            }
        }
    }

    /// <summary>False when it has none yet, or the one chosen ended by itself.</summary>
    private static bool KillsOneOf(Process server, Random dice)
    {
        try
        {
            var children = File.ReadAllText($"/proc/{server.Id}/task/{server.Id}/children");
            var numbers = children.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (numbers.Length == 0)
            {
                return false;
            }

            using var one = Process.GetProcessById(int.Parse(numbers[dice.Next(numbers.Length)], CultureInfo.InvariantCulture));
            one.Kill();
            return true;
        }
        catch (Exception e) when (e is ArgumentException or IOException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Notes, one after another, each with a text of its own; while nobody answers, asked until somebody does.</summary>
    private async Task Write(string reference, int writer, string token)
    {
        var n = 0;
        while (!_stop.IsCancellationRequested)
        {
            await Eventually.Holds(async () => _stop.IsCancellationRequested || await Writes(reference, $"note {writer}-{n++}", token));
        }
    }

    /// <summary>Whether it was acknowledged: redirected to the record.</summary>
    private async Task<bool> Writes(string reference, string text, string token)
    {
        using var form = new FormUrlEncodedContent([
            new("__RequestVerificationToken", token),
            new("Input.Text", text),
            new("Input.Visibility", "Own"),
        ]);
        try
        {
            using var answer = await _browser!.Raw(HttpMethod.Post, $"/records/{reference}/notes/new", form);
            if (answer.StatusCode is HttpStatusCode.Redirect && IsRecord(answer.Headers.Location!, reference))
            {
                Count(text);
                return true;
            }

            // Away, and says so. Anything else (the sign-in page, a form that is refused) is no answer of a program that is killed.
            Assert.True(
                answer.StatusCode >= HttpStatusCode.InternalServerError,
                $"{text}: {answer.StatusCode} {answer.Headers.Location} {await answer.Content.ReadAsStringAsync()}"
            );
        }
        catch (HttpRequestException)
        {
            // Killed before it answered.
        }

        return false;
    }

    private static bool IsRecord(Uri location, string reference) =>
        location.OriginalString.Contains($"/{reference}", StringComparison.OrdinalIgnoreCase)
        && !location.OriginalString.Contains("sign-in", StringComparison.Ordinal);

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

    private static async Task Execute(WardwiseInstance instance, IEnumerable<string> statements)
    {
        foreach (var sql in statements)
        {
            await PrivateServerTests.Execute(instance, sql);
        }
    }

    private static async Task<List<string>> Texts(WardwiseInstance instance, string sql)
    {
        await using var connection = new NpgsqlConnection(instance.OwnerConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var find = new NpgsqlCommand(sql, connection);
        await using var row = await find.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await row.ReadAsync())
        {
            texts.Add(row.GetString(0));
        }

        return texts;
    }

    /// <summary>An officer with a problem for each who writes.</summary>
    private async Task<List<string>> Prepare(string[] settings)
    {
        await using var instance = await WardwiseInstance.Open(new() { Home = _home }, CancellationToken.None);
        await Migrator.Run(instance.OwnerConnectionString, CancellationToken.None);
        await Execute(instance, settings);
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddWardwise(instance.Logins, new InstanceHome(_home))
            .BuildServiceProvider();
        T Use<T>()
            where T : notnull => services.GetRequiredService<T>();

        var force = await Use<OpenForce>()
            .Run(await Use<Actors>().MachineOwner(default), new() { Code = "wealdshire", PoliceName = "Wealdshire Police" }, default);
        var owner = await Use<Actors>().MachineOwner(default);
        ProblemStation.Done(
            await Use<ImportPlaces>()
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
                    default
                )
        );
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
                default
            );
        var officer = (await Use<Actors>().OfAccount(added.Value.AccountId, default))!;
        var references = new List<string>();
        while (references.Count < Writers)
        {
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
                    default
                );
            references.Add(opened.Value.Reference);
        }

        return references;
    }
}
