using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Library;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.App.Sharing;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Records;

/// <summary>A record of each kind, who writes it, and every way to write it. A kind, or a use case that writes records, which is not here
/// fails a test.</summary>
internal sealed record RecordExample(Role Writer, Func<ProblemStation, Task<string>> Make, IReadOnlyList<Write> Own)
{
    private static readonly byte[] Text = "Seen in place"u8.ToArray();

    /// <summary>What any kind of record takes.</summary>
    public static IReadOnlyList<Write> Any { get; } =
    [
        new(typeof(AddNote), "/records/{0}/notes/new", new() { ["Input.Text"] = "Rang the parks team", ["Input.Visibility"] = "Own" }),
        new(typeof(AddAttachment), "/records/{0}/files/new", []) { File = ("Input.File", "seen.txt", Text) },
        new(typeof(RemoveAttachment), "/records/{0}/files/{1}/take-off", new() { ["Input.Why"] = "It is of another place" })
        {
            Before = async (station, reference) => $"{await Attach(station, reference)}",
        },
        new(typeof(RemoveAttachment), "/records/{0}/files/{1}/take-off?handler=PutBack", [])
        {
            Before = async (station, reference) =>
            {
                var id = await Attach(station, reference);
                await using var work = await station.Station.Database.Begin(station.Coordinator, default);
                await using var off = work.Command("update attachment set removed_at = now() where id = $1", id);
                await off.ExecuteNonQueryAsync();
                work.Noted(TrailEntry.Of(TrailKind.Disclosure, id, "attachment", "taken off in a test"));
                work.Noted(
                    new TrailEntry(TrailKind.Disclosure, await IdOf(work, reference), null, "attachment", "taken off in a test", "{}", [id])
                );
                await work.Finish(default);
                return $"{id}";
            },
        },
        new(
            typeof(ShareRecord),
            "/records/{0}/sharing?handler=Share",
            new() { ["Input.AgencyId"] = "{1}", ["Input.Purpose"] = "They grit the path" }
        )
        {
            OwnerOnly = true,
            WhenLocked = true,
            By = Role.Coordinator,
            Before = async (station, _) => $"{(await station.Station.Add("Rowan Fire", Role.Partner, await Fire(station))).Home!.AgencyId}",
        },
    ];

