using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Library;
using Wardwise.App.Problems;
using Wardwise.App.Search;
using Wardwise.App.Sharing;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Search;

/// <summary>What a search suggests, corrects and counts is made from the reader's own records: a partner learns no word of those she cannot
/// see.</summary>
public sealed class OwnWordsTests
{
    /// <summary>A surname that the language does not know.</summary>
    private const string Surname = "Quenbrough";
    private const string Mistyped = "Quenbruogh";

    [Fact]
    public async Task ASurnameInPoliceRecordsAlone_IsOfferedToThePolice_AndNotToAPartner()
    {
        await using var station = await Create();
        await Several(station);
        var partner = await station.Station.As(Role.Partner);

        Assert.Equal(
            [(Mistyped.ToLowerInvariant(), Surname.ToLowerInvariant())],
            (await Search(station, station.Officer, Mistyped)).Corrected
        );
        Assert.Empty((await Search(station, partner, Mistyped)).Corrected);
    }

    [Theory]
    [InlineData(Surname)]
    [InlineData(Mistyped)]
    [InlineData("off-road bikes " + Surname)]
    public async Task NothingInTheAnswer_TellsWhetherOthersHoldTheSurname(string asked)
    {
        await using var with = await Create();
        await using var without = await Create();
        await Several(with);
        await Several(without, "Nobody");
        var answers = new List<string>();
        foreach (var station in new[] { with, without })
        {
            await Shared(station);
            var found = await Search(station, await station.Station.As(Role.Partner), asked);
            answers.Add(
                string.Join(
                    '\n',
                    found
                        .Hits.Concat(found.Nearest)
                        .Select(h => $"{h.TitleText} {h.Why} {h.Score}")
                        .Concat(found.Corrected.Select(c => $"{c.Typed} {c.Meant}"))
                        .Concat(found.Recognised.Select(c => c.Name))
                        .Append($"{found.Total} {found.Pages} {found.Kind?.Code}")
                )
            );
        }

        Assert.Equal(answers[1], answers[0]);
    }

    [Fact]
    public async Task WhatIsSharedWithAPartner_IsAmongHerWords()
    {
        await using var station = await Create();
        foreach (var reference in await Several(station))
        {
            await Share(station, reference);
        }

        await Keep(station);
        var partner = await station.Station.As(Role.Partner);
        Assert.Equal([(Mistyped.ToLowerInvariant(), Surname.ToLowerInvariant())], (await Search(station, partner, Mistyped)).Corrected);
    }

    [Fact]
    public async Task WhatIsPublishedToTheForce_IsAmongEverybodysWords()
    {
        await using var station = await Create();
        for (var i = 0; i < 4; i++)
        {
            var guide = Library.GuidesTests.Input with { Title = $"Talking to the {Surname} house {i}" };
            ProblemStation.Done(await station.Get<SaveGuide>().Run(station.Coordinator, guide, default));
        }

        await Keep(station);
        var partner = await station.Station.As(Role.Partner);
        Assert.Equal([(Mistyped.ToLowerInvariant(), Surname.ToLowerInvariant())], (await Search(station, partner, Mistyped)).Corrected);
    }

    [Fact]
    public async Task TheTablesOfWords_ShowEachAgencyItsOwn()
    {
        await using var station = await Create();
        await Several(station);
        await Keep(station);
        foreach (var table in new[] { "findable_word", "findable_term", "findable_reader" })
        {
            Assert.True(await Rows(station, station.Officer, table) > 0, table);
            Assert.Equal(0, await Rows(station, await station.Station.As(Role.Partner), table));
        }
    }

    /// <summary>Shares hold by the database's clock: the station's is set to it.</summary>
    private static async Task<ProblemStation> Create() => await ProblemStation.On(await Station.Create(TimeProvider.System.GetUtcNow()));

    private static async Task<long> Rows(ProblemStation station, Actor actor, string table)
    {
        await using var work = await station.Get<Database>().Begin(actor, default);
        return await work.Scalar<long>($"select count(*) from {table}", default);
    }

    private static async Task<List<string>> Several(ProblemStation station, string name = Surname)
    {
        var opened = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            opened.Add(await station.Opened($"Shouting by the {name} house {i}", $"The {name} brothers shout at neighbours, house {i}"));
        }

        await Keep(station);
        return opened;
    }

    /// <summary>One record that the partner does read.</summary>
    private static async Task Shared(ProblemStation station)
    {
        await Share(station, await station.Opened());
        await Keep(station);
    }

    private static async Task Share(ProblemStation station, string reference)
    {
        var record = (await station.Get<ShowProblem>().Run(station.Officer, new() { Reference = reference }, default))
            .Value
            .Problem
            .RecordId;
        var shared = await station
            .Get<ShareRecord>()
            .Run(
                station.Officer,
                new()
                {
                    RecordId = record,
                    AgencyId = station.Station.CouncilId,
                    Purpose = "To plan together",
                },
                default
            );
        Assert.True(shared.Done);
    }

    private static Task<string?> Keep(ProblemStation station) =>
        new KeepIndex(station.Get<Upkeep>(), station.Get<Indexer>()).Work(station.Station.Owner, "{}", new Progress<string>(), default);

    private static async Task<SearchProblems.Found> Search(ProblemStation station, Actor actor, string text) =>
        (await station.Get<SearchProblems>().Run(actor, new() { Text = text }, default)).Value;
}
