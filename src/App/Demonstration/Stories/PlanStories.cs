namespace Wardwise.App.Demonstration;

/// <summary>Gives 300 problems their place, time and fate.</summary>
internal sealed class PlanStories
{
    /// <summary>How many are meant to reach each grade.</summary>
    public static readonly int[] Shares = [22, 60, 62, 58, 50, 32, 16];

    private const int Errors = 11;
    private const int Drafts = 4;
    private const int Surveys = 8;

    // At how many of the best-graded stories something was planted, and what: 0.4 is a fall of 60 in 100.
    private static readonly double[] Falls = [0.38, 0.45, 0.4, 0.5, 0.42, 0.35, 0.48, 0.45, 0.4, 0.5, 0.45, 0.55, 0.4];
    private const double Rise = 1.75;
    private const double SteepRise = 2.4;
    private const int LatestToFade = 13;
    private const int MonthsHeld = 13;

    private readonly IReadOnlyList<Venue> _venues;
    private readonly UsualRates _rates;
    private readonly Calendar _calendar;
    private readonly Dice _dice;
    private readonly Dictionary<ProblemKind, int> _left;
    private readonly Dictionary<ProblemKind, List<Venue>> _at;
    private readonly Dictionary<ProblemKind, int[]> _types;
    private readonly HashSet<int> _measured = [];

    public PlanStories(IReadOnlyList<Venue> venues, IncidentKinds kinds, UsualRates rates, Calendar calendar, int seed)
    {
        (_venues, _rates, _calendar, _dice) = (venues, rates, calendar, new Dice(seed, "stories"));
        var all = ProblemKind.ReadAll();
        _left = all.ToDictionary(k => k, k => k.Records);
        _types = all.ToDictionary(k => k, k => k.Types.Select(kinds.IndexOf).ToArray());
        _at = all.ToDictionary(
            k => k,
            k => venues.Where(v => k.Venues.Contains(v.Kind.Kind)).OrderByDescending(v => AMonth(k, v)).ToList()
        );
    }

    public IReadOnlyList<StoryPlan> Run()
    {
        var plans = new List<StoryPlan>();
        for (var i = 0; i < Shares[6]; i++)
        {
            // Two of the sixteen went the wrong way, and two moved next door: failures well learned.
            plans.Add(
                Measured(
                    6,
                    Liveliest(),
                    i is 5 ? Rise
                        : i is 11 ? SteepRise
                        : Falls[i % Falls.Length],
                    i is 3 or 9
                )
            );
        }

        // One of the earliest did not last: its follow-ups find that.
        var fading = plans.FindIndex(p => p is { Factor: < 1, Moved: false } && _calendar.MonthOf(p.StartedOn!.Value) <= LatestToFade);
        plans[fading] = plans[fading] with { FadesAfter = MonthsHeld };

        for (var i = 0; i < Shares[5]; i++)
        {
            plans.Add(Measured(5, Liveliest(), i < 10 ? Falls[(i + 4) % Falls.Length] : null, i is 2));
        }

        for (var i = 0; i < Shares[4]; i++)
        {
            var plan = Measured(4, i < 4 || i >= Surveys + 4 ? Liveliest() : Any(), i < 4 ? 0.5 : null, false);
            plans.Add(i >= 4 && i < Surveys + 4 ? plan with { BySurvey = true } : plan);
        }

        plans.AddRange(Enumerable.Range(0, Shares[3]).Select(i => CarriedOut(Any(), i)));
        plans.AddRange(Enumerable.Range(0, Shares[2]).Select(_ => Analysed(Any())));
        plans.AddRange(Enumerable.Range(0, Shares[1]).Select(_ => Unmade(1, Any(), StoryEnd.Open, 1, 460)));
        plans.AddRange(
            Enumerable
                .Range(0, Shares[0])
                .Select(i =>
                    Unmade(
                        0,
                        Any(),
                        i < Errors ? StoryEnd.Error
                            : i < Errors + Drafts ? StoryEnd.Draft
                            : StoryEnd.OnlyOpened,
                        1,
                        i < Errors ? 900
                            : i < Errors + Drafts ? 9
                            : 30
                    )
                )
        );
        return
        [
            .. plans
                .OrderBy(p => p.OpenedOn)
                .ThenBy(p => p.Kind.Key, StringComparer.Ordinal)
                .ThenBy(p => p.Venue.Number)
                .Select((p, i) => p with { Number = i }),
        ];
    }

    /// <summary>What the stories make of the numbers, for the list of planted changes.</summary>
    public IEnumerable<PlantedChange> Changes(IReadOnlyList<StoryPlan> plans)
    {
        foreach (var plan in plans.Where(p => p.Factor is not null))
        {
            var (factor, from) = (plan.Factor!.Value, _calendar.MonthOf(plan.StartedOn!.Value));
            yield return new(
                plan.Venue.Name,
                plan.Kind.Types,
                from,
                factor,
                plan.FadesAfter is not null ? "A response that worked for a year, and no longer."
                    : factor < 1 ? "A response that worked."
                    : "A response that made it worse.",
                from + plan.FadesAfter
            );
            if (plan.Moved)
            {
                var gone = (1 - factor) * AMonth(plan.Kind, plan.Venue) / Math.Max(AMonth(plan.Kind, plan.Next), 0.3);
                yield return new(
                    plan.Next.Name,
                    plan.Kind.Types,
                    from,
                    1 + Math.Clamp(gone, 0.8, 4),
                    $"It moved here from {plan.Venue.Name}."
                );
            }
        }
    }

