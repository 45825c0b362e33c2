using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;

namespace Wardwise.Domain.Tests.Problems;

/// <summary>Problems at each stage of the work; a test changes only what it is about.</summary>
internal static class AProblem
{
    public static readonly Guid Author = new("00000000-0000-7000-8000-000000000001");
    public static readonly Guid Owner = new("00000000-0000-7000-8000-000000000002");
    public static readonly Guid Sergeant = new("00000000-0000-7000-8000-000000000003");
    public static readonly Guid Coordinator = new("00000000-0000-7000-8000-000000000004");
    public static readonly DateOnly Today = new(2026, 9, 14);
    public static readonly DateTimeOffset Now = new(2026, 9, 14, 9, 0, 0, TimeSpan.Zero);

    public static ProblemFile JustOpened() =>
        ProblemFile.New(
            new Problem
            {
                Record = new Wardwise.Domain.Records.Record
                {
                    Id = Guid.CreateVersion7(),
                    Kind = Problem.RecordKind,
                    Reference = "P-2026-0142",
                    Title = "Off-road bikes on the green",
                    ForceId = Guid.CreateVersion7(),
                    OwnerAgencyId = Guid.CreateVersion7(),
                    OwnerAccountId = Owner,
                    PlaceNo = 12,
                    State = "open",
                    OpenedAt = Now,
                },
                Category = ProblemCategory.Nuisance,
                OpenedBy = Author,
                WorkedOn = Today,
            }
        );

    public static ProblemFile Scanned()
    {
        var file = JustOpened();
        file.Scanning.WhatRecurs = "Bikes ridden across the green after school";
        file.Scanning.Sources = [ProblemSource.Residents];
        file.Scanning.PartnersAsked = "Council parks team: they see the ruts";
        return file;
    }

    public static ProblemFile Analysed()
    {
        var file = Scanned();
        file.Analysis.VictimKnown = "Families who use the play area";
        file.Analysis.OffenderKnown = "Six riders aged 14 to 17";
        file.Analysis.LocationKnown = "A gap in the fence by the garages";
        file.Analysis.Hypothesis = "The gap is the only way in, and nobody is there after four";
        file.Aim.Measure = AimMeasure.Incidents;
        file.Aim.Categories = ["asb"];
        file.Aim.PlaceCodes = ["E05004792"];
        file.Aim.Percent = 40;
        file.Aim.ByWhen = new(2027, 3, 31);
        file.Aim.BaselineCount = 108;
        file.Aim.BaselineMonths = 12;
        return file;
    }

    public static ProblemFile CarriedOut()
    {
        var file = Analysed();
        file.Plan.StartedOn = new(2025, 6, 2);
        file.Plan.EndedOn = new(2025, 9, 1);
        return file with
        {
            Steps = [new("control-access", TaskingStatus.Done, HasEvidence: true), new("diversion", TaskingStatus.ToDo, false)],
        };
    }

    public static ProblemFile SignedOff()
    {
        var file = CarriedOut();
        file.Assessment.Process = Wardwise.Domain.Problems.CarriedOut.Yes;
        file.Assessment.ProcessText = "The barrier went in a week late";
        file.Assessment.SignOff = new(Sergeant, "Sgt Ellis", "Supervisor", Now);
        return file with { IsMeasured = true, Verdict = Verdict.ClearFall };
    }

    public static ProblemFile Learned()
    {
        var file = SignedOff();
        file.Assessment.LessonWhat = "A barrier alone moved them; the barrier with a riding club did not";
        file.Assessment.LessonForWhom = "Riders of school age";
        file.Assessment.LessonWhatItTook = "One officer a day a week for a month";
        return file;
    }

    public static ProblemFile Usable()
    {
        var file = Learned();
        file.Assessment.Cost = 4200m;
        file.Assessment.LessonConditions = "Needs a track within three miles";
        file.Problem.Moderation = new(null, 5, "Agreed", Coordinator, "J. Marsh", Now);
        return file;
    }

    public static Grade Grade(this ProblemFile file) => ProblemGrade.Of(file, ProblemRules.Shipped.Grade);
}
