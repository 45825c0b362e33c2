using Microsoft.Extensions.DependencyInjection;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Demonstration;

/// <summary>Enters one story day by day, through the use cases that its people would have used.</summary>
internal sealed class EnterStory(
    IServiceProvider services,
    Database real,
    EnteredStaff staff,
    IReadOnlyDictionary<string, int> placeNos,
    IReadOnlyDictionary<string, Actor> actors,
    ProblemStory story,
    DateOnly today
)
{
    private readonly StoryClock _clock = new(today);
    private readonly List<(DateOnly Day, int Order, Func<CancellationToken, Task> Do)> _events = [];
    private string _reference = "";

    public ProblemStory Story => story;

    /// <summary>Once it is open.</summary>
    public string Reference => _reference;
    private DateOnly _measuredOn = DateOnly.MaxValue;
    private Database? _database;

    private Database Database => _database ??= new Database(real.Source, _clock);

    /// <summary>A use case at the story's own time.</summary>
    private T The<T>() => services.The<T>(Database);

    private EnterSteps Steps => new(Database, staff, services.GetRequiredService<AttachmentFolder>());

    private Actor Owner => actors[story.Owner];

    /// <summary>The first day only: done in order of the days, so that references are given as they would have been.</summary>
    public async Task Open(CancellationToken cancel)
    {
        _clock.GoTo(story.Plan.OpenedOn);
        var opened = await The<OpenProblem>()
            .Run(
                Owner,
                new()
                {
                    Title = story.Title,
                    WhatRecurs = story.WhatRecurs,
                    PlaceNo = placeNos[story.Neighbourhood],
                    Category = Category,
                    Kind = story.Plan.Kind.Name,
                    AsDraft = story.Plan.End is StoryEnd.Draft,
                },
                cancel
            );
        _reference = Sure(opened).Reference;
    }

    /// <summary>All that followed up to the measurement. Each is measured against places where no other story was at work, so all have to
    /// have come so far first.</summary>
    public Task Follow(CancellationToken cancel)
    {
        Error();
        Look();
        Act();
        Gather();
        if (story.Assessment is { } told)
        {
            Assess(told, story.Plan.ClosedOn!.Value);
            _measuredOn = story.Plan.ClosedOn!.Value.AddDays(-2);
        }

        return Enter(_events.Where(e => e.Day < _measuredOn), cancel);
    }

    /// <summary>The measurement, the end, and what was seen afterwards.</summary>
    public Task End(CancellationToken cancel) => Enter(_events.Where(e => !(e.Day < _measuredOn)), cancel);

    private async Task Enter(IEnumerable<(DateOnly Day, int Order, Func<CancellationToken, Task> Do)> events, CancellationToken cancel)
    {
        foreach (var (day, _, act) in events.OrderBy(e => e.Day).ThenBy(e => e.Order))
        {
            _clock.GoTo(day);
            await act(cancel);
        }
    }

    private ProblemCategory Category => EnumCode.Read<ProblemCategory>(story.Plan.Kind.Category) ?? ProblemCategory.Nuisance;

    private DateOnly Opened => story.Plan.OpenedOn;

    private void On(DateOnly day, Func<CancellationToken, Task> act) => _events.Add((day < Opened ? Opened : day, _events.Count, act));

    private void Error()
    {
        if (story.ErrorBecause is { } why)
        {
            On(
                Opened.AddDays(4),
                async cancel => Sure(await The<MarkEnteredInError>().Run(Owner, new() { Reference = _reference, Reason = why }, cancel))
            );
        }
    }

    private void Look()
    {
        if (story.Scanning is { } seen)
        {
            On(
                Opened.AddDays(2),
                async cancel =>
                    Sure(
                        await The<SaveScanning>()
                            .Run(Owner, StoryForms.Scanning(_reference, story, seen, Category, placeNos[story.Neighbourhood]), cancel)
                    )
            );
        }

        if (story.Analysis is { } known)
        {
            On(
                Opened.AddDays(9),
                async cancel => Sure(await The<SaveAnalysis>().Run(Owner, StoryForms.Analysis(_reference, known), cancel))
            );
        }

        if (story.Aim is { } aim)
        {
            On(Opened.AddDays(12), async cancel => Sure(await The<SetAim>().Run(Owner, StoryForms.Aim(_reference, aim), cancel)));
        }
    }

    private void Act()
    {
        if (story.Response is { } agreed)
        {
            On(agreed.AgreedOn, async cancel => Sure(await The<SavePlan>().Run(Owner, StoryForms.Plan(_reference, agreed), cancel)));
        }

        if (story.Steps.Count > 0)
        {
            On(story.Response!.AgreedOn, cancel => Steps.Agree(Owner, _reference, story.Steps, cancel));
        }

        if (story.Steps.Where(s => s.DoneOn is not null || s.NotDone).Select(s => s.DoneOn).Max() is { } lastDone)
        {
            On(lastDone, cancel => Steps.Settle(Owner, _reference, story.Steps, story.Papers, cancel));
        }

        if (story.Plan.StartedOn is { } started)
        {
            _events.Add(
                (
                    started,
                    -1,
                    async cancel =>
                        Sure(await The<StartResponse>().Run(Owner, new() { Reference = _reference, StartedOn = started }, cancel))
                )
            );
        }

        if (story.Plan.EndedOn is { } ended)
        {
            On(ended, async cancel => Sure(await The<EndResponse>().Run(Owner, new() { Reference = _reference, EndedOn = ended }, cancel)));
        }
    }

    /// <summary>Notes, and the incidents that the owner picked out.</summary>
    private void Gather()
    {
        foreach (var note in story.Notes)
        {
            On(
                note.Day,
                async cancel =>
                    Sure(
                        await The<AddNote>()
                            .Run(
                                actors[note.By],
                                new()
                                {
                                    Reference = _reference,
                                    Text = note.Text,
                                    Visibility = note.ForPartners ? NoteVisibility.Partners : NoteVisibility.Own,
                                },
                                cancel
                            )
                    )
            );
        }

        if (story.LinkedByHand > 0)
        {
            On(
                Opened.AddDays(12),
                async cancel =>
                {
                    if (await Latest(cancel) is { Count: > 0 } picked)
                    {
                        Sure(
                            await The<LinkIncidents>()
                                .Run(
                                    Owner,
                                    new()
                                    {
                                        Reference = _reference,
                                        IncidentIds = picked,
                                        Why = "reported at the place in the weeks before",
                                    },
                                    cancel
                                )
                        );
                    }
                }
            );
        }
    }

    /// <summary>The latest incidents of the kind at the place, as they stood on the day of opening.</summary>
    private async Task<IReadOnlyList<Guid>> Latest(CancellationToken cancel)
    {
        var (spot, aim) = (story.Plan.Venue.Spot, story.Aim!);
        await using var work = await Database.Begin(Owner, cancel);
        return await work.Rows(
            """
            select id from incident where occurred_at >= $1 and occurred_at < $2 and lat between $3 and $4 and lon between $5 and $6
              and category = any ($7) and (cardinality($8::smallint[]) = 0 or asb_type = any ($8)) order by occurred_at desc, lat, lon
                  limit $9
            """,
            row => row.Get<Guid>("id"),
            cancel,
            LondonTime.StartOf(Opened.AddMonths(-6)),
            LondonTime.StartOf(Opened),
            spot.Latitude - 0.0015,
            spot.Latitude + 0.0015,
            spot.Longitude - 0.0025,
            spot.Longitude + 0.0025,
            aim.Categories.Select(c => IncidentCodes.Categories.Find(c)!.Number).ToArray(),
            aim.Types.Select(t => IncidentCodes.AsbTypes.Find(t)!.Number).ToArray(),
            story.LinkedByHand
        );
    }

    private void Assess(ProblemStory.AssessmentTold told, DateOnly closed)
    {
        if (story.Plan is { Grade: >= 4, BySurvey: false })
        {
            On(closed.AddDays(-2), async cancel => Sure(await The<MeasureProblem>().Run(Owner, new() { Reference = _reference }, cancel)));
        }

        On(
            closed.AddDays(-2),
            async cancel => Sure(await The<SaveAssessment>().Run(Owner, StoryForms.Assessment(_reference, told), cancel))
        );
        On(
            closed.AddDays(-1),
            async cancel =>
                Sure(await The<SignOffProblem>().Run(actors[story.Supervisor], new() { Reference = _reference, As = "supervisor" }, cancel))
        );
        if (story.ModerationReason is { } reason)
        {
            On(
                closed,
                async cancel =>
                    Sure(await The<ModerateGrade>().Run(actors[story.Moderator], new() { Reference = _reference, Reason = reason }, cancel))
            );
        }

        On(
            closed,
            async cancel =>
                Sure(
                    await The<CloseProblem>()
                        .Run(Owner, new() { Reference = _reference, StepsDropped = "The trouble had ended without it." }, cancel)
                )
        );
        foreach (var months in ProblemRules.Shipped.FollowUpMonths.Where(_ => story.Plan is { Grade: >= 4, BySurvey: false }))
        {
            // The month before has been imported by then.
            On(
                closed.AddMonths(months).AddDays(5),
                async cancel =>
                    Sure(
                        await The<MeasureWhatIsDue>()
                            .Run(await new Actors(Database).Schedule(cancel), new() { Reference = _reference }, cancel)
                    )
            );
        }

        if (story.ReopenedBecause is { } why)
        {
            On(
                closed.AddDays(45),
                async cancel => Sure(await The<ReopenProblem>().Run(Owner, new() { Reference = _reference, Reason = why }, cancel))
            );
        }
    }

    private T Sure<T>(Outcome<T> outcome) =>
        outcome.Done
            ? outcome.Value
            : throw new InvalidOperationException(
                $"{story.Title} ({story.Plan.Grade}): {string.Join(' ', outcome.Refusals.Select(r => r.Sentence))}"
            );
}
