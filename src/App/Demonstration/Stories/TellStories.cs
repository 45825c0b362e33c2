using System.Globalization;
using Wardwise.Statistics;

namespace Wardwise.App.Demonstration;

/// <summary>Puts flesh on the bones: each text from what was written for its kind, with the names of the place and the numbers that the
/// incidents show.</summary>
internal sealed class TellStories(Wealdshire county, Staff staff, int seed)
{
    private static readonly string[] Sources = ["incidents", "residents", "victims", "officers", "partners", "meeting"];
    private static readonly Dictionary<string, IReadOnlyList<string>> Common = DemonstrationData.Read<
        Dictionary<string, IReadOnlyList<string>>
    >("problem-common.json");

    private readonly HashSet<string> _titles = [];

    public IReadOnlyList<ProblemStory> Run()
    {
        var counts = new AreaIncidents(county.Incidents, county.Calendar);
        return [.. county.Stories.Select(plan => Tell(plan, counts))];
    }

    private ProblemStory Tell(StoryPlan plan, AreaIncidents counts)
    {
        var dice = new Dice(seed, string.Create(CultureInfo.InvariantCulture, $"story {plan.Number}"));
        var months = counts.ByMonth(plan.Venue.Spot, plan.Kind.Types.Select(county.Kinds.IndexOf));
        var words = Words(plan, months, dice);
        var slots = new Slots(words, dice);
        var kind = plan.Kind;
        var story = new ProblemStory
        {
            Plan = plan,
            Title = Title(kind, slots, dice),
            Neighbourhood = plan.Venue.Neighbourhood,
            Owner = staff.OfficerOf(plan.Venue.Neighbourhood).Email,
            Supervisor = staff.SupervisorOf(plan.Venue.Neighbourhood).Email,
            Moderator = staff.Coordinators[0].Email,
            WhatRecurs =
                slots.Pick(kind.Recurs)
                + " "
                + slots.Pick(Common[IsSeldomReported(plan, months) ? "ledeFew" : "lede"])
                + ", "
                + slots.Pick(Common["months"])
                + ".",
            ErrorBecause = plan.End is StoryEnd.Error ? slots.Pick(Common["errorWhy"]) : null,
        };
        if (plan.Grade >= 1)
        {
            story = story with
            {
                Scanning = Scanning(plan, slots, dice),
                Analysis = plan.Grade >= 2 || dice.Falls(0.5) ? Analysis(plan, slots, dice) : null,
            };
        }

        if (plan.Grade >= 2)
        {
            story = story with
            {
                Aim = Aim(plan, slots, dice),
                Response = new(
                    slots.Pick(Common["agreed"]),
                    Agreed(plan, dice),
                    slots.Pick(Common["victimsTold"]),
                    slots.Pick(Common["publicTold"])
                ),
                Steps = Steps(plan, slots, dice),
            };
        }

        // A stream of its own, so that what gathers about a record does not move the story itself.
        var apart = new Dice(seed, string.Create(CultureInfo.InvariantCulture, $"papers {plan.Number}"));
        story = new TellPapers(staff, new Slots(words, apart), apart, Common).Run(story);
        return plan.Grade < 3 || (plan.Grade == 3 && plan.ClosedOn is null) ? story : Assessed(story, months, slots, dice);
    }

    private string Title(ProblemKind kind, Slots slots, Dice dice)
    {
        var titles = kind.Title.Select(slots.Fill).Where(t => !_titles.Contains(t)).ToList();
        var title = titles.Count > 0 ? dice.Pick(titles) : null;
        for (var again = 2; title is null || !_titles.Add(title); again++)
        {
            title = string.Create(
                CultureInfo.InvariantCulture,
                $"{slots.Fill(kind.Title[0])}, {(again == 2 ? "again" : again == 3 ? "third time" : $"time {again}")}"
            );
        }

        return title;
    }

    private Dictionary<string, string> Words(StoryPlan plan, int[] months, Dice dice)
    {
        var hood = county.Grounds.Neighbourhoods.First(n => n.Code == plan.Venue.Neighbourhood);
        var year = YearBefore(plan, months);
        return new()
        {
            ["place"] = plan.Venue.Name,
            ["next"] = plan.Next.Name,
            ["hood"] = hood.Name,
            ["town"] = staff.TownOf(hood.Code),
            ["street"] = dice.Pick(county.StreetsOf(plan.Venue.SmallArea)).Name,
            ["council"] = staff.AgencyFor("council", hood.Code).Name,
            ["housing"] = staff.AgencyFor("housing", hood.Code).Name,
            ["since"] = plan.OpenedOn.AddMonths(-dice.Whole(3, 11)).ToString("MMMM yyyy", CultureInfo.GetCultureInfo("en-GB")),
            ["n"] = Math.Max(2, year).ToString(CultureInfo.InvariantCulture),
            ["m"] = Math.Max(2, year / 3).ToString(CultureInfo.InvariantCulture),
            ["lateStep"] = dice.Pick(Common["late"]),
        };
    }

