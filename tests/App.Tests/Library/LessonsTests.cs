using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Library;
using Wardwise.App.Records;
using Wardwise.App.Search;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Library;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Library;

/// <summary>Lessons are records, owned, acted on, closed, and shown to the force when somebody says so (F7).</summary>
public sealed class LessonsTests
{
    [Fact]
    public async Task F7_ALesson_StandsOnItsOwnersDay_IsActedOnWithEvidence_AndClosed()
    {
        await using var station = await ProblemStation.Create();
        var reference = await Recorded(station, station.Sergeant, owner: station.Officer.Id);
        Assert.StartsWith("L-2026-", reference, StringComparison.Ordinal);
        Assert.Empty((await station.Get<MyDay>().Run(station.Sergeant, default)).Value);
        var due = Assert.Single((await station.Get<MyDay>().Run(station.Officer, default)).Value);
        Assert.Equal(
            ("Write a card for the desk", Lesson.ActionSource, Lesson.RecordKind, reference),
            (due.What, due.Source, due.RecordKind, due.Reference)
        );

        Assert.Equal("Say what was done, and how one can see it.", ProblemStation.Refusal(await Act(station, reference, " ")));
        Assert.Equal(
            "The date it was done must be today or in the past.",
            ProblemStation.Refusal(await Act(station, reference, "Done", new(2026, 6, 16)))
        );
        ProblemStation.Done(await Act(station, reference, "The card hangs at each desk", new(2026, 6, 14)));
        Assert.Empty((await station.Get<MyDay>().Run(station.Officer, default)).Value);
        var shown = (await station.Get<ShowLesson>().Run(station.Officer, reference, default)).Value;
        Assert.Equal((LessonState.ActedOn, new DateOnly(2026, 6, 14)), (shown.Lesson.State, shown.Action!.DoneOn));
        Assert.Equal("The action is settled already.", ProblemStation.Refusal(await Act(station, reference, "Again", version: 2)));
        ProblemStation.Done(await Move(station, reference, LessonState.Closed));
        Assert.Equal(
            "This lesson is closed. Reopen it to change it.",
            ProblemStation.Refusal(await Save(station, reference, shown.Lesson.Version, a => a))
        );
        ProblemStation.Done(await Move(station, reference, LessonState.Open, "The card is out of date"));
        Assert.Equal(LessonState.ActedOn, (await station.Get<ShowLesson>().Run(station.Officer, reference, default)).Value.Lesson.State);
    }

    [Fact]
    public async Task ALessonThatNobodyActsOn_SaysWhy_AndItsActionComesBackWhenItIsOpenedAgain()
    {
        await using var station = await ProblemStation.Create();
        var reference = await Recorded(station, station.Officer);
        Assert.Equal(
            "Say why it is closed without its action carried out.",
            ProblemStation.Refusal(await Move(station, reference, LessonState.Closed))
        );
        ProblemStation.Done(await Move(station, reference, LessonState.Closed, "The desk has closed"));
        Assert.Empty((await station.Get<MyDay>().Run(station.Officer, default)).Value);
        ProblemStation.Done(await Move(station, reference, LessonState.Open, "It opened again"));
        Assert.Single((await station.Get<MyDay>().Run(station.Officer, default)).Value);
        ProblemStation.Done(await Move(station, reference, LessonState.EnteredInError, "Typed twice"));
        Assert.Empty((await station.Get<ListLessons>().Run(station.Officer, new(), default)).Value.Rows);
        Assert.Single(
            (await station.Get<ListLessons>().Run(station.Officer, new() { State = LessonState.EnteredInError }, default)).Value.Rows
        );
    }

