using Wardwise.App.Library;
using Wardwise.App.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Library;
using Wardwise.Testing;
using Wardwise.Web.Tests.Records;

namespace Wardwise.Web.Tests.Library;

/// <summary>Every way to write a lesson.</summary>
internal sealed class LessonExample() : RecordExample(Lesson.RecordKind, Role.Officer)
{
    public override async Task<string> Make(ProblemStation station) => (
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
        ).Value.Reference;

    public override IReadOnlyList<Write> Own { get; } =
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
    ];
}
