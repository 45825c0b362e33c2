namespace Wardwise.App.Measuring;

/// <summary>What qualifies a measurement, by its code in the JSON, with the words for people.</summary>
public static class Cautions
{
    public const string NoComparison = "no comparison";
    public const string NoneLike = "no place like it";
    public const string FewPlaces = "few places to compare with";
    public const string UsualDrift = "drift assumed";
    public const string UnlikePlaces = "places compared with are unlike";
    public const string UnlikeAny = "unlike any place";
    public const string ShortSeries = "short series";
    public const string StillRunning = "after-period still running";
    public const string MissingMonths = "missing months";
    public const string DoubtedMonths = "doubted months";
    public const string DifferentSeasons = "different seasons";
    public const string ZeroCell = "zero cell";
    public const string BoundaryChanged = "boundary changed";
    public const string ForceStep = "step in the whole force";
    public const string Overlapping = "overlapping responses";
    public const string ChosenAtWorst = "chosen at its worst";
    public const string UsualLevel = "usual level not known";
    public const string NoBuffer = "no buffer";
    public const string FewForDisplacement = "too few for displacement";
    public const string Disagree = "ratio and difference disagree";
    public const string NoSeries = "no series";
    public const string AimChanged = "aim changed after the start";
    public const string NamedComparison = "comparison named";

    public static string InWords(string caution) =>
        caution switch
        {
            NoComparison =>
                "There was no place to compare with, so what changed everywhere is not allowed for. The usual drift of places is.",
            NoneLike => "No place has between half and twice as many incidents, so there is no simple comparison. What was to be expected "
                + "is learned from all places of its level.",
            FewPlaces => "There are fewer than nineteen places like it, so no place can be one in twenty: the comparison with them one by "
                + "one cannot reach that mark.",
            UsualDrift => "There are too few places to tell how far places go their own way, so the usual figure was taken.",
            UnlikePlaces => "No place has between half and twice as many incidents, so those there are were taken: they carry the season, "
                + "but may go another way.",
            UnlikeAny =>
                "The area had far more incidents, or far fewer, than any place to learn from, so the simple comparison gives the verdict.",
            ShortSeries => "There are fewer than six whole months on a side, so there are numbers and no verdict.",
            StillRunning => "The months after are not all over, or not all imported. The verdict may still change.",
            MissingMonths => "Some months were never imported. They are missing, not zero, and the months compared stop short of them.",
            DoubtedMonths => "Part of a month may be missing: far fewer incidents came in than the months beside it "
                + "and the year before suggest. There is no verdict until it is whole, or said to be.",
            DifferentSeasons =>
                "The months before and after are not the same months of the year. The places compared with carry the season.",
            ZeroCell => "One of the counts is zero, so the change in percent is not defined or very rough.",
            BoundaryChanged =>
                "The boundary of the place changed between the first and the last month compared. Incidents count in the place "
                    + "that held them when they happened.",
            ForceStep => "Incidents in the whole force took a step between the first and the last month compared, as when recording "
                + "changes. The places compared with carry it.",
            Overlapping => "Another response was at work in the same area at the time. What changed may be its doing.",
            ChosenAtWorst => "The place was worse before than places of its level usually stay, so some fall was to be expected by itself. "
                + "What was learned from other places allows for that; the simple comparison does not.",
            UsualLevel => "There are too few places to say how much of a fall is only the usual level coming back.",
            NoBuffer => "The streets around the area are not counted, so nothing is known of displacement.",
            FewForDisplacement =>
                "There are fewer than twenty incidents in the area, the streets around it or the places compared with, before or "
                    + "after: too few to tell whether it moved.",
            Disagree => "As a ratio the area did better than the places like it, and as a difference worse, or the other way round. "
                + "Read both with care.",
            NoSeries => "The trend before was not fitted: that needs two years before, six months after, and two incidents a month.",
            AimChanged => "The aim was changed after the response started. What changed is shown on the record.",
            NamedComparison => "The places compared with were named by hand, not chosen by the rule.",
            _ => caution,
        };
}