    [Fact]
    public async Task ALesson_IsItsAgencysOwn_UntilItIsPublishedToTheForce_AndCanBeTakenBack()
    {
        await using var station = await ProblemStation.Create();
        var partner = await station.Station.As(Role.Partner);
        var reference = await Recorded(station, station.Officer);
        Assert.Equal(RefusalKind.NotFound, (await station.Get<ShowLesson>().Run(partner, reference, default)).Refusals[0].Kind);
        Assert.Equal(
            RefusalKind.NotFound,
            (await station.Get<PublishLesson>().Run(partner, new() { Reference = reference }, default)).Refusals[0].Kind
        );

        ProblemStation.Done(await station.Get<PublishLesson>().Run(station.Officer, new() { Reference = reference }, default));
        var shown = (await station.Get<ShowLesson>().Run(partner, reference, default)).Value;
        Assert.False(shown.MayChange);
        Assert.Equal(
            RefusalKind.Forbidden,
            (await station.Get<PublishLesson>().Run(partner, new() { Reference = reference, TakeBack = true }, default)).Refusals[0].Kind
        );
        Assert.Equal(RefusalKind.Forbidden, (
                await station
                    .Get<SettleTasking>()
                    .Run(
                        partner,
                        new()
                        {
                            Reference = reference,
                            TaskingId = await ActionOf(station, reference),
                            Status = TaskingStatus.Done,
                            Evidence = "x",
                            Version = 1,
                        },
                        default
                    )
            ).Refusals[0].Kind);

        // Somebody of an agency that joins later reads it too; somebody of another force never does.
        var housing = await station
            .Get<SaveAgency>()
            .Run(
                station.Station.Owner,
                new()
                {
                    ForceId = station.Station.ForceId,
                    Name = "Ashmoor Homes",
                    Kind = AgencyKind.Housing,
                },
                default
            );
        var landlord = await station.Station.Add("A landlord", Role.Partner, housing.Value);
        Assert.True((await station.Get<ShowLesson>().Run(landlord, reference, default)).Done);
        var other = await station.Get<OpenForce>().Run(station.Station.Owner, new() { Code = "elsewhere" }, default);
        var stranger = await station.Station.Add("A stranger", Role.Coordinator, other.Value.PoliceId);
        Assert.Equal(RefusalKind.NotFound, (await station.Get<ShowLesson>().Run(stranger, reference, default)).Refusals[0].Kind);

        ProblemStation.Done(
            await station.Get<PublishLesson>().Run(station.Officer, new() { Reference = reference, TakeBack = true }, default)
        );
        Assert.Equal(RefusalKind.NotFound, (await station.Get<ShowLesson>().Run(partner, reference, default)).Refusals[0].Kind);
        Assert.True((await station.Get<ShowLesson>().Run(station.Sergeant, reference, default)).Done);
    }

