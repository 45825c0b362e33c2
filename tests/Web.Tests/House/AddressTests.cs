using System.Text.RegularExpressions;
using Wardwise.App.Records;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.House;

/// <summary>Addresses of records are made in one place, and lead somewhere.</summary>
public sealed partial class AddressTests
{
    [Fact]
    public async Task EveryKindOfRecord_HasItsPage()
    {
        await using var web = await WebStation.Create();
        var routes = web.Endpoints.Select(e => "/" + e.RoutePattern.RawText!.Trim('/')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.Empty(RecordKinds.All.Where(k => !routes.Contains(k.AddressOf("{reference}"))).Select(k => k.Code));
    }

    [Fact]
    public void NoKindSharesALetterOrACode_AndEachAddressIsFoundByItsReference()
    {
        Assert.Equal(RecordKinds.All.Count, RecordKinds.All.Select(k => k.Letter).Distinct().Count());
        Assert.Equal(RecordKinds.All.Count, RecordKinds.All.Select(k => k.Code).Distinct().Count());
        Assert.All(RecordKinds.All, k => Assert.Equal(k.AddressOf($"{k.Letter}-2026-0001"), Addresses.Record($"{k.Letter}-2026-0001")));
    }

    [Fact]
    public void NoAddressOfARecord_IsMadeByHand() =>
        Assert.Empty(
            Sources()
                .SelectMany(f => File.ReadLines(f).Select(l => (File: Path.GetFileName(f), Line: l.Trim())))
                .Where(l => !l.Line.StartsWith("@page", StringComparison.Ordinal) && ByHand().IsMatch(l.Line))
                .Select(l => $"{l.File}: {l.Line}")
        );

    [Theory]
    [InlineData("href=\"/problems/@row.Reference\"")]
    [InlineData("Redirect(\"/library/lessons/\" + reference)")]
    [InlineData("$\"/problems/{reference}/measure\"")]
    [InlineData("'/problems/' || r.reference")]
    [InlineData("$\"/records/{reference}/sharing\"")]
    public void OneMadeByHand_WouldBeFound(string line) => Assert.Matches(ByHand(), line);

    private static IEnumerable<string> Sources()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Wardwise.slnx")))
        {
            folder = folder.Parent!;
        }

        return Directory
            .EnumerateFiles(Path.Combine(folder.FullName, "src"), "*.*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".cs" or ".cshtml" or ".sql")
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(p => p is "obj" or "bin"))
            .Where(f => Path.GetFileName(f) != "Addresses.cs");
    }

    [GeneratedRegex("""/(problems|library/lessons|library/guides|library/practice|records|files)/(["'] *(\+|\|\|)|\{(?!\d)|@(?!page))""")]
    private static partial Regex ByHand();
}
