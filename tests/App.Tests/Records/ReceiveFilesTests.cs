using Npgsql;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Records;

/// <summary>A file is taken in and checked before anything is held that others wait for, few at once, only for who may add it.</summary>
public sealed class ReceiveFilesTests
{
    [Fact]
    public async Task WhileAFileComesIn_NoRecordAndNoConnectionIsHeld()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Scanned();
        var step = (await station.Get<AddStep>().Run(station.Officer, station.Step(reference), default)).Value;
        var open = new List<long>();
        async Task Look() => open.Add(await OpenWork(station));

        await using var added = new Coming(Look);
        ProblemStation.Done(
            await station.Get<AddAttachment>().Run(station.Officer, new() { Reference = reference, File = new("a.txt", added) }, default)
        );
        await using var settled = new Coming(Look);
        ProblemStation.Done(await station.Get<SettleTasking>().Run(station.Officer, Done(reference, step, new("b.txt", settled)), default));

        Assert.Equal([0, 0], open);
        Assert.Single(Kept(station));
    }

    [Fact]
    public async Task WhoMayNotAddAFile_MakesNobodyReadIt()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Scanned();
        await station.Share(reference, takesPart: false);
        var partner = await station.Station.As(Role.Partner);
        await using var file = new Coming(() => throw new InvalidOperationException("It was read."));

        var reader = await station.Get<AddAttachment>().Run(partner, new() { Reference = reference, File = new("a.txt", file) }, default);
        var settled = await station.Get<SettleTasking>().Run(partner, Done(reference, Guid.CreateVersion7(), new("a.txt", file)), default);
        var none = await station.Get<AddAttachment>().Run(station.Officer, new() { Reference = "P-1", File = new("a.txt", file) }, default);

        Assert.Contains("for reading only", reader.Refusals[0].Sentence, StringComparison.Ordinal);
        Assert.Contains("for reading only", settled.Refusals[0].Sentence, StringComparison.Ordinal);
        Assert.Equal(Refusal.NotThere, none.Refusals[0]);
    }

    [Fact]
    public async Task AFileThatNoRecordTakesOver_GoesAgain()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Scanned();
        await using var file = new MemoryStream("Seen"u8.ToArray());

        var refused = await station
            .Get<SettleTasking>()
            .Run(station.Officer, Done(reference, Guid.CreateVersion7(), new("a.txt", file)), default);

        Assert.Equal(Refusal.NotThere, refused.Refusals[0]);
        Assert.Empty(Kept(station));
    }

    [Fact]
    public async Task FewFilesAreCheckedAtOnce_AndTheOthersWait()
    {
        var home = TemporaryHome.Make();
        using var folder = new AttachmentFolder(new InstanceHome(home));
        var (reading, go) = (0, new TaskCompletionSource());
        Task Wait()
        {
            reading++;
            return go.Task;
        }

        // Each runs as far as it comes without waiting.
        var all = Enumerable.Range(0, 5).Select(_ => folder.Receive(new("a.txt", new Coming(Wait)), null, default)).ToList();
        Assert.Equal(AttachmentFolder.ChecksAtOnce, reading);

        go.SetResult();
        foreach (var received in await Task.WhenAll(all))
        {
            received.Value.Dispose();
        }

        Assert.Equal(5, reading);
        TemporaryHome.Remove(home);
    }

    [Fact]
    public async Task AFolderThatCannotBeMade_CostsNoPlace()
    {
        var home = TemporaryHome.Make();
        var instance = new InstanceHome(home);
        using var folder = new AttachmentFolder(instance);
        await File.WriteAllTextAsync(instance.Attachments, "In the way");
        for (var i = 0; i < AttachmentFolder.ChecksAtOnce; i++)
        {
            await Assert.ThrowsAsync<IOException>(() => folder.Receive(new("a.txt", new MemoryStream([65])), null, default));
        }

        File.Delete(instance.Attachments);
        var (reading, go) = (false, new TaskCompletionSource());
        Task Wait()
        {
            reading = true;
            return go.Task;
        }

        // It runs as far as it comes without waiting.
        var received = folder.Receive(new("a.txt", new Coming(Wait)), null, default);
        Assert.True(reading);

        go.SetResult();
        (await received).Value.Dispose();
        TemporaryHome.Remove(home);
    }

    private static SettleTasking.Input Done(string reference, Guid step, FileGiven file) =>
        new()
        {
            Reference = reference,
            TaskingId = step,
            Version = 1,
            Status = TaskingStatus.Done,
            File = file,
        };

    private static string[] Kept(ProblemStation station) =>
        Directory.GetFiles(Path.Combine(station.Station.Home, "attachments"), "*", SearchOption.AllDirectories);

    private static async Task<long> OpenWork(ProblemStation station)
    {
        await using var connection = new NpgsqlConnection(station.Station.OwnerConnectionString);
        await connection.OpenAsync();
        await using var ask = new NpgsqlCommand(
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null
            """,
            connection
        );
        return (long)(await ask.ExecuteScalarAsync())!;
    }

    /// <summary>A file of which something happens when it is first read.</summary>
    private sealed class Coming(Func<Task> then) : MemoryStream("Seen at five"u8.ToArray())
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == 0)
            {
                await then();
            }

            return Read(buffer.Span);
        }
    }
}