    private double AMonth(ProblemKind kind, Venue venue) => _types[kind].Sum(t => _rates[venue.Number, t]);

    /// <summary>The liveliest spot that no measured story has, of a kind that still has records to give.</summary>
    private (ProblemKind, Venue) Liveliest()
    {
        var kind =
            _left
                .Where(k => k.Value > k.Key.Records / 2)
                .Select(k => k.Key)
                .MaxBy(k => _at[k].Where(v => !_measured.Contains(v.Number)).Select(v => AMonth(k, v)).FirstOrDefault())
            ?? Commonest();
        return Take(kind, _at[kind].First(v => !_measured.Contains(v.Number)));
    }

    private (ProblemKind, Venue) Any()
    {
        var kind = Commonest();
        var from = _at[kind].Take(Math.Max(12, _at[kind].Count / 2)).ToList();
        return Take(
            kind,
            _dice.Pick(from.Where(v => !_measured.Contains(v.Number)).DefaultIfEmpty(_dice.Pick(from)).ToList()),
            hold: false
        );
    }

    private ProblemKind Commonest()
    {
        var open = _left.Where(k => k.Value > 0).ToList();
        return open[_dice.Index(Dice.RunningTotals(open.Select(k => (double)k.Value)))].Key;
    }

    private (ProblemKind, Venue) Take(ProblemKind kind, Venue venue, bool hold = true)
    {
        _left[kind]--;
        if (hold)
        {
            _measured.Add(venue.Number);
        }

        return (kind, venue);
    }

    private StoryPlan Measured(int grade, (ProblemKind Kind, Venue Venue) at, double? factor, bool moved)
    {
        // Late enough for a year before, early enough for a year after.
        var started = _calendar.Month(_dice.Whole(12, 21)).AddDays(_dice.Whole(0, 3));
        var ended = started.AddDays(_dice.Whole(80, 170));
        var closed = Earlier(started.AddMonths(13).AddDays(_dice.Whole(3, 40)), _calendar.Today.AddDays(-3));
        var isReopened = factor is null && _dice.Falls(0.07);
        var plan = Plan(at, grade, isReopened ? StoryEnd.Reopened : StoryEnd.Closed, started.AddDays(-_dice.Whole(50, 120))) with
        {
            StartedOn = started,
            EndedOn = ended,
            ClosedOn = closed,
            Factor = factor,
            Moved = moved,
        };
        if (moved)
        {
            // Where it went to must not be the scene of another measurement.
            var next = _at[at.Kind].Where(v => !_measured.Contains(v.Number)).MinBy(v => v.Spot.MetresTo(at.Venue.Spot))!;
            _measured.Add(next.Number);
            plan = plan with { Next = next };
        }

        return plan;
    }

    private StoryPlan CarriedOut((ProblemKind, Venue) at, int number)
    {
        var isOld = number % 4 == 0;
        var started = isOld
            ? _calendar.Month(_dice.Whole(4, 26)).AddDays(_dice.Whole(0, 20))
            : _calendar.Today.AddDays(-_dice.Whole(90, 200));
        var ended = started.AddDays(_dice.Whole(40, 80));
        return Plan(at, 3, isOld ? StoryEnd.Closed : StoryEnd.Monitoring, started.AddDays(-_dice.Whole(40, 100))) with
        {
            StartedOn = started,
            EndedOn = ended,
            ClosedOn = isOld ? ended.AddDays(_dice.Whole(30, 90)) : null,
        };
    }

    /// <summary>Half of them have begun to act.</summary>
    private StoryPlan Analysed((ProblemKind, Venue) at)
    {
        var opened = _calendar.Today.AddDays(-_dice.Whole(25, _dice.Falls(0.25) ? 500 : 190));
        var started = opened.AddDays(_dice.Whole(20, 60));
        return Plan(at, 2, StoryEnd.Open, opened) with { StartedOn = started < _calendar.Today && _dice.Falls(0.55) ? started : null };
    }

    private StoryPlan Unmade(int grade, (ProblemKind, Venue) at, StoryEnd end, int fewestDays, int mostDays) =>
        Plan(
            at,
            grade,
            end,
            _calendar.Today.AddDays(-_dice.Whole(fewestDays, Math.Max(fewestDays + 1, (int)(mostDays * _dice.Between(0.2, 1)))))
        );

    private StoryPlan Plan((ProblemKind Kind, Venue Venue) at, int grade, StoryEnd end, DateOnly opened) =>
        new(
            0,
            at.Kind,
            at.Venue,
            _at[at.Kind].Where(v => v.Number != at.Venue.Number).MinBy(v => v.Spot.MetresTo(at.Venue.Spot))!,
            grade,
            end,
            opened < _calendar.Start ? _calendar.Start : opened
        );

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