    private int YearBefore(StoryPlan plan, int[] months)
    {
        var month = Math.Clamp(county.Calendar.MonthOf(plan.OpenedOn), 1, Calendar.Months);
        return months[Math.Max(0, month - 12)..month].Sum();
    }

    private bool IsSeldomReported(StoryPlan plan, int[] months) => YearBefore(plan, months) < 7;

    /// <summary>A few weeks after opening, and before the response.</summary>
    private DateOnly Agreed(StoryPlan plan, Dice dice)
    {
        var (agreed, latest) = (plan.OpenedOn.AddDays(dice.Whole(14, 35)), (plan.StartedOn ?? county.Calendar.Today).AddDays(-1));
        return agreed < latest ? agreed : latest;
    }

    private static ProblemStory.ScanningTold Scanning(StoryPlan plan, Slots slots, Dice dice)
    {
        var whole = plan.Grade >= 2;
        return new(
            plan.OpenedOn.AddMonths(-dice.Whole(3, 14)),
            [.. Sources.Where(_ => dice.Falls(0.4)).DefaultIfEmpty("incidents")],
            slots.Pick(plan.Kind.Say),
            whole || dice.Falls(0.5) ? slots.Pick(plan.Kind.Harm) : null,
            whole || dice.Falls(0.5) ? slots.Pick(plan.Kind.Victims).Replace("\n", "; ", StringComparison.Ordinal) : null,
            whole || dice.Falls(0.4) ? dice.Whole(1, 5) : null,
            whole ? slots.Pick(Common["partners"]) : null
        );
    }

    private static ProblemStory.AnalysisTold Analysis(StoryPlan plan, Slots slots, Dice dice)
    {
        var (kind, whole) = (plan.Kind, plan.Grade >= 2);
        string? Some(IReadOnlyList<string> lines, double share) => whole || dice.Falls(share) ? slots.Pick(lines) : null;
        return new(
            Some(kind.Victims, 0.6),
            Some(Common["guardians"], 0.3),
            Some(kind.Offenders, 0.6),
            Some(Common["handlers"], 0.3),
            Some(kind.Location, 0.5),
            Some(Common["managers"], 0.3),
            slots.Pick(kind.When),
            Some(kind.Feeds, 0.3),
            Some(Common["already"], 0.4),
            whole ? slots.Pick(kind.Why) : null
        );
    }

    private ProblemStory.AimTold Aim(StoryPlan plan, Slots slots, Dice dice)
    {
        string[] categories = [.. plan.Kind.Types.Select(t => county.Kinds.Asb.Any(k => k.Key == t) ? "asb" : t).Distinct()];
        string[] types = [.. plan.Kind.Types.Where(t => county.Kinds.Asb.Any(k => k.Key == t))];
        return new(
            plan.BySurvey ? slots.Pick(Common["survey"]) : null,
            categories,
            categories.Length == 1 ? types : [],
            AreaIncidents.GeoJson(plan.Venue.Spot),
            plan.BySurvey ? dice.Whole(3, 5) * 5 : dice.Whole(5, 9) * 5,
            (plan.StartedOn ?? plan.OpenedOn.AddDays(60)).AddMonths(dice.Whole(8, 12))
        );
    }

    private List<ProblemStory.StepTold> Steps(StoryPlan plan, Slots slots, Dice dice)
    {
        var (steps, chosen) = (new List<ProblemStory.StepTold>(), plan.Kind.Steps.ToList());
        dice.Shuffle(chosen);
        var begins = plan.StartedOn ?? plan.OpenedOn.AddDays(40);
        foreach (var step in chosen.Take(plan.Grade >= 3 ? dice.Whole(3, 6) : dice.Whole(2, 4)))
        {
            var due = begins.AddDays(dice.Whole(5, 75));
            var done = due.AddDays(dice.Whole(-6, dice.Falls(0.3) ? 30 : 4));
            var latest = plan.EndedOn ?? county.Calendar.Today.AddDays(-1);
            done =
                done < begins ? begins
                : done > latest ? latest
                : done;
            var isDone =
                plan.StartedOn is not null
                && (
                    plan.EndedOn is not null ? steps.Count == 0 || dice.Falls(0.85)
                    : steps.Count == 0 ? dice.Falls(0.5)
                    : dice.Falls(0.25)
                );
            var isDropped = !isDone && plan.EndedOn is not null;
            steps.Add(
                new(
                    slots.Fill(step.Do),
                    step.How,
                    staff.AgencyFor(step.By, plan.Venue.Neighbourhood).Key,
                    due,
                    step.Cost,
                    isDone ? done : null,
                    isDone ? slots.Fill(step.Seen)
                        : isDropped ? "Not done: the money went elsewhere."
                        : null,
                    isDropped
                )
            );
        }

        return steps;
    }

