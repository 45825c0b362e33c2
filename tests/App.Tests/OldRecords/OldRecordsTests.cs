using System.Globalization;
using Wardwise.App.Access;
using Wardwise.App.Imports;
using Wardwise.App.Library;
using Wardwise.App.OldRecords;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.App.Search;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Testing;
using static Wardwise.App.Tests.OldRecords.OldRecordFaultsTests;

namespace Wardwise.App.Tests.OldRecords;

/// <summary>Records of an older system (F50, Y1): where each part goes, what is kept as it was, again, corrected and taken back.</summary>
public sealed class OldRecordsTests
{
    [Fact]
    public async Task EachPart_GoesWhereItBelongs_AndTheRowIsKept()
    {
        await using var station = await ProblemStation.Create();
        var report = await Import(station, new OldRecordFile().Row("T/2019/1").Save(station.Station.Home));
        var file = await File(station, "T/2019/1");
        var problem = file.Problem;
        Assert.Equal(
            ("Mini motos on the rec", "Vehicle nuisance", ProblemCategory.Nuisance, ProblemState.Closed),
            (problem.Record.Title, problem.Kind, problem.Category, problem.State)
        );
        Assert.Equal(
            (station.Station.PoliceId, (Guid?)null, (int?)Ground.Fairlands),
            (problem.Record.OwnerAgencyId, problem.Record.OwnerAccountId, problem.Record.PlaceNo)
        );
        Assert.Equal(
            ("Mini motos ridden at dusk", "The gate is left open", "Calls fell", "A mended gate needs a keyholder"),
            (file.Scanning.WhatRecurs, file.Analysis.Hypothesis, file.Assessment.Impact, file.Assessment.LessonWhat)
        );
        var shown = (await station.Get<ShowProblem>().Run(station.Officer, new() { Reference = problem.Record.Reference }, default)).Value;
        Assert.Equal((5, 1, report.Id), (shown.Old!.Record.Grade, problem.Grade, shown.Old.Import));
        Assert.Equal(["Control access to facilities", "Harden targets"], shown.Old.Techniques);
        Assert.Equal(["Council", "Riding club"], shown.Old.Partners);
        Assert.Equal("Gate mended and riders visited", shown.Old.Record.Written(OldColumns.Response));
        Assert.Empty(shown.Steps);
        var told = Assert.Single(
            (await station.Get<ShowHistory>().Run(station.Officer, new() { Reference = problem.Record.Reference }, default)).Value.Events
        );
        Assert.Equal($"came in with import {report.Id}", told.What);
    }

    [Fact]
    public async Task TheWorkedSample_GoesInAsItIsDocumented()
    {
        await using var station = await ProblemStation.Create();
        var report = await Import(station, Sample());
        Assert.Equal((2, 2, 0, 1), (report.Read, report.Added, report.Rejected.Count, report.NoLocation));
        Assert.Equal([("closed", 1), ("open", 1)], report.Reconciliation.States.Select(s => (s.What, s.Count)));
        Assert.Empty(report.Reconciliation.UnknownTechniques);
    }

    [Theory]
    [InlineData("yes", "claimed-met")]
    [InlineData("No", "claimed-not-met")]
    [InlineData("unknown", "unknown")]
    public async Task WhatTheAuthorClaims_IsAClaim_AndNeverAMeasurement(string met, string result)
    {
        await using var station = await ProblemStation.Create();
        var report = await Import(station, new OldRecordFile().Row("T/1", ("aim_met", met)).Save(station.Station.Home));
        Assert.Equal([(result, 1)], report.Reconciliation.Claims.Select(c => (c.What, c.Count)));
        var file = await File(station, "T/1");
        Assert.Equal((result, false, false), (file.Problem.Result, file.IsMeasured, file.HasMeasuredResult));
        await using var work = await station.Station.Database.Begin(station.Officer, default);
        Assert.Equal(0, await work.Scalar<long>("select count(*) from evaluation", default));
    }

    [Fact]
    public async Task TheSameFileAgain_ChangesNothing_AndACorrectedRowIsTaken()
    {
        await using var station = await ProblemStation.Create();
        var first = new OldRecordFile().Row("T/1").Row("T/2").Save(station.Station.Home);
        await Import(station, first);
        var again = await Import(station, first);
        Assert.Equal((2, 0, 2), (again.Read, again.Added, again.Already));
        var corrected = await Import(
            station,
            new OldRecordFile()
                .Row("T/1")
                .Row("T/2", ("title", "Quad bikes"), ("opened", "2018-05-06"), ("grade", "2"), ("neighbourhood", "The Oval"))
                .Save(station.Station.Home)
        );
        Assert.Equal((2, 0, 1, 1), (corrected.Read, corrected.Added, corrected.Already, corrected.Changed));
        Assert.Equal((1, 1), (corrected.Grades["5"], corrected.Grades["2"]));
        var now = (await File(station, "T/2")).Problem.Record;
        Assert.Equal(("Quad bikes", new DateOnly(2018, 5, 6), 3), (now.Title, Domain.Shared.LondonTime.DayOf(now.OpenedAt), now.PlaceNo));
        Assert.Contains(
            (await station.Get<ShowHistory>().Run(station.Officer, new() { Reference = now.Reference }, default)).Value.Events,
            e => e.What == $"changed by import {corrected.Id}"
        );
    }

