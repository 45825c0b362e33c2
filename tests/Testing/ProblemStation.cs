using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.App.Sharing;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;
using Xunit;

namespace Wardwise.Testing;

/// <summary>A station with an officer who works on problems, and problems brought to a stage through the use cases.</summary>
internal sealed class ProblemStation : IAsyncDisposable
{
    private ProblemStation(Station station, Actor officer, Actor sergeant, Actor coordinator) =>
        (Station, Officer, Sergeant, Coordinator) = (station, officer, sergeant, coordinator);

    public Station Station { get; }

    public Actor Officer { get; }

    public Actor Sergeant { get; }

    public Actor Coordinator { get; }

    public static async Task<ProblemStation> Create() => await On(await Station.Create());

    public static async Task<ProblemStation> On(Station station)
    {
        await Ground.Lay(station);
        return new(station, await station.As(Role.Officer), await station.As(Role.Supervisor), await station.As(Role.Coordinator));
    }

    public T Get<T>()
        where T : notnull => Station.Get<T>();

    public async Task<string> Opened(
        string title = "Off-road bikes on the green",
        string what = "Bikes ridden across the green after school"
    )
    {
        var opened = await Get<OpenProblem>()
            .Run(
                Officer,
                new()
                {
                    Title = title,
                    WhatRecurs = what,
                    Category = ProblemCategory.Nuisance,
                    Kind = "vehicle nuisance",
                    PlaceNo = Ground.Fairlands,
                },
                default
            );
        return opened.Value.Reference;
    }

    public async Task<string> Scanned()
    {
        var reference = await Opened();
        var saved = await Get<SaveScanning>().Run(Officer, Scanning(reference), default);
        Assert.True(saved.Done);
        return reference;
    }

    public static SaveScanning.Input Scanning(string reference, int version = 1) =>
        new()
        {
            Reference = reference,
            Version = version,
            Title = "Off-road bikes on the green",
            Category = ProblemCategory.Nuisance,
            Kind = "vehicle nuisance",
            PlaceNo = Ground.Fairlands,
            WhatRecurs = "Bikes ridden across the green after school",
            Sources = [ProblemSource.Residents],
            PartnersAsked = "Council parks team: they see the ruts",
        };

    public static SaveAnalysis.Input Analysis(string reference, int version = 1) =>
        new()
        {
            Reference = reference,
            Version = version,
            VictimKnown = "Families who use the play area",
            OffenderKnown = "Six riders aged 14 to 17",
            LocationKnown = "A gap in the fence by the garages",
            Hypothesis = "The gap is the only way in",
        };

    public AddStep.Input Step(string reference) =>
        new()
        {
            Reference = reference,
            What = "Fit a barrier at the gap",
            Technique = "control-access",
            AgencyId = Station.CouncilId,
            DueOn = new(2026, 6, 30),
            CostPounds = 1200,
        };

    /// <summary>Analysis, a survey as measure, a step done with evidence, a response started and ended.</summary>
    public async Task<string> CarriedOut()
    {
        var reference = await Scanned();
        Done(await Get<SaveAnalysis>().Run(Officer, Analysis(reference), default));
        Done(await Get<SetAim>().Run(Officer, SurveyAim(reference), default));
        var step = await Get<AddStep>().Run(Officer, Step(reference), default);
        Done(step);
        Done(
            await Get<SettleTasking>()
                .Run(
                    Officer,
                    new()
                    {
                        Reference = reference,
                        TaskingId = step.Value,
                        Version = 1,
                        Status = TaskingStatus.Done,
                        Evidence = "Barrier in place, seen on 2 June",
                    },
                    default
                )
        );
        Done(await Get<StartResponse>().Run(Officer, new() { Reference = reference, StartedOn = new(2026, 5, 1) }, default));
        Done(await Get<EndResponse>().Run(Officer, new() { Reference = reference, EndedOn = new(2026, 6, 10) }, default));
        return reference;
    }