    public static IReadOnlyDictionary<string, RecordExample> Of { get; } =
        new Dictionary<string, RecordExample>
        {
            [Problem.RecordKind] = new(
                Role.Officer,
                station => station.Scanned(),
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
                    new(typeof(SavePlan), "plan", new() { ["Input.Version"] = "1", ["Input.VictimsTold"] = "By letter" })
                    {
                        Version = "Input.Version",
                    },
                    new(typeof(SaveAssessment), "assessment", new() { ["Input.Version"] = "1", ["Input.Displacement"] = "None seen" })
                    {
                        Version = "Input.Version",
                    },
                    new(typeof(AddStep), "steps/new", Write.Step("{1}"))
                    {
                        Before = (station, _) => Task.FromResult($"{station.Station.CouncilId}"),
                    },
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
                ]
            ),
            [Lesson.RecordKind] = new(
                Role.Officer,
                async station => (
                        await station
                            .Get<RecordLesson>()
                            .Run(
                                station.Officer,
                                new()
                                {
                                    Title = "Tell the caller who rings back",
                                    Source = LessonSource.Complaint,
                                    WhatHappened = "A caller waited two days.",
                                    WhatWasLearned = "Name one person who rings back.",
                                    Action = "Write a card for the desk",
                                    DueOn = new(2026, 6, 17),
                                },
                                default
                            )
                    ).Value.Reference,
                [
                    new(
                        typeof(SaveLesson),
                        "edit",
                        new()
                        {
                            ["Input.Version"] = "1",
                            ["Input.Title"] = "Tell callers who rings back",
                            ["Input.Source"] = "Complaint",
                            ["Input.WhatHappened"] = "A caller waited.",
                            ["Input.WhatWasLearned"] = "Name one person.",
                            ["Input.Action"] = "Write a card",
                            ["Input.DueOn.day"] = "17",
                            ["Input.DueOn.month"] = "6",
                            ["Input.DueOn.year"] = "2026",
                        }
                    )
                    {
                        Version = "Input.Version",
                    },
                    new(
                        typeof(SettleTasking),
                        "?handler=Act",
                        new()
                        {
                            ["Input.Version"] = "1",
                            ["Input.ActionId"] = "{1}",
                            ["Input.Evidence"] = "The card lies on the desk",
                        }
                    )
                    {
                        Version = "Input.Version",
                        Before = async (station, reference) =>
                            $"{(await station.Get<ShowLesson>().Run(station.Officer, reference, default)).Value.Action!.Id}",
                    },
                    new(typeof(MoveLesson), "?handler=Move&to=Closed", new() { ["reason"] = "Nothing to do" }) { WhenLocked = true },
                    new(typeof(PublishLesson), "?handler=Publish&takeBack=False", []) { WhenLocked = true },
                ]
            ),
            [Guide.RecordKind] = new(
                Role.Coordinator,
                async station =>
                    (
                        await station
                            .Get<SaveGuide>()
                            .Run(
                                station.Coordinator,
                                new()
                                {
                                    Title = "How to scan",
                                    Step = SaraStep.Scanning,
                                    Form = GuideForm.WorkedExample,
                                    Text = "Look at the incidents.",
                                    AsDraft = true,
                                },
                                default
                            )
                    ).Value,
                [
                    new(
                        typeof(SaveGuide),
                        "edit",
                        new()
                        {
                            ["Input.Version"] = "1",
                            ["Input.Title"] = "How to scan well",
                            ["Input.Step"] = "Scanning",
                            ["Input.Form"] = "WorkedExample",
                            ["Input.Text"] = "Look at the incidents first.",
                            ["Input.AsDraft"] = "true",
                        }
                    )
                    {
                        Version = "Input.Version",
                    },
                ]
            ),
            [ImportedPractice.RecordKind] = new(Role.Coordinator, Practice, []),
            ["agreement"] = new(
                Role.Coordinator,
                async station =>
                {
                    var made = await station
                        .Get<SealAgreement>()
                        .Run(
                            station.Coordinator,
                            new()
                            {
                                Title = "Fire safety",
                                Parties = [station.Station.PoliceId, await Fire(station)],
                                Purposes = "Safety",
                                Data = "Addresses",
                                StartsOn = new(2026, 1, 1),
                                EndsOn = new(2030, 1, 1),
                            },
                            default
                        );
                    await using var work = await station.Station.Database.Begin(station.Coordinator, default);
                    return await work.Scalar<string>("select reference from record where id = $1", default, made.Value);
                },
                []
            ),
        };

    public static async Task<Guid> IdOf(Work work, string reference) =>
        await work.Scalar<Guid>("select id from record where reference = $1", default, reference);

    /// <summary>Puts a record in a state, whatever its kind, with the history that every write needs.</summary>
    public static async Task Put(ProblemStation station, string reference, string state)
    {
        await using var work = await station.Station.Database.Begin(station.Station.Owner, default);
        var id = await IdOf(work, reference);
        await using (var put = work.Command("update record set state = $2 where id = $1", id, state))
        {
            await put.ExecuteNonQueryAsync();
        }

        work.Noted(new TrailEntry(TrailKind.Disclosure, id, null, "record", "put in a state by a test", "{}", [id]));
        await work.Finish(default);
    }

    private static async Task<Guid> Attach(ProblemStation station, string reference)
    {
        await using var content = new MemoryStream(Text);
        var added = await station
            .Get<AddAttachment>()
            .Run(station.Coordinator, new() { Reference = reference, File = new("seen.txt", content) }, default);
        ProblemStation.Done(added);
        return added.Value;
    }

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

    private static async Task<Guid> Fire(ProblemStation station) =>
        (
            await station
                .Get<Wardwise.App.Accounts.SaveAgency>()
                .Run(
                    station.Station.Owner,
                    new()
                    {
                        ForceId = station.Station.ForceId,
                        Name = $"Fire {Guid.CreateVersion7():n}",
                        Kind = AgencyKind.Fire,
                    },
                    default
                )
        ).Value;

    private static async Task<string> Practice(ProblemStation station)
    {
        await using var work = await station.Station.Database.Begin(station.Coordinator, default);
        var record = await RecordDesk.New<ImportedPractice>(
            work,
            "A barrier elsewhere",
            Guide.Live,
            station.Station.ForceId,
            station.Station.PoliceId,
            default
        );
        work.Db.Add(
            new ImportedPractice
            {
                RecordId = record.Id,
                Record = record,
                ForceId = station.Station.ForceId,
                FromForce = "kent",
                FromName = "Kent Police",
                Key = $"{record.Id}",
                FileMade = "2026 Q1",
                Content = "{\"kind\":\"problem\",\"title\":\"A barrier elsewhere\",\"texts\":[],\"steps\":[]}",
            }
        );
        Assert.Null(await work.Commit("took in practice in a test", default));
        return record.Reference;
    }
}
