using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.App.Search;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Search;

/// <summary>F3: what is like a problem appears while it is typed, and what was done there is one action away.</summary>
public sealed class SimilarTests
{
    [Fact]
    public async Task F3_WhatIsTyped_ShowsProblemsOfTheSameKind_ThoughNoWordIsShared()
    {
        await using var station = await ProblemStation.Create();
        var bikes = await station.CarriedOut();
        await station.Opened("Street drinking by the precinct", "Cans and shouting in the evening");
        var found = await Similar(station, "Lads on mini motos tearing up the rec again");
        Assert.Equal(bikes, found[0].Reference);
        Assert.Equal("Fit a barrier at the gap", Assert.Single(found[0].Steps).What);
    }

    [Fact]
    public async Task AnOpenProblemOfTheSamePlace_IsPointedOut_AndOneElsewhereIsNot()
    {
        await using var station = await ProblemStation.Create();
        var open = await station.Opened();
        const string Typed = "Motorbikes ridden across the green after school";
        Assert.True((await Similar(station, Typed, Ground.Fairlands)).Single(s => s.Reference == open).IsHere);
        Assert.False((await Similar(station, Typed, 3)).Single(s => s.Reference == open).IsHere);
        Assert.DoesNotContain(await Similar(station, "Cold callers selling tarmac to pensioners", Ground.Fairlands), s => s.IsHere);
    }

    [Fact]
    public async Task AskingToJoin_StandsOnTheOwnersDay_Once()
    {
        await using var station = await ProblemStation.Create();
        var open = await station.Opened();
        var asked = await station.Get<AskToJoin>().Run(station.Sergeant, new() { Reference = open, Seen = "Bikes on the green" }, default);
        Assert.Equal(open, asked.Value);
        var due = Assert.Single((await station.Get<MyDay>().Run(station.Officer, default)).Value, d => d.Source == AskToJoin.Source);
        Assert.Contains("asks to join. They have seen: Bikes on the green", due.What, StringComparison.Ordinal);
        Assert.StartsWith(
            "You have asked already.",
            (await station.Get<AskToJoin>().Run(station.Sergeant, new() { Reference = open }, default)).Refusals[0].Sentence,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "is your own.",
            (await station.Get<AskToJoin>().Run(station.Officer, new() { Reference = open }, default)).Refusals[0].Sentence,
            StringComparison.Ordinal
        );
        var partner = await station.Station.As(Role.Partner);
        Assert.Equal(
            Wardwise.Domain.Shared.RefusalKind.NotFound,
            (await station.Get<AskToJoin>().Run(partner, new() { Reference = open }, default)).Refusals[0].Kind
        );
    }

    [Fact]
    public async Task AStepIsCopiedInOneAction_AndSaysWhereItCameFrom()
    {
        await using var station = await ProblemStation.Create();
        var source = await station.CarriedOut();
        var own = await station.Opened("Quad bikes on the meadow", "Quads churn up the meadow");
        var step = (await station.Get<ShowProblem>().Run(station.Officer, new() { Reference = source }, default)).Value.Steps[0].Step.Id;
        var copied = (await station.Get<CopyStep>().Run(station.Officer, new() { Reference = own, StepId = step }, default)).Value;
        Assert.Equal((source, "Fit a barrier at the gap", "Ashmoor Council"), (copied.From, copied.What, copied.Agency));
        var plan = (await station.Get<ShowProblem>().Run(station.Officer, new() { Reference = own }, default)).Value.Steps;
        Assert.Equal(source, Assert.Single(plan).Step.CopiedFrom);
        Assert.Equal(
            "This step is in the plan already.",
            (await station.Get<CopyStep>().Run(station.Officer, new() { Reference = own, StepId = step }, default)).Refusals[0].Sentence
        );
        Assert.Equal(
            "This step is in the plan already.",
            (await station.Get<CopyStep>().Run(station.Officer, new() { Reference = own, StepId = copied.Id }, default))
                .Refusals[0]
                .Sentence
        );
    }

