using CsCheck;
using Npgsql;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Text;

/// <summary>The database folds a text as the application does, whatever is in it.</summary>
public sealed class FoldedTests
{
    private const int Samples = 4_000;

    /// <summary>What people write and paste, and anything else that Unicode had by version 13: later letters are known to one side
    /// only.</summary>
    private static readonly Gen<string> Character = Gen.Frequency(
        (6, Range(0x20, 0x7E)),
        (2, Range(1, 0x1F)),
        (4, Range(0x80, 0x24F)),
        (2, Range(0x2B0, 0x36F)),
        (2, Range(0x370, 0x587)),
        (2, Range(0x591, 0x6FF)),
        (2, Range(0x1E00, 0x1FFF)),
        (3, Range(0x2000, 0x2BFF)),
        (2, Range(0x3000, 0x33FF)),
        (1, Range(0xAC00, 0xD7A3)),
        (2, Range(0xF900, 0xFFFD)),
        (1, Range(0x1D400, 0x1D7FF)),
        (1, Range(0x1F100, 0x1F9FF)),
        (1, Range(0xE0000, 0xE01EF)),
        (1, Range(0x900, 0x1CFF))
    );

    private static readonly Gen<string> Text = Character.Array[0, 24].Select(string.Concat);

    [Fact]
    public async Task TheDatabaseFolds_AsWeDo()
    {
        await using var database = await PrivateDatabase.Create();
        var texts = Text.Array[Samples].Single();
        var folded = await Folded(database, texts);
        Assert.All(texts.Zip(folded), pair => Assert.Equal(Folding.Fold(pair.First), pair.Second));
    }

    [Fact]
    public async Task EachCharacterByItself_IsFoldedAlike()
    {
        await using var database = await PrivateDatabase.Create();
        var texts = Enumerable
            .Range(1, 0xFFFD)
            .Where(c =>
                c is < 0xD800 or > 0xDFFF && char.GetUnicodeCategory((char)c) is not System.Globalization.UnicodeCategory.OtherNotAssigned
            )
            .Select(c => $"a{(char)c}Z")
            .ToArray();
        var folded = await Folded(database, texts);
        var different = texts
            .Zip(folded)
            .Where(pair => Folding.Fold(pair.First) != pair.Second)
            .Select(p => $"{(int)p.First[1]:X4}")
            .ToList();
        Assert.True(different.Count <= 3, string.Join(' ', different));
    }

    [Fact]
    public async Task AnotherFolding_WouldBeFound()
    {
        await using var database = await PrivateDatabase.Create();
        Assert.NotEqual(
            ["st peters"],
            await Read(database, "select lower(t) from unnest($1) with ordinality u (t, at) order by at", ["St Peter’s"])
        );
    }

    private static Gen<string> Range(int from, int to) =>
        Gen.Int[from, to].Select(c => c is >= 0xD800 and <= 0xDFFF ? "x" : char.ConvertFromUtf32(c));

    private static Task<List<string>> Folded(PrivateDatabase database, string[] texts) =>
        Read(database, "select folded(t) from unnest($1) with ordinality u (t, at) order by at", texts);

    private static async Task<List<string>> Read(PrivateDatabase database, string query, string[] texts)
    {
        await using var source = NpgsqlDataSource.Create(database.AppConnectionString);
        await using var read = source.CreateCommand(query);
        read.Parameters.Add(new() { Value = texts });
        var values = new List<string>();
        await using var row = await read.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            values.Add(row.GetString(0));
        }

        return values;
    }
}
