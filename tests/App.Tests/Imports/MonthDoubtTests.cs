using Wardwise.App.Imports;
using Wardwise.App.Incidents;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Imports;

/// <summary>A month's file with a part of its rows: doubted aloud, until a fuller one comes or somebody says that it is whole.</summary>
public sealed class MonthDoubtTests
{
    private static readonly YearMonth March = new(2025, 3);

    [Fact]
    public async Task AMonthWithAPartOfItsRows_IsDoubted_UntilAFullerFileComes()
    {
        await using var station = await Station.Create();
        await Import(station, "2025-01", 60);
        await Import(station, "2025-02", 50);
        var part = await Import(station, "2025-03", 14);
        Assert.Equal([new MonthDoubt(March, 14, 50)], part.Doubted);
        Assert.Contains(part.Warnings, w => w.Reason.StartsWith("March 2025 has 14 incidents, where", StringComparison.Ordinal));
        var listed = await Listed(station, part.Id!);
        Assert.Equal(part.Doubted, listed.Doubted);
        // April is held against March, and March is in doubt: April is not.
        Assert.Empty((await Import(station, "2025-04", 55)).Doubted);
        Assert.Equal([new MonthDoubt(March, 14, 52)], (await Listed(station, part.Id!)).Doubted);

        var whole = await Import(station, "2025-03", 58);
        Assert.Empty(whole.Doubted);
        Assert.Empty((await Listed(station, part.Id!)).Doubted);

        // Taken back, the part is what is held again.
        Assert.True((await station.Get<UndoImport>().Run(station.Owner, new() { Import = whole.Id! }, default)).Done);
        Assert.Single((await Listed(station, part.Id!)).Doubted);
    }

    [Fact]
    public async Task SomebodysWord_LiftsTheDoubt_AndIsKept()
    {
        await using var station = await Station.Create();
        await Import(station, "2025-02", 50);
        var part = await Import(station, "2025-03", 14);
        var say = station.Get<SayMonthIsWhole>();
        SayMonthIsWhole.Input Word(string because) =>
            new()
            {
                Import = part.Id!,
                Month = March,
                Because = because,
            };
        Assert.Contains("Say how you know", Assert.Single((await say.Run(station.Owner, Word(" "), default)).Refusals).Sentence);
        Assert.True((await say.Run(station.Owner, Word("The recording was down for three weeks"), default)).Done);
        Assert.Contains("is not in doubt", Assert.Single((await say.Run(station.Owner, Word("Again"), default)).Refusals).Sentence);
        var listed = await Listed(station, part.Id!);
        Assert.Empty(listed.Doubted);
        Assert.Contains("The recording was down for three weeks", Assert.Single(listed.SaidWhole));
        // The next month's import does not doubt it anew.
        await Import(station, "2025-04", 55);
        Assert.Empty((await Listed(station, part.Id!)).Doubted);
    }

    [Fact]
    public async Task FewIncidents_AreNoDoubt_NorIsTheMonthThatRuns()
    {
        await using var station = await Station.Create(new DateTimeOffset(2025, 4, 10, 9, 0, 0, TimeSpan.Zero));
        await Import(station, "2025-01", 8);
        Assert.Empty((await Import(station, "2025-02", 2)).Doubted);
        await Import(station, "2025-03", 60);
        Assert.Empty((await Import(station, "2025-04", 9)).Doubted);
    }

    [Fact]
    public async Task ADryRun_DoubtsToo_AndKeepsNothing()
    {
        await using var station = await Station.Create();
        await Import(station, "2025-02", 50);
        var dry = await Import(station, "2025-03", 14, dryRun: true);
        Assert.Equal([new MonthDoubt(March, 14, 50)], dry.Doubted);
        Assert.Contains(dry.Warnings, w => w.Reason.StartsWith("March 2025 has 14 incidents, where", StringComparison.Ordinal));
        Assert.Equal(14, (await Import(station, "2025-03", 14)).Added);
    }

    [Fact]
    public async Task TheWord_IsGivenOfTheImportThatBroughtTheMonth()
    {
        await using var station = await Station.Create();
        var other = await Import(station, "2025-02", 50);
        var part = await Import(station, "2025-03", 14);
        SayMonthIsWhole.Input word = new()
        {
            Import = other.Id!,
            Month = March,
            Because = "The recording was down for three weeks",
        };
        var refused = await station.Get<SayMonthIsWhole>().Run(station.Owner, word, default);
        Assert.Equal($"{other.Id} did not bring March 2025. Name the import that did.", Assert.Single(refused.Refusals).Sentence);
        Assert.Single((await Listed(station, part.Id!)).Doubted);
    }

    private static async Task<ImportReport> Import(Station station, string month, int rows, bool dryRun = false)
    {
        var file = new StreetFile(month);
        for (var i = 0; i < rows; i++)
        {
            file.Crime($"{month} {i}");
        }

        var outcome = await station
            .Get<ImportIncidents>()
            .Run(
                station.Owner,
                new()
                {
                    Paths = [file.Save(station.Home)],
                    Force = "wealdshire",
                    DryRun = dryRun,
                },
                default
            );
        Assert.True(outcome.Done);
        return outcome.Value;
    }

    private static async Task<ListImports.Item> Listed(Station station, string reference) =>
        Assert.Single((await station.Get<ListImports>().Run(station.Owner, new() { Reference = reference }, default)).Value);
}