    /// <summary>An aim of incidents in Fairlands, and a response from 10 May to 1 September 2025.</summary>
    public async Task<string> Responded(DateOnly? start = null)
    {
        var started = start ?? new(2025, 5, 10);
        var reference = await Scanned();
        Done(await Get<SaveAnalysis>().Run(Officer, Analysis(reference), default));
        Done(
            await Get<SetAim>()
                .Run(
                    Officer,
                    new()
                    {
                        Reference = reference,
                        Version = 1,
                        Measure = AimMeasure.Incidents,
                        Categories = ["asb"],
                        PlaceCodes = ["N1"],
                        Percent = 40,
                        ByWhen = new(2026, 12, 31),
                    },
                    default
                )
        );
        var step = await Get<AddStep>().Run(Officer, Step(reference), default);
        Done(
            await Get<SettleTasking>()
                .Run(
                    Officer,
                    new()
                    {
                        Reference = reference,
                        TaskingId = step.Value,
                        Version = 1,
                        Status = TaskingStatus.Done,
                        Evidence = "Seen in place",
                    },
                    default
                )
        );
        Done(await Get<StartResponse>().Run(Officer, new() { Reference = reference, StartedOn = started }, default));
        Done(
            await Get<EndResponse>()
                .Run(Officer, new() { Reference = reference, EndedOn = start is null ? new(2025, 9, 1) : started }, default)
        );
        return reference;
    }

    public static SetAim.Input SurveyAim(string reference, int version = 1) =>
        new()
        {
            Reference = reference,
            Version = version,
            Measure = AimMeasure.Survey,
            SurveyQuestion = "I feel safe on the green",
            PlaceCodes = ["N1"],
            Percent = 20,
            ByWhen = new(2027, 3, 31),
        };

    public static SaveAssessment.Input Assessment(string reference, int version = 1) =>
        new()
        {
            Reference = reference,
            Version = version,
            Process = CarriedOut_,
            ProcessText = "The barrier went in a week late",
            SurveyBeforeAsked = 80,
            SurveyBeforeAgreed = 30,
            SurveyAfterAsked = 80,
            SurveyAfterAgreed = 60,
            AimMet = AimMet.Yes,
            Cost = 4200,
            LessonWhat = "The barrier with a riding club worked, the barrier alone did not",
            LessonForWhom = "Riders of school age",
            LessonWhatItTook = "A day a week for a month",
            LessonConditions = "A track within three miles",
        };

    private const CarriedOut CarriedOut_ = Wardwise.Domain.Problems.CarriedOut.Yes;

    public async Task<string> SignedOff()
    {
        var reference = await CarriedOut();
        Done(await Get<SaveAssessment>().Run(Officer, Assessment(reference), default));
        Done(await Get<SignOffProblem>().Run(Sergeant, new() { Reference = reference, As = "Supervisor" }, default));
        return reference;
    }

    public async Task<ProblemFile> File(string reference)
    {
        await using var work = await Station.Database.Begin(Officer, default);
        return (await work.Read(reference, default))!;
    }

    /// <summary>Shares a record with the council, under an agreement: without one a share ends by the database's own clock.</summary>
    public async Task<Guid> Share(string reference, bool takesPart)
    {
        var agreement = await Get<SealAgreement>()
            .Run(
                Coordinator,
                new()
                {
                    Title = "Ashmoor partnership",
                    Parties = [Station.PoliceId, Station.CouncilId],
                    Purposes = "Reduce anti-social behaviour",
                    Data = "Records",
                    StartsOn = new(2026, 1, 1),
                    EndsOn = new(2090, 1, 1),
                },
                default
            );
        Done(agreement);
        await using var work = await Station.Database.Begin(Coordinator, default);
        var shared = await Get<ShareRecord>()
            .Run(
                Coordinator,
                new()
                {
                    RecordId = await work.Scalar<Guid>("select id from record where reference = $1", default, reference),
                    AgencyId = Station.CouncilId,
                    AgreementId = agreement.Value,
                    Purpose = "joint work",
                    TakesPart = takesPart,
                },
                default
            );
        Done(shared);
        return shared.Value;
    }

    public static void Done<T>(Outcome<T> outcome) => Assert.True(outcome.Done, string.Join(' ', outcome.Refusals.Select(r => r.Sentence)));

    public static string Refusal<T>(Outcome<T> outcome) => Assert.Single(outcome.Refusals).Sentence;

    public ValueTask DisposeAsync() => Station.DisposeAsync();
}
