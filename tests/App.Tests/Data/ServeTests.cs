using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Npgsql;
using Wardwise.App.Data;
using Wardwise.App.Data.Embedded;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Data;

/// <summary>The life of `serve`, as a process: how it ends, and what it answers while the database is away.</summary>
[Collection("servers")]
public sealed class ServeTests : IDisposable
{
    private const string Waiting = """
        select count(*) from pg_locks l join pg_stat_activity a on a.pid = l.pid where not l.granted and a.query like '%introduced%'
        """;

    private static readonly Dictionary<string, string> Nothing = [];

    private readonly string _home = TemporaryHome.Make();
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public void Dispose()
    {
        _client.Dispose();
        TemporaryHome.Remove(_home);
    }

    [Fact]
    public async Task ToldToStop_ItFinishesWhatRuns_AndThenStopsTheServer()
    {
        await using var serve = WardwiseProcess.Start(_home, Nothing, "serve", "--port", "0");
        var address = await serve.Address();
        var owner =
            new ServerControl(_home, []).ConnectionString(PrivateServer.OwnerRole, WardwiseInstance.DatabaseName) + ";Pooling=false";
        Task<HttpResponseMessage> asked;
        await using (var connection = new NpgsqlConnection(owner))
        {
            await connection.OpenAsync();
            await using var hold = await connection.BeginTransactionAsync();
            await Execute(connection, "lock table account in access exclusive mode");
            asked = _client.GetAsync(new Uri(address, "/sign-in"));
            while (await Execute(connection, Waiting) is 0L)
            {
                Assert.False(asked.IsCompleted, $"It did not wait: {(asked.IsCompleted ? (await asked).StatusCode : 0)}");
                await Task.Yield();
            }

            await serve.Terminate();
            await serve.Says("Stopping.");
            Assert.False(asked.IsCompleted);
            await hold.RollbackAsync();
        }

        using var answer = await asked;
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Redirect, $"{answer.StatusCode}");
        var (code, _, error) = await serve.Ended();
        Assert.True(code == 0, error);
        Assert.False(PrivateServerTests.Runs(_home));
    }

    [Fact]
    public async Task WhileTheDatabaseIsAway_PagesAnswer503_AndTheLogSaysSoOnce()
    {
        var away = await PrivateServerTests.Open(_home);
        var environment = new Dictionary<string, string>
        {
            ["ConnectionStrings__Wardwise"] = away.Logins.App,
            ["ConnectionStrings__WardwiseOwner"] = away.OwnerConnectionString,
        };
        await Migrator.Run(away.OwnerConnectionString, default);
        var home = Path.Combine(_home, "its-own");
        await using var serve = WardwiseProcess.Start(home, environment, "serve", "--port", "0");
        var address = await serve.Address();
        Assert.Equal(HttpStatusCode.OK, await Status(address, "/sign-in"));
        Assert.Equal(HttpStatusCode.OK, await Status(address, "/app.css"));

        await away.DisposeAsync();
        for (var n = 0; n < 20; n++)
        {
            using var answer = await _client.GetAsync(new Uri(address, "/sign-in"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Contains("The database cannot be reached", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, await Status(address, "/app.css"));
        await serve.Says("The database cannot be reached");

        await using (await PrivateServerTests.Open(_home))
        {
            Assert.Equal(HttpStatusCode.OK, await Status(address, "/sign-in"));
            await serve.Says("The database is back");
            await serve.Terminate();
            var (code, _, error) = await serve.Ended();
            Assert.True(code == 0, error);
            Assert.Single(error.Split('\n'), l => l.Contains("cannot be reached", StringComparison.Ordinal));
            Assert.Single(error.Split('\n'), l => l.Contains("is back after", StringComparison.Ordinal));
            Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WhereACertificateIsGiven_NoKeyLiesOpen_AndWithoutItNothingIsRead()
    {
        var file = Path.Combine(_home, "seal.pfx");
        using (var key = RSA.Create(2048))
        {
            var request = new CertificateRequest("CN=Wardwise keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            using var made = request.CreateSelfSigned(
                TimeProvider.System.GetUtcNow().AddDays(-1),
                TimeProvider.System.GetUtcNow().AddYears(1)
            );
            await File.WriteAllBytesAsync(file, made.Export(X509ContentType.Pfx, "word"));
        }

        var environment = new Dictionary<string, string>
        {
            [SealingCertificate.Variable] = file,
            [SealingCertificate.PasswordVariable] = "word",
            ["WARDWISE_ADDRESS"] = "https://wardwise.example.org",
        };
        await using (var serve = WardwiseProcess.Start(_home, environment, "serve", "--port", "0"))
        {
            var address = await serve.Address();
            using var answer = await _client.GetAsync(new Uri(address, "/sign-in"));
            Assert.All(answer.Headers.GetValues("Set-Cookie"), c => Assert.Contains("; secure", c, StringComparison.Ordinal));
            await serve.Terminate();
            await serve.Ended();
        }

        var keys = Directory.GetFiles(Path.Combine(_home, "keys"), "key-*.xml");
        Assert.NotEmpty(keys);
        Assert.All(keys, k => Assert.Contains("EncryptedXmlDecryptor", File.ReadAllText(k), StringComparison.Ordinal));
        await using (
            var wrong = WardwiseProcess.Start(
                _home,
                new Dictionary<string, string>(environment) { [SealingCertificate.PasswordVariable] = "other" },
                "serve"
            )
        )
        {
            var (code, _, error) = await wrong.Ended();
            Assert.Equal(1, code);
            Assert.StartsWith($"{SealingCertificate.Variable}: {file} cannot be read", error.Trim());
        }
    }

    [Fact]
    public async Task WhatAKilledUploadLeft_IsGoneAfterTheNextStart()
    {
        var uploads = Directory.CreateDirectory(Path.Combine(_home, "uploads")).FullName;
        var left = Path.Combine(uploads, "ASPNETCORE_left.tmp");
        await File.WriteAllTextAsync(left, "half a photograph");
        File.SetLastWriteTimeUtc(left, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));
        await using var serve = WardwiseProcess.Start(_home, Nothing, "serve", "--port", "0");
        await serve.Address();
        Assert.False(File.Exists(left));
        await serve.Terminate();
        await serve.Ended();
    }

    private async Task<HttpStatusCode> Status(Uri address, string path)
    {
        using var answer = await _client.GetAsync(new Uri(address, path));
        return answer.StatusCode;
    }

    private static async Task<object?> Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
