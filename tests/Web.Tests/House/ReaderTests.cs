using System.Text.RegularExpressions;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.House;

/// <summary>Rows of plain SQL are read in one way, by name (<c>RowReading</c>): a column that moves then moves no other.</summary>
public sealed partial class ReaderTests
{
    /// <summary>Where the driver's own reader may stand, and why.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["src/App/Data/RowReading.cs"] = "the one way itself",
        ["src/App/Data/Row.cs"] = "the one way itself",
        ["src/App/Data/WorkCommand.cs"] = "notes when a statement fails, before anything is read of it",
        ["src/App/Data/CommandGuard.cs"] = "sees the commands of Entity Framework, and reads nothing",
    };

    [Fact]
    public void Rows_AreReadByName_InOneWay() =>
        Assert.Empty(Sources().Where(f => !Elsewhere.ContainsKey(f)).SelectMany(f => ByHand(f, File.ReadAllText(In(f)))));

    [Fact]
    public void WhereTheDriversReaderMayStand_ItStands() =>
        Assert.All(Elsewhere.Keys, f => Assert.NotEmpty(ByHand(f, File.ReadAllText(In(f)))));

    [Theory]
    [InlineData("await using var row = await find.ExecuteReaderAsync(cancel);")]
    [InlineData("using var row = command.ExecuteReader();")]
    [InlineData("private static Line Read(NpgsqlDataReader row) =>")]
    [InlineData("Func<System.Data.Common.DbDataReader, T> read")]
    [InlineData("row.IsDBNull(3)")]
    [InlineData("row.GetFieldValue<DateOnly>(column + 1)")]
    public void AReaderMadeByHand_WouldBeFound(string line) =>
        Assert.Equal(["src/App/Places/ShowPlace.cs, line 2"], ByHand("src/App/Places/ShowPlace.cs", "var x = 1;\n" + line));

    private static IEnumerable<string> ByHand(string file, string source) =>
        source.Split('\n').Index().Where(l => Reader().IsMatch(l.Item)).Select(l => $"{file}, line {l.Index + 1}");

    private static IEnumerable<string> Sources() =>
        Directory
            .EnumerateFiles(In("src"), "*.cs*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".cs" or ".cshtml")
            .Select(f => Path.GetRelativePath(Checkout.Root, f).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(f => !f.Split('/').Intersect(["bin", "obj"]).Any());

    private static string In(string path) => Path.Combine(Checkout.Root, path);

    [GeneratedRegex(@"\bExecuteReader(Async)?\b|\b(Npgsql|Db)DataReader\b|\bIDataReader\b|\.IsDBNull(Async)?\(|\.GetFieldValue(Async)?<")]
    private static partial Regex Reader();
}