    private ProblemStory Assessed(ProblemStory story, int[] months, Slots slots, Dice dice)
    {
        var plan = story.Plan;
        var start = county.Calendar.MonthOf(plan.StartedOn!.Value);

        // Twelve whole months on either side; the month of the start is neither.
        var end = Math.Min(Calendar.Months, start + 13);
        var (first, span) = (Math.Max(0, start - 12), Math.Max(1, end - start - 1));
        var (before, after) = (months[first..start].Sum(), months[Math.Min(start + 1, end)..end].Sum());
        var measure = Rates.Compare(before, after, Math.Max(1, start - first), span);
        var (fell, rose) = (measure.Exact.High.Value < 1, measure.Exact.Low.Value > 1);
        var change = (int)Math.Round(Math.Abs(measure.PercentChange.Value ?? 0));
        var moved =
            fell ? $"a fall of {change} in 100"
            : rose ? $"a rise of {change} in 100"
            : "no change that chance could not make";
        var survey = plan.BySurvey ? Survey(dice, dice.Falls(0.5)) : ((int, int, int, int)?)null;
        var worked = plan.BySurvey
            ? survey!.Value.Item4 * 1.0 / survey.Value.Item3 > 0.15 + (survey.Value.Item2 * 1.0 / survey.Value.Item1)
            : fell;
        var partly = story.Steps.Count(s => s.NotDone) > story.Steps.Count / 3;
        var isMeasured = plan.Grade >= 4;
        return story with
        {
            ModerationReason = plan.Grade == 6 ? slots.Pick(Common["moderated"]) : null,
            ReopenedBecause =
                plan.End is StoryEnd.Reopened ? "It has come back: calls in the last six weeks are where they were before." : null,
            Assessment = new()
            {
                PartlyCarriedOut = partly,
                ProcessText = slots.Pick(Common[partly ? "processPart" : "processGood"]),
                NotMeasuredBecause = isMeasured ? null : slots.Pick(Common["notMeasured"]),
                Survey = survey,
                Impact =
                    !isMeasured || plan.BySurvey
                        ? null
                        : string.Create(
                            CultureInfo.InvariantCulture,
                            $"{before} reports in the {start - first} months before the start, {after} in the {span} after its "
                                + $"first month: {moved}."
                        ),
                Displacement = isMeasured ? slots.Pick(Common[plan.Moved ? "moved" : "stayed"]) : null,
                Cost = plan.Grade >= 5 ? story.Steps.Where(s => s.DoneOn is not null).Sum(s => s.Cost) : null,
                CostText = plan.Grade == 6 ? "Works and grants as on the steps; officers' time on top." : null,
                AuthorsView = slots.Pick(Common[worked ? "authorGood" : "authorBad"]),
                AimMet = isMeasured
                    ? plan.BySurvey
                        ? worked
                        : fell && change >= story.Aim!.Percent
                    : dice.Falls(0.5),
                VictimsView = slots.Pick(Common[worked ? "happy" : "unhappy"]),
                LessonWhat =
                    plan.Grade >= 5 || dice.Falls(0.4)
                        ? slots.Pick(
                            plan.Moved ? Common["movedLesson"]
                            : worked ? plan.Kind.Good
                            : plan.Kind.Bad
                        )
                        : null,
                LessonForWhom = plan.Grade >= 5 ? slots.Pick(Common["forWhom"]) : null,
                LessonWhatItTook = plan.Grade >= 5 ? slots.Pick(Common["took"]) : null,
                LessonConditions = plan.Grade == 6 ? slots.Pick(plan.Kind.Conditions) : null,
                NoLessonBecause = plan.Grade >= 5 ? null : slots.Pick(Common["noLesson"]),
            },
        };
    }

    /// <summary>Asked and agreed, before and after.</summary>
    private static (int, int, int, int) Survey(Dice dice, bool better)
    {
        var (asked, again) = (dice.Whole(60, 140), dice.Whole(60, 140));
        var share = dice.Between(0.25, 0.45);
        return (
            asked,
            (int)(asked * share),
            again,
            (int)(again * Math.Min(0.95, share + (better ? dice.Between(0.22, 0.35) : dice.Between(-0.04, 0.06))))
        );
    }
}
