using Wardwise.App.Accounts;
using Wardwise.App.Library;
using Wardwise.App.Search;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Library;

/// <summary>Training and worked examples at the step where they help, and who has done which (F11).</summary>
public sealed class GuidesTests
{
    [Fact]
    public async Task F11_ANewForce_HasAModuleAndAnExampleForEachStep_PutInOnce()
    {
        await using var station = await ProblemStation.Create();
        Assert.Equal(8, (await station.Get<ShipGuides>().Run(station.Station.Owner, default)).Value);
        Assert.Equal(0, (await station.Get<ShipGuides>().Run(station.Station.Owner, default)).Value);
        var guides = (await station.Get<ListGuides>().Run(await station.Station.As(Role.Partner), new(), default)).Value;
        Assert.All(
            Enum.GetValues<SaraStep>(),
            step => Assert.Equal([GuideForm.Module, GuideForm.WorkedExample], guides.Where(g => g.Step == step).Select(g => g.Form))
        );

        // What a force took off stays off; a force that opens later has its own.
        var first = (await station.Get<ShowGuide>().Run(station.Coordinator, guides[0].Reference, default)).Value.Guide;
        ProblemStation.Done(await Save(station, guides[0].Reference, first.Version, draft: true));
        var other = await station.Get<OpenForce>().Run(station.Station.Owner, new() { Code = "elsewhere" }, default);
        var owner = await station.Get<Wardwise.App.Access.Actors>().MachineOwner(default);
        Assert.Equal(8, (await station.Get<ShipGuides>().Run(owner, default)).Value);
        Assert.Equal(7, (await station.Get<ListGuides>().Run(station.Officer, new(), default)).Value.Count);
        Assert.Equal(
            8,
            (
                await station
                    .Get<ListGuides>()
                    .Run(await station.Station.Add("Elsewhere", Role.Officer, other.Value.PoliceId), new(), default)
            )
                .Value
                .Count
        );
    }

    [Fact]
    public async Task AGuide_IsWrittenByTheCoordinator_ReadByTheForce_AndASaveFromAnOlderVersionIsRefused()
    {
        await using var station = await ProblemStation.Create();
        Assert.Equal(RefusalKind.Forbidden, (await station.Get<SaveGuide>().Run(station.Sergeant, Input, default)).Refusals[0].Kind);
        Assert.Equal(
            "Ask one question that shows the module was done.",
            ProblemStation.Refusal(await station.Get<SaveGuide>().Run(station.Coordinator, Input with { Question = " " }, default))
        );
        var reference = (await station.Get<SaveGuide>().Run(station.Coordinator, Input with { AsDraft = true }, default)).Value;
        var partner = await station.Station.As(Role.Partner);
        Assert.Equal(RefusalKind.NotFound, (await station.Get<ShowGuide>().Run(partner, reference, default)).Refusals[0].Kind);
        ProblemStation.Done(await Save(station, reference, 1, draft: false));
        Assert.Equal("Asking twenty households", (await station.Get<ShowGuide>().Run(partner, reference, default)).Value.Record.Title);
        var stale = await Save(station, reference, 1, draft: false);
        Assert.Equal(RefusalKind.Stale, stale.Refusals[0].Kind);
        Assert.Contains("Coordinator of Ashmoor saved this", stale.Refusals[0].Sentence);
        // Saved as it stands, it was looked at again.
        station.Station.Clock.Advance(TimeSpan.FromDays(30));
        ProblemStation.Done(await Save(station, reference, 2, draft: false));
        Assert.Equal(new DateOnly(2026, 7, 15), (await station.Get<ShowGuide>().Run(partner, reference, default)).Value.Guide.ReviewedOn);
    }

    [Fact]
    public async Task F11_WhoHasDoneWhichModule_IsSeenByTheSupervisorsOfTheAgency_AndByEverybodyForThemselves()
    {
        await using var station = await ProblemStation.Create();
        var partner = await station.Station.As(Role.Partner);
        var reference = (await station.Get<SaveGuide>().Run(station.Coordinator, Input, default)).Value;
        Assert.Equal(
            "Answer the question in a line or two. Nobody marks it.",
            ProblemStation.Refusal(await station.Get<DoModule>().Run(station.Officer, new() { Reference = reference }, default))
        );
        ProblemStation.Done(
            await station
                .Get<DoModule>()
                .Run(station.Officer, new() { Reference = reference, Answer = "Twenty doors in Fairlands" }, default)
        );
        ProblemStation.Done(await station.Get<DoModule>().Run(partner, new() { Reference = reference, Answer = "Ten flats" }, default));
        // Done again on a later day: one line a person, the later day.
        station.Station.Clock.Advance(TimeSpan.FromDays(1));
        ProblemStation.Done(
            await station.Get<DoModule>().Run(station.Officer, new() { Reference = reference, Answer = "Thirty doors" }, default)
        );

        var seen = (await station.Get<ShowTraining>().Run(station.Sergeant, false, default)).Value;
        Assert.True(seen.OthersToo);
        var done = Assert.Single(seen.People, p => p.Done.Count > 0);
        Assert.Equal(
            (station.Officer.Id, new DateOnly(2026, 6, 16), 1),
            (done.Id, done.Done.Values.Single().On, done.Done.Values.Single().Version)
        );
        Assert.DoesNotContain(seen.People, p => p.Id == partner.Id);
        Assert.Equal([partner.Id], (await station.Get<ShowTraining>().Run(partner, false, default)).Value.People.Select(p => p.Id));
        Assert.Equal(
            [station.Officer.Id],
            (await station.Get<ShowTraining>().Run(station.Officer, false, default)).Value.People.Select(p => p.Id)
        );
        Assert.Equal(RefusalKind.Forbidden, (await station.Get<ShowTraining>().Run(station.Officer, true, default)).Refusals[0].Kind);
    }

    [Fact]
    public async Task AnExample_CannotBeDone()
    {
        await using var station = await ProblemStation.Create();
        var reference = (
            await station.Get<SaveGuide>().Run(station.Coordinator, Input with { Form = GuideForm.WorkedExample }, default)
        ).Value;
        Assert.Equal(
            RefusalKind.NotFound,
            (await station.Get<DoModule>().Run(station.Officer, new() { Reference = reference, Answer = "x" }, default)).Refusals[0].Kind
        );
    }

    [Fact]
    public async Task AGuide_IsReadByTheIndex()
    {
        await using var station = await ProblemStation.Create();
        await station.Get<ShipGuides>().Run(station.Station.Owner, default);
        await station.Get<Indexer>().Drain(100, null, default);
        await using var work = await station.Station.Database.Begin(station.Officer, default);
        var found = await station.Get<Finder>().Find(work, "place manager", new(), [], default);
        Assert.Equal(
            "Finding the place manager",
            await work.Scalar<string>("select title from record where id = $1", default, found.Records[0].Id)
        );
    }

    internal static SaveGuide.Input Input =>
        new()
        {
            Title = "Asking twenty households",
            Step = SaraStep.Assessment,
            Form = GuideForm.Module,
            Text = "Ask before, and ask again after.\n\n- The same question\n- The same streets",
            Question = "Where would you ask?",
        };

    private static Task<Outcome<string>> Save(ProblemStation station, string reference, int version, bool draft) =>
        station
            .Get<SaveGuide>()
            .Run(station.Coordinator, Input with { Reference = reference, Version = version, AsDraft = draft }, default);
}
