using Wardwise.App.Records;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Records;

public sealed class SweepUploadsTests : IDisposable
{
    private readonly string _path = TemporaryHome.Make();
    private readonly SettableClock _clock = new(new(2026, 6, 15, 9, 0, 0, TimeSpan.Zero));

    public void Dispose() => TemporaryHome.Remove(_path);

    [Fact]
    public void WhatAKilledUploadLeft_Goes_AndWhatIsStillComingIn_OrIsAttached_Stays()
    {
        var home = new InstanceHome(_path);
        var gone = new[]
        {
            Put(Path.Combine(home.Uploads, "ASPNETCORE_x.tmp"), hours: 2),
            Put(Path.Combine(home.Attachments, InstanceHome.Unfinished + "1"), hours: 2),
        };
        var kept = new[]
        {
            Put(Path.Combine(home.Uploads, "ASPNETCORE_y.tmp"), hours: 0),
            Put(Path.Combine(home.Attachments, InstanceHome.Unfinished + "2"), hours: 0),
            Put(Path.Combine(home.Attachments, "ab", "ab12"), hours: 2000),
        };

        Assert.Equal(2, new SweepUploads(home, _clock).Sweep());

        Assert.DoesNotContain(gone, File.Exists);
        Assert.All(kept, f => Assert.True(File.Exists(f), f));
    }

    private string Put(string path, int hours)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "bytes");
        File.SetLastWriteTimeUtc(path, _clock.Now.UtcDateTime.AddHours(-hours));
        return path;
    }
}
