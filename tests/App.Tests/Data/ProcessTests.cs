using System.Globalization;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Data;

/// <summary>What happens to an instance when the processes that use it come and go.</summary>
[Collection("servers")]
public sealed class ProcessTests : IDisposable
{
    private readonly string _home = TemporaryHome.Make();

    private static string Port => MailSink.ShutPort().ToString(CultureInfo.InvariantCulture);

    public void Dispose() => TemporaryHome.Remove(_home);

    [Fact]
    public async Task SixProcesses_OnANewHome_ShareOneServer_AndTheLastStopsIt()
    {
        var ended = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => WardwiseProcess.Run(_home, ["migrate", "--json"])));
        Assert.All(ended, e => Assert.True(e.Code == 0, e.Error));
        Assert.Single(ended, e => e.Output.Contains("0001_", StringComparison.Ordinal));
        Assert.False(PrivateServerTests.Runs(_home));
    }

    [Fact]
    public async Task AKilledProcess_LeavesTheServer_AndTheNextOneTakesItOver()
    {
        int number;
        await using (var serve = WardwiseProcess.Start(_home, ["serve", "--port", Port]))
        {
            await serve.Says("Wardwise is at");
            await using (await PrivateServerTests.Open(_home))
            {
                serve.Kill();
                await serve.Ended();
            }

            // We left as the last. Again, this time with nobody else there when the process is killed.
        }

        await using (var serve = WardwiseProcess.Start(_home, ["serve", "--port", Port]))
        {
            await serve.Says("Wardwise is at");
            number = PrivateServerTests.ServerNumber(_home);
            serve.Kill();
            await serve.Ended();
        }

        Assert.True(PrivateServerTests.Runs(_home));
        await using (await PrivateServerTests.Open(_home))
        {
            Assert.Equal(number, PrivateServerTests.ServerNumber(_home));
        }

        Assert.False(PrivateServerTests.Runs(_home));
    }

    [FactAsRoot]
    public async Task AnOrdinaryUser_RunsItsOwnServer()
    {
        File.SetUnixFileMode(_home, (UnixFileMode)0b111_111_111);
        var home = Path.Combine(_home, "of-nobody");
        var (code, _, error) = await WardwiseProcess.Run(home, ["migrate"], "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        Assert.True(code == 0, error);
        Assert.False(PrivateServerTests.Runs(home));
    }

    [FactAsRoot]
    public async Task AUserWithoutAName_IsToldSoInOneLine()
    {
        File.SetUnixFileMode(_home, (UnixFileMode)0b111_111_111);
        var (code, _, error) = await WardwiseProcess.Run(
            Path.Combine(_home, "of-1500"),
            ["migrate"],
            "setpriv",
            "--reuid=1500",
            "--regid=1500",
            "--clear-groups"
        );
        Assert.Equal(1, code);
        Assert.Equal(
            "User 1500 has no line in /etc/passwd, and PostgreSQL needs one: run as a named user, or set ConnectionStrings__Wardwise.",
            error.Trim()
        );
    }

    [FactAsRoot]
    public async Task AContainersRoot_WithoutTheCapability_RunsTheServerToo()
    {
        var (code, _, error) = await WardwiseProcess.Run(
            _home,
            ["migrate"],
            "setpriv",
            "--bounding-set=-dac_read_search,-sys_ptrace",
            "--inh-caps=-dac_read_search,-sys_ptrace"
        );
        Assert.True(code == 0, error);
    }
}