    [Fact]
    public async Task AStepThatWasCopied_IsNotCopiedTwice_ThoughItSaysSomethingElseNow_UntilItIsWithdrawn()
    {
        await using var station = await ProblemStation.Create();
        var source = await station.CarriedOut();
        var own = await station.Opened("Quad bikes on the meadow", "Quads churn up the meadow");
        var step = (await station.Get<ShowProblem>().Run(station.Officer, new() { Reference = source }, default)).Value.Steps[0].Step.Id;
        var copied = (await station.Get<CopyStep>().Run(station.Officer, new() { Reference = own, StepId = step }, default)).Value;
        ProblemStation.Done(
            await station
                .Get<ChangeStep>()
                .Run(
                    station.Officer,
                    new()
                    {
                        StepId = copied.Id,
                        Version = 1,
                        Step = station.Step(own) with { What = "Fit a gate at the meadow" },
                    },
                    default
                )
        );
        Assert.Equal(
            "This step is in the plan already.",
            ProblemStation.Refusal(await station.Get<CopyStep>().Run(station.Officer, new() { Reference = own, StepId = step }, default))
        );

        ProblemStation.Done(
            await station
                .Get<SettleTasking>()
                .Run(
                    station.Officer,
                    new()
                    {
                        Reference = own,
                        TaskingId = copied.Id,
                        Version = 2,
                        Status = Wardwise.Domain.Records.TaskingStatus.Withdrawn,
                        Evidence = "Not here",
                    },
                    default
                )
        );
        ProblemStation.Done(await station.Get<CopyStep>().Run(station.Officer, new() { Reference = own, StepId = step }, default));
    }

    [Fact]
    public async Task NoStepIsCopied_OnceTheResponseHasEnded()
    {
        await using var station = await ProblemStation.Create();
        var source = await station.CarriedOut();
        var own = await station.Responded();
        var step = (await station.Get<ShowProblem>().Run(station.Officer, new() { Reference = source }, default)).Value.Steps[0].Step.Id;
        Assert.StartsWith(
            "The response ended on ",
            ProblemStation.Refusal(await station.Get<CopyStep>().Run(station.Officer, new() { Reference = own, StepId = step }, default)),
            StringComparison.Ordinal
        );
        Assert.False((await station.Get<ShowProblem>().Run(station.Officer, new() { Reference = own }, default)).Value.MayCopy);
    }

    [Fact]
    public async Task AStepOfARecordThatIsNotYours_CannotBeCopied()
    {
        await using var station = await ProblemStation.Create();
        var source = await station.CarriedOut();
        var partner = await station.Station.As(Role.Partner);
        var own = (
            await station
                .Get<OpenProblem>()
                .Run(
                    partner,
                    new()
                    {
                        Title = "Quad bikes",
                        WhatRecurs = "Quads on the meadow",
                        PlaceNo = Ground.Fairlands,
                        Category = ProblemCategory.Nuisance,
                    },
                    default
                )
        ).Value.Reference;
        var step = (await station.Get<ShowProblem>().Run(station.Officer, new() { Reference = source }, default)).Value.Steps[0].Step.Id;
        Assert.Equal(
            Wardwise.Domain.Shared.RefusalKind.NotFound,
            (await station.Get<CopyStep>().Run(partner, new() { Reference = own, StepId = step }, default)).Refusals[0].Kind
        );
    }

    [Fact]
    public async Task AStepThatIsOnlySharedWithYou_IsNotHandedOn()
    {
        await using var station = await ProblemStation.Create();
        station.Station.Clock.Now = TimeProvider.System.GetUtcNow(); // Grants run out by the database's own clock.
        var partner = await station.Station.As(Role.Partner);
        var source = await station.Opened();
        var shared = (await station.File(source)).Problem.Record.Id;
        ProblemStation.Done(
            await station.Get<AddStep>().Run(station.Officer, station.Step(source) with { DueOn = new(2030, 6, 30) }, default)
        );
        ProblemStation.Done(
            await station
                .Get<Wardwise.App.Sharing.ShareRecord>()
                .Run(
                    station.Officer,
                    new()
                    {
                        RecordId = shared,
                        AgencyId = station.Station.CouncilId,
                        Purpose = "Barrier",
                    },
                    default
                )
        );
        var own = (
            await station
                .Get<OpenProblem>()
                .Run(
                    partner,
                    new()
                    {
                        Title = "Quad bikes",
                        WhatRecurs = "Quads on the meadow",
                        PlaceNo = Ground.Fairlands,
                        Category = ProblemCategory.Nuisance,
                    },
                    default
                )
        ).Value.Reference;
        var step = (await station.Get<ShowProblem>().Run(partner, new() { Reference = source }, default)).Value.Steps[0].Step.Id;
        var copied = await station.Get<CopyStep>().Run(partner, new() { Reference = own, StepId = step }, default);
        Assert.StartsWith("Write the step in your own words", copied.Refusals[0].Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2_400)]
    public async Task AnythingThatSomebodyPastesIn_IsReadAndStopsNoSearch(int words)
    {
        await using var station = await ProblemStation.Create();
        var other = await station.Opened();
        var saved = await station
            .Get<SaveScanning>()
            .Run(
                station.Officer,
                ProblemStation.Scanning(await station.Opened("A log that was pasted in")) with
                {
                    Title = "A log that was pasted in",
                    Harm = string.Join(' ', Enumerable.Range(0, words).Select(i => $"word{i:x}")),
                    WhoIsAffected = string.Concat(Enumerable.Repeat("bin set ", words / 8)),
                },
                default
            );
        Assert.True(saved.Done);
        Assert.Equal(
            other,
            (await station.Get<SearchProblems>().Run(station.Officer, new() { Text = "off-road bikes" }, default)).Value.Hits[0].Reference
        );
        Assert.Equal(
            "A log that was pasted in",
            (await station.Get<SearchProblems>().Run(station.Officer, new() { Text = "pasted log" }, default)).Value.Hits[0].TitleText
        );
    }

