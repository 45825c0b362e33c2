using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Library;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Demonstration;

/// <summary>Enters what the library of the demonstration holds: the guides, a few lessons, who has done which module, what was used
/// elsewhere, and the year's nominations. Its dice are its own.</summary>
internal sealed class EnterLibrary(IServiceProvider services, Database real, Wealdshire county, IReadOnlyDictionary<string, Actor> actors)
{
    private const int Records = 40;

    private readonly StoryClock _clock = new(county.Calendar.Today);
    private readonly Dice _dice = new(Wealdshire.Seed, "library");
    private Database? _database;

    private Database Database => _database ??= new Database(real.Source, _clock);

    private DateOnly Today => county.Calendar.Today;

    private Actor Coordinator => actors[county.Staff.Coordinators[0].Email];

    private List<StaffMember> Officers => [.. county.Staff.Members.Where(m => m.Role is Role.Officer)];

    public async Task Run(CancellationToken cancel)
    {
        _clock.GoTo(Today.AddMonths(-14));
        Sure(await The<ShipGuides>().Run(await new Actors(Database).MachineOwner(cancel), cancel));
        await Lessons(cancel);
        await Modules(cancel);
        await Uses(cancel);
    }

    private T The<T>() => services.The<T>(Database);

    private async Task Lessons(CancellationToken cancel)
    {
        (
            int DaysAgo,
            LessonSource From,
            string Title,
            string Happened,
            string Learned,
            string? Kind,
            string Action,
            int Due,
            string? Evidence
        )[] told =
        [
            (
                330,
                LessonSource.Complaint,
                "Tell the caller who rings back",
                "A caller waited six days for an answer: two teams each thought that the other would ring.",
                "Name one person who rings back, and by when, before the call ends. Nobody minds waiting for a name.",
                null,
                "Put the name and the day on the call card",
                28,
                "The card has had the two boxes since the end of that month; ten cards looked at, nine filled in."
            ),
            (
                250,
                LessonSource.Debrief,
                "Draw the area before the first patrol",
                "A response to bikes on a common could not be measured: the area was agreed only when it was over.",
                "An area drawn before the start costs ten minutes. Drawn afterwards, it convinces nobody.",
                "off-road-bikes",
                "Show the aim's page at the next team meeting",
                21,
                "Shown to three teams. The next four records had their area from the first day."
            ),
            (
                140,
                LessonSource.Inspection,
                "A plan of five patrols is one step",
                "An inspection read twenty records. In eight of them every step of the plan was a patrol.",
                "Ask of each plan: who could change this who is not the police? If nobody comes to mind, the analysis is not finished.",
                null,
                "Supervisors ask that question before they agree a plan",
                45,
                "Asked at each sign-off since; the share of plans with a partner's step rose from 12 of 20 to 17 of 20."
            ),
            (
                60,
                LessonSource.Survey,
                "People want to hear what was not done, too",
                "Residents were asked what they had heard of a response. Most had heard of its start, nobody of its end.",
                "Say how it ended, also when little changed. A short honest answer was liked better than a leaflet.",
                null,
                "Ring the five who reported most when a record closes",
                75,
                null
            ),
            (
                20,
                LessonSource.Debrief,
                "The school's last bus decides the hour",
                "Patrols at four met nobody: the trouble began when the last bus had gone, at twenty to six.",
                "Before choosing hours, look at the incidents by hour and ask when the bus goes.",
                null,
                "Add the question to the analysis guide",
                14,
                null
            ),
        ];
        var officers = Officers;
        foreach (var (at, lesson) in told.Index())
        {
            var by = actors[_dice.Pick(officers).Email];
            _clock.GoTo(Today.AddDays(-lesson.DaysAgo));
            var recorded = Sure(
                await The<RecordLesson>()
                    .Run(
                        by,
                        new()
                        {
                            Title = lesson.Title,
                            Source = lesson.From,
                            WhatHappened = lesson.Happened,
                            WhatWasLearned = lesson.Learned,
                            Kinds = [lesson.Kind],
                            Action = lesson.Action,
                            DueOn = Today.AddDays(lesson.Due - lesson.DaysAgo),
                            OwnerId = at == 3 ? Coordinator.Id : by.Id,
                        },
                        cancel
                    )
            );
            var reference = recorded.Reference;
            if (lesson.Evidence is { } evidence)
            {
                _clock.GoTo(Today.AddDays(lesson.Due - lesson.DaysAgo - 2));
                Sure(
                    await The<SettleTasking>()
                        .Run(
                            by,
                            new()
                            {
                                Reference = reference,
                                TaskingId = recorded.ActionId,
                                Version = 1,
                                Status = TaskingStatus.Done,
                                Evidence = evidence,
                            },
                            cancel
                        )
                );
            }

            Sure(await The<PublishLesson>().Run(Coordinator, new() { Reference = reference }, cancel));
            if (at < 2)
            {
                Sure(await The<MoveLesson>().Run(by, new() { Reference = reference, To = LessonState.Closed }, cancel));
            }
        }
    }

