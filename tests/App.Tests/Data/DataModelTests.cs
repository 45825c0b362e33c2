using System.Text.RegularExpressions;
using Wardwise.App.Tests.Access;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Data;

/// <summary>docs/data-model.md names every table and view, and none that is not there.</summary>
public sealed partial class DataModelTests
{
    [Fact]
    public async Task ThePage_NamesEveryTable_AndNoOther()
    {
        await using var database = await PrivateDatabase.Create();

        Assert.Empty(await Faults(database, await File.ReadAllTextAsync(Checkout.File("docs", "data-model.md"))));
    }

    [Fact]
    public async Task ATableThatIsLeftOut_AndOneThatIsGone_AreNamed()
    {
        await using var database = await PrivateDatabase.Create();
        var page = (await File.ReadAllTextAsync(Checkout.File("docs", "data-model.md"))).Replace(
            "| `rule_set` |",
            "| `gone` |",
            StringComparison.Ordinal
        );

        Assert.Equal(["gone is on the page and not there.", "rule_set is not on the page."], await Faults(database, page));
    }

    private static async Task<List<string>> Faults(PrivateDatabase database, string page)
    {
        var there = await Catalogue.Read(
            database.OwnerConnectionString,
            "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')",
            r => r.GetString(0)
        );
        Assert.NotEmpty(there);
        var named = Row()
            .Matches(page)
            .SelectMany(row => Name().Matches(row.Groups["names"].Value))
            .Select(n => n.Groups["name"].Value)
            .ToList();
        return
        [
            .. named.Except(there).Order(StringComparer.Ordinal).Select(n => $"{n} is on the page and not there."),
            .. there.Except(named).Order(StringComparer.Ordinal).Select(n => $"{n} is not on the page."),
        ];
    }

    /// <summary>The first cell of a row.</summary>
    [GeneratedRegex(@"^\| (?<names>`[^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<name>[a-z_]+)`")]
    private static partial Regex Name();
}
