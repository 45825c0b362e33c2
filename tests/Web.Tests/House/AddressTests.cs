using System.Text.RegularExpressions;
using Wardwise.App.Records;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.House;

/// <summary>Addresses of records are made in one place, and lead somewhere.</summary>
public sealed class AddressTests
{
    /// <summary>What <see cref="Addresses"/> makes beside the pages of the kinds.</summary>
    private static readonly string[] Beside = ["/records", "/files", "/library/exchange"];

    /// <summary>A folder with a reference behind it: whatever is no literal, and a kind that is added is among them.</summary>
    private static readonly Regex ByHand = new(
        $"({string.Join('|', RecordKinds.All.Select(k => k.Folder).Concat(Beside).Select(Regex.Escape))})"
            + """/(["'] *(\+|\|\|)|\{(?!\d)|@(?!page))"""
    );

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
                .Where(l => !l.Line.StartsWith("@page", StringComparison.Ordinal) && ByHand.IsMatch(l.Line))
                .Select(l => $"{l.File}: {l.Line}")
        );

    [Theory]
    [InlineData("href=\"/problems/@row.Reference\"")]
    [InlineData("Redirect(\"/library/lessons/\" + reference)")]
    [InlineData("$\"/problems/{reference}/measure\"")]
    [InlineData("'/problems/' || r.reference")]
    [InlineData("$\"/records/{reference}/sharing\"")]
    [InlineData("href=\"/library/exchange/@row.Reference\"")]
    public void OneMadeByHand_WouldBeFound(string line) => Assert.Matches(ByHand, line);

    [Fact]
    public void OneMadeByHand_OfAnyKind_WouldBeFound() =>
        Assert.All(RecordKinds.All, k => Assert.Matches(ByHand, $"href=\"{k.Folder}/@row.Reference\""));

    private static IEnumerable<string> Sources() =>
        Directory
            .EnumerateFiles(Checkout.File("src"), "*.*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".cs" or ".cshtml" or ".sql")
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(p => p is "obj" or "bin"))
            .Where(f => Path.GetFileName(f) != "Addresses.cs");
}
