using Xunit.Abstractions;

namespace Wardwise.App.Tests.Operations;

/// <summary>The program and its server are killed with -9 at random while people write: what was acknowledged is there, once and whole, and
/// the trail is sound.</summary>
[Collection("servers")]
public sealed class RandomKillsTests(ITestOutputHelper output)
{
    private const int Kills = 100;
    private const int MostWritesBetween = 60;

    [Fact]
    [Trait("Speed", "long")]
    public async Task AHundredKills_LoseNothingThatWasAcknowledged_AndLeaveTheTrailSound()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}.");
        var dice = new Random(seed);
        await using var home = new KilledHome();
        await home.Begin();
        var (programs, servers, both, parts) = (0, 0, 0, 0);
        for (var n = 0; n < Kills; n++)
        {
            // How far the writers are with their next writes is nobody's choice.
            await home.Acknowledges(dice.Next(1, MostWritesBetween));
            switch (dice.Next(8))
            {
                case 0:
                    await home.KillBoth();
                    both++;
                    break;
                case 1 or 2:
                    await home.KillProgram();
                    programs++;
                    break;
                case 3 or 4:
                    await home.KillServer();
                    servers++;
                    break;
                default:
                    await home.KillOneOfServers(dice);
                    parts++;
                    break;
            }
        }

        await home.Acknowledges(MostWritesBetween);
        var found = await home.End();
        var (code, told, error) = await home.Run("audit", "verify");
        output.WriteLine(
            $"{Kills} kills: {programs} of the program, {servers} of the server, {both} of both at once, {parts} of one of the server's "
                + $"processes. {found.Acknowledged} writes acknowledged, {found.Lost.Count} lost, {found.Twice.Count} there twice, "
                + $"{found.Halves.Count} halves; {found.Held - found.Acknowledged} written without an answer. {told}"
        );

        Assert.Empty(found.Lost);
        Assert.Empty(found.Twice);
        Assert.Empty(found.Halves);
        Assert.True(found.Acknowledged >= Kills);
        Assert.True(code == 0, told + error);
        Assert.StartsWith("Sound:", told, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Speed", "long")]
    public async Task WhatIsAcknowledgedBeforeItIsOnTheDisk_IsCountedAsLost()
    {
        await using var home = new KilledHome();
        await home.Begin(
            "alter system set synchronous_commit = off",
            "alter system set wal_writer_delay = '10s'",
            "select pg_reload_conf()"
        );
        await home.Acknowledges(MostWritesBetween);
        await home.KillBoth();

        var found = await home.End();

        output.WriteLine($"{found.Acknowledged} writes acknowledged, {found.Lost.Count} lost.");
        Assert.NotEmpty(found.Lost);
    }

    [Fact]
    [Trait("Speed", "long")]
    public async Task ANoteThatSomebodyTookAway_IsCountedAsLost_AndItsHistoryAsAHalf()
    {
        await using var home = new KilledHome();
        await home.Begin();
        await home.Acknowledges(MostWritesBetween);

        var found = await home.End("alter table note disable trigger user", "delete from note where text = 'note 0-0'");

        Assert.Equal("note 0-0", Assert.Single(found.Lost));
        Assert.StartsWith("history ", Assert.Single(found.Halves), StringComparison.Ordinal);
    }
}
