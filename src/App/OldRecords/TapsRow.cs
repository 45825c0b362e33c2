using System.Globalization;
using System.Text.RegularExpressions;
using Wardwise.App.Imports;
using Wardwise.Domain.Places;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.OldRecords;

/// <summary>
/// Understands one row. What cannot be true of any record (no reference, a date that is no date, a grade that does not exist) rejects it;
/// what is only doubtful is left out, and said.
/// </summary>
internal sealed partial class TapsRow(DateOnly today, Techniques techniques)
{
    private const int ReferenceLength = 100;
    private const int Quoted = 60;

    private static readonly Dictionary<string, ProblemState> States = new(StringComparer.OrdinalIgnoreCase)
    {
        ["open"] = ProblemState.Open,
        ["active"] = ProblemState.Open,
        ["live"] = ProblemState.Open,
        ["ongoing"] = ProblemState.Open,
        ["in progress"] = ProblemState.Open,
        ["new"] = ProblemState.Open,
        ["monitoring"] = ProblemState.Monitoring,
        ["monitored"] = ProblemState.Monitoring,
        ["reopened"] = ProblemState.Reopened,
        ["re-opened"] = ProblemState.Reopened,
        ["closed"] = ProblemState.Closed,
        ["complete"] = ProblemState.Closed,
        ["completed"] = ProblemState.Closed,
        ["finalised"] = ProblemState.Closed,
        ["resolved"] = ProblemState.Closed,
    };

    /// <summary>The row, or null and why it cannot go in.</summary>
    public OldRecordDraft? Read(string file, int line, Dictionary<string, string> cells, Action<string> warn, out string rejected)
    {
        if (Unfit(cells, out var opened, out var closed, out var grade) is { } reason)
        {
            rejected = reason;
            return null;
        }

        rejected = "";
        var named = OldColumns.List(cells[OldColumns.Techniques]);
        var draft = new OldRecordDraft
        {
            File = file,
            Line = line,
            Cells = cells,
            Opened = opened,
            Closed = closed,
            Grade = grade,
            State = State(cells, closed, warn),
            Category = Category(cells[OldColumns.Category], warn),
            AimMet = Met(cells[OldColumns.AimMet], warn),
            Point = Point(cells, warn),
            Techniques = [.. named.Select(n => techniques.CodeOf(n)).OfType<string>().Distinct()],
            UnknownTechniques = [.. named.Where(n => techniques.CodeOf(n) is null)],
        };
        if (draft.Title != cells[OldColumns.Title])
        {
            warn(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"title: it has {cells[OldColumns.Title].Length} characters, of which a title holds {Problem.TitleLength}. "
                        + $"It is cut, and stands whole in what keeps happening"
                )
            );
        }

        if (draft.IsOutOfOrder)
        {
            warn($"closed: {closed!.Value.InWords()} is before it was opened, on {opened.InWords()}. The record keeps no closing date");
        }

        return draft;
    }

    private string? Unfit(Dictionary<string, string> cells, out DateOnly opened, out DateOnly? closed, out int? grade)
    {
        (opened, closed, grade) = (default, null, null);
        if (cells[OldColumns.Reference].Length is 0 or > ReferenceLength)
        {
            return "reference: give the old system's own reference, up to 100 characters";
        }

        if (cells[OldColumns.Title].Length == 0)
        {
            return "title: it is empty";
        }

        if (cells[OldColumns.Opened].Length == 0)
        {
            return "opened: it is empty. Give the day the record was opened";
        }

        if (BadDay(OldColumns.Opened, cells, out opened) is { } badOpening)
        {
            return badOpening;
        }

        if (cells[OldColumns.Closed].Length > 0)
        {
            if (BadDay(OldColumns.Closed, cells, out var day) is { } badClosing)
            {
                return badClosing;
            }

            closed = day;
        }

        if (cells[OldColumns.Grade] is { Length: > 0 } text)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 6)
            {
                return $"grade: '{Short(text)}' is not a grade from 0 to 6";
            }

            grade = number;
        }

        return null;
    }

    private string? BadDay(string column, Dictionary<string, string> cells, out DateOnly day)
    {
        var text = cells[column];
        if (!WrittenDate.TryRead(TimeOfDay().Replace(text, "").Trim(), out day))
        {
            return $"{column}: '{Short(text)}' is not a day such as 2020-01-31 or 31/01/2020";
        }

        return day > today ? $"{column}: {day.InWords()} has not come yet" : null;
    }

    private static ProblemState State(Dictionary<string, string> cells, DateOnly? closed, Action<string> warn)
    {
        var status = cells[OldColumns.Status];
        if (!States.TryGetValue(status, out var state))
        {
            state = closed is null ? ProblemState.Open : ProblemState.Closed;
            warn(
                $"status: {(status.Length == 0 ? "it is empty" : $"'{Short(status)}' is not known")}. "
                    + $"The record is {(closed is null ? "open, since it has no closing date" : "closed, since it has a closing date")}"
            );
        }
        else if (state is ProblemState.Closed && closed is null)
        {
            warn("closed: it is empty though the status says closed. The record is closed, without a day");
        }
        else if (state is not ProblemState.Closed && closed is not null)
        {
            warn(
                $"closed: it has a day though the status says {Short(status)}. The record is {EnumCode.Of(state)}, without a closing date"
            );
        }

        return state;
    }

    private static ProblemCategory? Category(string text, Action<string> warn)
    {
        var category = EnumCode.Read<ProblemCategory>(text.ToLowerInvariant());
        if (category is null && text.Length > 0)
        {
            warn($"category: '{Short(text)}' is not one of personal, nuisance, environmental. The record has no category");
        }

        return category;
    }

    private static AimMet? Met(string text, Action<string> warn)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (EnumCode.Read<AimMet>(text.ToLowerInvariant()) is { } met)
        {
            return met;
        }

        warn($"aim_met: '{Short(text)}' is not one of yes, no, unknown. It counts as unknown");
        return AimMet.Unknown;
    }

    private static LatLon? Point(Dictionary<string, string> cells, Action<string> warn)
    {
        if (Positions.Read(cells[OldColumns.Latitude], cells[OldColumns.Longitude], "", "", out var point) is not { } wrong)
        {
            return point;
        }

        warn($"latitude, longitude: {wrong}. The position is not used");
        return null;
    }

    private static string Short(string text) => Words.Cut(text, Quoted).ReplaceLineEndings(" ");

    /// <summary>After a date, and of no use here.</summary>
    [GeneratedRegex(@"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$")]
    private static partial Regex TimeOfDay();
}