    [Fact]
    public async Task WhoeverReadsAPublishedLesson_CannotPublishOrTakeItBackInTheDatabaseEither()
    {
        await using var station = await ProblemStation.Create();
        var reference = await Recorded(station, station.Officer);
        ProblemStation.Done(await station.Get<PublishLesson>().Run(station.Officer, new() { Reference = reference }, default));
        var partner = await station.Station.As(Role.Partner);
        await using var work = await station.Station.Database.Begin(partner, default);
        var id = await work.Scalar<Guid>("select id from record where reference = $1", default, reference);
        await using var take = work.Command("select publish_record($1, false)", id);
        Assert.Equal("WW003", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => take.ExecuteNonQueryAsync())).SqlState);
    }

    [Fact]
    public async Task AStaleSave_IsRefused_AndTheActionFollowsTheOwner()
    {
        await using var station = await ProblemStation.Create();
        var reference = await Recorded(station, station.Officer);
        ProblemStation.Done(await Save(station, reference, 1, a => a with { OwnerId = station.Sergeant.Id, Action = "Write two cards" }));
        Assert.Contains("saved this today 10:00, after you opened it", ProblemStation.Refusal(await Save(station, reference, 1, a => a)));
        Assert.Equal("Write two cards", Assert.Single((await station.Get<MyDay>().Run(station.Sergeant, default)).Value).What);
        Assert.Equal(
            "Choose an owner who works for your agency today.",
            ProblemStation.Refusal(await Save(station, reference, 2, a => a with { OwnerId = Guid.CreateVersion7() }))
        );
    }

    [Fact]
    public async Task ALesson_IsReadByTheIndex_WithItsActionAndItsKind()
    {
        await using var station = await ProblemStation.Create();
        var reference = await Recorded(station, station.Officer);
        await station.Get<Indexer>().Drain(100, null, default);
        await using var work = await station.Station.Database.Begin(station.Officer, default);
        var found = await station.Get<Finder>().Find(work, "who rings the caller back", new(), [], default);
        Assert.Equal(
            reference,
            await work.Scalar<string>("select reference from record where id = $1", default, Assert.Single(found.Records).Id)
        );
        Assert.Empty(
            (await station.Get<Finder>().Find(work, "who rings the caller back", new() { ProblemsOnly = true }, [], default)).Records
        );
    }

    [Fact]
    public async Task TheList_PutsWhatIsDueFirst_AndNarrows()
    {
        await using var station = await ProblemStation.Create();
        var later = await Recorded(station, station.Officer, due: new(2026, 9, 1));
        var overdue = await Recorded(station, station.Officer, due: new(2026, 6, 1), owner: station.Sergeant.Id);
        async Task<IEnumerable<string>> List(ListLessons.Input input) =>
            (await station.Get<ListLessons>().Run(station.Officer, input, default)).Value.Rows.Select(r => r.Reference);
        Assert.Equal([overdue, later], await List(new()));
        Assert.Equal([overdue], await List(new() { OverdueOnly = true }));
        Assert.Equal([later], await List(new() { MineOnly = true }));
        Assert.Empty(await List(new() { Kind = "off-road-bikes" }));
        Assert.Empty(await List(new() { Source = LessonSource.Survey }));
    }

    internal static async Task<string> Recorded(ProblemStation station, Actor by, Guid? owner = null, DateOnly? due = null)
    {
        var recorded = await station.Get<RecordLesson>().Run(by, Input with { OwnerId = owner, DueOn = due ?? Input.DueOn }, default);
        ProblemStation.Done(recorded);
        return recorded.Value.Reference;
    }

    internal static RecordLesson.Input Input =>
        new()
        {
            Title = "Tell the caller who rings back",
            Source = LessonSource.Complaint,
            WhatHappened = "A caller waited two days, since two teams each thought the other would ring.",
            WhatWasLearned = "Name one person who rings the caller back, and say so to the caller.",
            Action = "Write a card for the desk",
            DueOn = new(2026, 6, 17),
        };

    private static async Task<Guid> ActionOf(ProblemStation station, string reference) =>
        (await station.Get<ShowLesson>().Run(station.Officer, reference, default)).Value.Action!.Id;

    private static async Task<Outcome<Nothing>> Act(
        ProblemStation station,
        string reference,
        string evidence,
        DateOnly? on = null,
        int version = 1
    ) =>
        await station
            .Get<SettleTasking>()
            .Run(
                station.Officer,
                new()
                {
                    Reference = reference,
                    TaskingId = await ActionOf(station, reference),
                    Status = TaskingStatus.Done,
                    Evidence = evidence,
                    DoneOn = on,
                    Version = version,
                },
                default
            );

    private static Task<Outcome<Nothing>> Move(ProblemStation station, string reference, LessonState to, string? reason = null) =>
        station
            .Get<MoveLesson>()
            .Run(
                station.Officer,
                new()
                {
                    Reference = reference,
                    To = to,
                    Reason = reason,
                },
                default
            );

    private static Task<Outcome<Nothing>> Save(
        ProblemStation station,
        string reference,
        int version,
        Func<RecordLesson.Input, RecordLesson.Input> change
    ) =>
        station
            .Get<SaveLesson>()
            .Run(
                station.Officer,
                new()
                {
                    Reference = reference,
                    Version = version,
                    Lesson = change(Input),
                },
                default
            );
}