    /// <summary>The earlier steps were done by more people than the later ones.</summary>
    private async Task Modules(CancellationToken cancel)
    {
        var modules = Sure(await The<ListGuides>().Run(Coordinator, new(), cancel)).Where(g => g.Form is GuideForm.Module).ToList();
        string[] answers =
        [
            "The car park by the shops, after six",
            "Written for my own patch and shown to my sergeant",
            "Asked the warden, who knew at once",
            "Done with the team on a quiet shift",
        ];
        foreach (var member in county.Staff.Members.Where(m => m.Role is Role.Officer or Role.Supervisor or Role.Partner))
        {
            foreach (var (at, module) in modules.Index())
            {
                if (_dice.Falls(0.7 - (0.15 * at)))
                {
                    _clock.GoTo(Today.AddDays(-_dice.Whole(5, 300)));
                    Sure(
                        await The<DoModule>()
                            .Run(actors[member.Email], new() { Reference = module.Reference, Answer = _dice.Pick(answers) }, cancel)
                    );
                }
            }
        }
    }

    private async Task Uses(CancellationToken cancel)
    {
        var listed = Sure(
            await The<ListProblems>()
                .Run(
                    Coordinator,
                    new()
                    {
                        State = ProblemState.Closed,
                        Order = ListProblems.Order.GradeDown,
                        Everything = true,
                    },
                    cancel
                )
        )
            .Rows.Take(Records)
            .ToList();
        (PracticeSaid Said, string Line)[] lines =
        [
            (PracticeSaid.Helped, "We took the first two steps and left out the third, which we had no money for. Calls have stopped."),
            (PracticeSaid.Helped, "The wording to the landlord, almost as it stands."),
            (PracticeSaid.DidNotHelp, "Nobody here manages the place, so there was nobody to ask."),
            (PracticeSaid.TooEarly, "Fitted last month."),
        ];
        var (officers, nominated) = (Officers, 0);
        foreach (var (at, row) in listed.Index())
        {
            _clock.GoTo(Today.AddDays(-30 + (at / 2)));
            if (_dice.Falls(0.5))
            {
                var (said, line) = _dice.Pick(lines);
                // Whoever owns the record has nothing to say here; another officer does next time.
                await The<SayItHelped>()
                    .Run(
                        actors[_dice.Pick(officers).Email],
                        new()
                        {
                            Reference = row.Reference,
                            Said = said,
                            Line = line,
                        },
                        cancel
                    );
            }

            if (nominated < 4 && _dice.Falls(0.3))
            {
                var put = await The<Nominate>()
                    .Run(
                        actors[county.Staff.Members.First(m => m.Role is Role.Supervisor).Email],
                        new()
                        {
                            Reference = row.Reference,
                            Why = "The result is shown with what speaks against it, and the partners did as much as we did.",
                        },
                        cancel
                    );
                nominated += put.Done ? 1 : 0;
                if (put.Done && nominated <= 2)
                {
                    Sure(
                        await The<ScoreNomination>()
                            .Run(
                                actors[county.Staff.Coordinators[1].Email],
                                new()
                                {
                                    Id = put.Value,
                                    Understanding = _dice.Whole(6, 9),
                                    Response = _dice.Whole(5, 9),
                                    Result = _dice.Whole(4, 9),
                                    Line = "Clear, and honest about chance",
                                },
                                cancel
                            )
                    );
                }
            }
        }
    }

    private static T Sure<T>(Outcome<T> outcome) =>
        outcome.Done ? outcome.Value : throw new InvalidOperationException(outcome.Refusals[0].Sentence);
}
