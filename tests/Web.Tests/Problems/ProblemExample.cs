using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Testing;
using Wardwise.Web.Tests.Records;

namespace Wardwise.Web.Tests.Problems;

/// <summary>Every way to write a problem.</summary>
internal sealed class ProblemExample() : RecordExample(Problem.RecordKind, Role.Officer)
{
    public override Task<string> Make(ProblemStation station) => station.Scanned();

    public override IReadOnlyList<Write> Own { get; } =
    [
        new(typeof(SaveScanning), "scanning", new() { ["Input.Version"] = "2", ["Input.Title"] = "Bikes again" })
        {
            Version = "Input.Version",
        },
        new(typeof(SaveAnalysis), "analysis", new() { ["Input.Version"] = "1", ["Input.Hypothesis"] = "The gap" })
        {
            Version = "Input.Version",
        },
        new(
            typeof(SetAim),
            "aim",
            new()
            {
                ["Input.Version"] = "1",
                ["Input.Measure"] = "Survey",
                ["Input.SurveyQuestion"] = "I feel safe",
                ["Input.Percent"] = "20",
            }
        )
        {
            Version = "Input.Version",
        },
        new(typeof(SavePlan), "plan", new() { ["Input.Version"] = "1", ["Input.VictimsTold"] = "By letter" }) { Version = "Input.Version" },
        new(typeof(SaveAssessment), "assessment", new() { ["Input.Version"] = "1", ["Input.Displacement"] = "None seen" })
        {
            Version = "Input.Version",
        },
        new(typeof(AddStep), "steps/new", Write.Step("{1}")) { Before = (station, _) => Task.FromResult($"{station.Station.CouncilId}") },
        new(typeof(ChangeStep), "steps/{1}", Write.Step("{2}")) { Before = Stepped, Version = "Version" },
        new(
            typeof(SettleTasking),
            "steps/{1}/settle",
            new()
            {
                ["Version"] = "1",
                ["Input.Status"] = "Done",
                ["Input.Evidence"] = "Seen in place",
            }
        )
        {
            Before = Stepped,
            Version = "Version",
        },
        new(typeof(CopyStep), "?handler=Copy&step={1}", [])
        {
            Before = async (station, _) => await Stepped(station, await station.Opened("Bikes on the meadow")),
        },
        new(typeof(StartResponse), "start", Write.Day("Input.StartedOn", 1)) { Before = Aimed },
        new(typeof(EndResponse), "end", Write.Day("Input.EndedOn", 10))
        {
            Before = async (station, reference) =>
            {
                await Aimed(station, reference);
                ProblemStation.Done(
                    await station
                        .Get<StartResponse>()
                        .Run(station.Officer, new() { Reference = reference, StartedOn = new(2026, 5, 1) }, default)
                );
                return "";
            },
        },
        new(
            typeof(LinkIncidents),
            "incidents/link",
            new() { ["Input.IncidentIds"] = "01890a5d-ac96-774b-bcce-b302099a8057", ["Input.Why"] = "Bikes" }
        )
        {
            OnlyRefused = true,
        },
        new(typeof(MeasureProblem), "measure", []) { OnlyRefused = true },
        new(typeof(MarkEnteredInError), "error", new() { ["Input.Reason"] = "Recorded twice" }) { WhenLocked = true },
        new(typeof(OpenDraft), "?handler=Open", [])
        {
            Before = async (station, reference) =>
            {
                await Put(station, reference, "draft");
                return "";
            },
        },
        new(typeof(ReopenProblem), "reopen", new() { ["Input.Reason"] = "The riders are back" })
        {
            WhenLocked = true,
            Before = async (station, reference) =>
            {
                await Put(station, reference, "closed");
                return "";
            },
        },
        new(typeof(SignOffProblem), "sign-off", new() { ["Input.As"] = "Supervisor", ["ReadTo"] = "1000" })
        {
            By = Role.Supervisor,
            OnlyRefused = true,
        },
        new(typeof(CloseProblem), "close", new() { ["ReadTo"] = "1000" }) { OnlyRefused = true },
        new(typeof(ModerateGrade), "moderate", new() { ["Input.Reason"] = "As it stands", ["ReadTo"] = "1000" })
        {
            By = Role.Supervisor,
            WhenLocked = true,
        },
        new(typeof(AskToJoin), "?handler=Join", [])
        {
            Readers = true,
            WhenLocked = true,
            By = Role.Supervisor,
        },
    ];

    private static async Task<string> Stepped(ProblemStation station, string reference)
    {
        var step = await station.Get<AddStep>().Run(station.Officer, station.Step(reference), default);
        ProblemStation.Done(step);
        return $"{step.Value}";
    }

    private static async Task<string> Aimed(ProblemStation station, string reference)
    {
        ProblemStation.Done(await station.Get<SetAim>().Run(station.Officer, ProblemStation.SurveyAim(reference), default));
        return "";
    }
}