    [Fact]
    public async Task ASearch_IsALookAtWhatItShows()
    {
        await using var station = await ProblemStation.Create();
        await station.Opened();
        var before = await Looks(station);
        await station.Get<SearchProblems>().Run(station.Officer, new() { Text = "bikes" }, default);
        Assert.Equal(before + 1, await Looks(station));
        await station.Get<SearchProblems>().Run(station.Officer, new(), default);
        Assert.Equal(before + 2, await Looks(station));
    }

    [Fact]
    public async Task ASensitiveRecord_IsFoundByItsReadersAlone()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Opened();
        await using (var work = await station.Get<Wardwise.App.Data.Database>().Begin(station.Officer, default))
        {
            work.Db.Set<Wardwise.Domain.Records.Record>().Single(r => r.Reference == reference).Marking = Wardwise
                .Domain
                .Records
                .Marking
                .OfficialSensitive;
            Assert.Null(await work.Commit("marked it", default));
        }

        Assert.Contains(await Similar(station, "off-road bikes on the green"), s => s.Reference == reference);
        var other = await station.Station.Add("PC Otherteam", Role.Officer, station.Station.PoliceId);
        var found = (await station.Get<SearchProblems>().Run(other, new() { Text = "off-road bikes on the green" }, default)).Value;
        Assert.Empty(found.Hits);
    }

    [Fact]
    public async Task ANewThesaurus_MakesTheRecordsBeReadAgain()
    {
        await using var station = await ProblemStation.Create();
        await station.Opened("Zorbing on the green", "Zorbers roll down the bank");
        Assert.NotEqual(
            "water-swimming",
            (await station.Get<SearchProblems>().Run(station.Officer, new() { Text = "zorbing" }, default)).Value.Kind?.Code
        );
        var content = System.Text.Json.JsonSerializer.Serialize(
            ProblemKinds.Shipped with
            {
                Kinds =
                [
                    .. ProblemKinds.Shipped.Kinds.Select(k => k.Code == "water-swimming" ? k with { Terms = [.. k.Terms, "zorbing"] } : k),
                ],
            },
            System.Text.Json.JsonSerializerOptions.Web
        );
        ProblemStation.Done(
            await station
                .Get<Wardwise.App.Records.NewRuleVersion>()
                .Run(
                    station.Coordinator,
                    new()
                    {
                        Kind = ProblemKinds.RuleSetKind,
                        Content = content,
                        StartsOn = Wardwise.Domain.Shared.LondonTime.DayOf(station.Station.Clock.Now),
                        Note = "New craze",
                    },
                    default
                )
        );
        Assert.Equal(
            "water-swimming",
            (await station.Get<SearchProblems>().Run(station.Officer, new() { Text = "zorbing" }, default)).Value.Kind?.Code
        );
        await new KeepIndex(station.Get<Wardwise.App.Data.Upkeep>(), station.Get<Indexer>()).Work(
            station.Station.Owner,
            "{}",
            new Progress<string>(),
            default
        );
        Assert.Contains(
            "same kind",
            (await station.Get<SearchProblems>().Run(station.Officer, new() { Text = "zorbing" }, default)).Value.Hits[0].Why,
            StringComparison.Ordinal
        );
    }

    private static async Task<long> Looks(ProblemStation station)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(station.Station.OwnerConnectionString);
        await using var count = source.CreateCommand("select count(*) from trail where kind = 'look'");
        return (long)(await count.ExecuteScalarAsync())!;
    }

    private static async Task<List<SimilarProblem>> Similar(ProblemStation station, string words, int? place = null)
    {
        var found = await station.Get<FindSimilar>().Run(station.Officer, new() { Words = words, PlaceNo = place }, default);
        Assert.True(found.Done);
        return found.Value;
    }
}