    [Fact]
    public async Task ARecordThatSomebodyHasWorkedOn_IsNotOverwritten()
    {
        await using var station = await ProblemStation.Create();
        await Import(station, new OldRecordFile().Row("T/1").Save(station.Station.Home));
        var reference = (await File(station, "T/1")).Problem.Record.Reference;
        await Note(station, reference);
        var report = await Import(station, new OldRecordFile().Row("T/1", ("title", "Quad bikes")).Save(station.Station.Home));
        Assert.Equal(
            $"reference: 'T/1' differs from what came in before, and somebody has worked on the record since ({reference}). "
                + "Change it there",
            report.Rejected.Single().Reason
        );
        Assert.Equal(1, (await Import(station, new OldRecordFile().Row("T/1").Save(station.Station.Home))).Already);
    }

    [Fact]
    public async Task TakenBack_WhatItAddedGoes_WhatItChangedIsAsItWas_AndWhatWasWorkedOnStays()
    {
        await using var station = await ProblemStation.Create();
        var first = await Import(station, new OldRecordFile().Row("T/1").Row("T/2").Save(station.Station.Home));
        var second = await Import(
            station,
            new OldRecordFile()
                .Row("T/1", ("title", "Quad bikes"), ("opened", "2018-01-02"))
                .Row("T/3")
                .Row("T/4")
                .Save(station.Station.Home)
        );
        var worked = (await File(station, "T/4")).Problem.Record.Reference;
        await Note(station, worked);
        Assert.Equal(
            $"{second.Id} changed what {first.Id} brought. Take {second.Id} back first.",
            ProblemStation.Refusal(await Undo(station, first.Id!))
        );
        var undone = (await Undo(station, second.Id!)).Value;
        Assert.Equal(("problems", 1, 1), (undone.Kind, undone.Removed, undone.Restored));
        Assert.Equal([worked], undone.Kept);
        Assert.False((await station.Get<FindOldReference>().Run(station.Officer, new() { Reference = "T/3" }, default)).Done);
        var restored = (await File(station, "T/1")).Problem.Record;
        Assert.Equal(
            ("Mini motos on the rec", new DateOnly(2019, 3, 4)),
            (restored.Title, Domain.Shared.LondonTime.DayOf(restored.OpenedAt))
        );
        Assert.Equal((2, 0), ((await Undo(station, first.Id!)).Value.Removed, (await Undo(station, first.Id!)).Refusals.Count - 1));
        // The ground was laid past the history: its own import is the one fault.
        Assert.StartsWith(
            "A row of import was added without a row of the trail",
            Assert.Single((await station.Get<VerifyTrail>().Run(station.Station.Owner, new(), default)).Value.Faults)
        );
        Assert.Equal(2, (await Import(station, new OldRecordFile().Row("T/1").Row("T/4").Row("T/5").Save(station.Station.Home))).Added);
    }

    [Fact]
    public async Task ADryRun_SaysWhatWouldBe_AndAppliesNothing()
    {
        await using var station = await ProblemStation.Create();
        var path = new OldRecordFile().Row("T/1").Save(station.Station.Home);
        var report = (
            await station
                .Get<ImportProblems>()
                .Run(
                    station.Station.Owner,
                    new()
                    {
                        Paths = [path],
                        Force = "wealdshire",
                        DryRun = true,
                    },
                    default
                )
        ).Value;
        Assert.Equal((null, 1, 1), (report.Id, report.Added, report.Grades["5"]));
        Assert.False((await station.Get<FindOldReference>().Run(station.Officer, new() { Reference = "T/1" }, default)).Done);
        Assert.Equal(1, (await Import(station, path)).Added);
    }

    [Fact]
    public async Task TheReconciliation_AddsUpToTheFile_AndIsKept()
    {
        await using var station = await ProblemStation.Create();
        var report = await Import(station, OldRecordFile.EveryFault().Save(station.Station.Home));
        var item = Assert.Single(
            (await station.Get<ListImports>().Run(station.Coordinator, new() { Reference = report.Id }, default)).Value
        );
        var held = Reconciliation.Read(item.Reconciliation!.Value);
        Assert.Equal(item.Read, held.Held + item.Copies + item.Rejected);
        Assert.All(
            [
                held.Grades.Sum(g => g.Count),
                held.Claims.Sum(c => c.Count),
                held.States.Sum(c => c.Count),
                held.Places.Sum(c => c.Count),
                report.Grades.Values.Sum(),
            ],
            sum => Assert.Equal(held.Held, sum)
        );
        Assert.Equal((1, 1), (held.DatesOutOfOrder, report.Grades["none"]));
        Assert.Equal([("Nowhere Park", 2)], held.UnknownNeighbourhoods.Select(n => (n.What, n.Count)));
        Assert.Equal((report.Rejected.Count, report.Warnings.Count), (item.RejectedRows.Count, item.Warnings.Count));
    }

    [Fact]
    public async Task TheFirstImportOfAForce_MakesTheForce_AndItsPoliceOwnTheRecords()
    {
        await using var station = await ProblemStation.Create();
        var path = new OldRecordFile().Row("T/1").Save(station.Station.Home);
        var report = (
            await station.Get<ImportProblems>().Run(station.Station.Owner, new() { Paths = [path], Force = "essex" }, default)
        ).Value;
        Assert.Equal(1, report.Added);
        Assert.False((await station.Get<FindOldReference>().Run(station.Officer, new() { Reference = "T/1" }, default)).Done);
        var owner = await station.Get<Actors>().MachineOwner(default);
        Assert.True((await station.Get<FindOldReference>().Run(owner, new() { Reference = "T/1" }, default)).Done);
        var others = await station.Get<ImportProblems>().Run(station.Coordinator, new() { Paths = [path], Force = "essex" }, default);
        Assert.Equal("You can import for your own force only.", ProblemStation.Refusal(others));
        Assert.False(
            (await station.Get<ImportProblems>().Run(station.Officer, new() { Paths = [path], Force = "wealdshire" }, default)).Done
        );
        Assert.Equal(
            1,
            (await station.Get<ImportProblems>().Run(station.Coordinator, new() { Paths = [path], Force = "wealdshire" }, default))
                .Value
                .Added
        );
    }

    [Fact]
    public async Task AllThatAForceHeld_GoesIn()
    {
        await using var station = await ProblemStation.Create();
        var file = new OldRecordFile();
        for (var i = 0; i < 1_208; i++)
        {
            file.Row(
                string.Create(CultureInfo.InvariantCulture, $"T/{i}"),
                ("title", $"Problem {i}"),
                ("grade", (i % 7).ToString(CultureInfo.InvariantCulture))
            );
        }

        var report = await Import(station, file.Save(station.Station.Home));
        Assert.Equal((1_208, 173), (report.Added, report.Grades["0"]));
    }

    [Theory]
    [InlineData("T/2019/1")]
    [InlineData("halve the calls")]
    [InlineData("riding club")]
    [InlineData("riders visited")]
    [InlineData("recreation ground in Mill Lane")]
    public async Task WhatAnOldRecordSays_IsFoundBySearch(string text)
    {
        await using var station = await ProblemStation.Create();
        await Import(station, new OldRecordFile().Row("T/2019/1").Save(station.Station.Home));
        var found = await station.Get<SearchProblems>().Run(station.Officer, new() { Text = text }, default);
        ProblemStation.Done(found);
        Assert.Equal("claimed-met", Assert.Single(found.Value.Hits).Result);
    }

    [Fact]
    public async Task ARecordThatSomebodyNamedAsTheirOwn_IsKept_ThoughNothingElseWasDoneWithIt()
    {
        await using var station = await ProblemStation.Create();
        var other = await station.SignedOff();
        var report = await Import(station, new OldRecordFile().Row("T/1").Row("T/2").Save(station.Station.Home));
        var own = (await File(station, "T/1")).Problem.Record.Reference;
        SayItHelped.Input said = new()
        {
            Reference = other,
            Said = PracticeSaid.Helped,
            Line = "The barrier",
            Own = own,
        };
        ProblemStation.Done(await station.Get<SayItHelped>().Run(station.Coordinator, said, default));
        var undone = await Undo(station, report.Id!);
        ProblemStation.Done(undone);
        Assert.Equal([own], undone.Value.Kept);
        Assert.Equal(1, undone.Value.Removed);
    }

    private static string Sample() => Checkout.File("docs", "samples", "old-records.csv");

    private static async Task Note(ProblemStation station, string reference)
    {
        // A closed one is opened for it; of one that is open this is refused, and that is well.
        await station.Get<ReopenProblem>().Run(station.Officer, new() { Reference = reference, Reason = "It goes on" }, default);
        ProblemStation.Done(
            await station
                .Get<AddNote>()
                .Run(
                    station.Officer,
                    new()
                    {
                        Reference = reference,
                        Text = "Asked the keyholder",
                        Visibility = NoteVisibility.Own,
                    },
                    default
                )
        );
    }

    private static Task<Domain.Shared.Outcome<UndoImport.Undone>> Undo(ProblemStation station, string import) =>
        station.Get<UndoImport>().Run(station.Station.Owner, new() { Import = import }, default);
}
