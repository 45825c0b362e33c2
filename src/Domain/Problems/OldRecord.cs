namespace Wardwise.Domain.Problems;

/// <summary>
/// What a record brought from an older system that has no home of its own here, and where it came from. What it says of its result is its
/// author's word: it is shown as such, and no estimate is made from it.
/// </summary>
public sealed class OldRecord
{
    public required Guid RecordId { get; init; }

    public required Guid ForceId { get; init; }

    /// <summary>As the old system had it; it keeps working as an address.</summary>
    public required string Reference { get; set; }

    public required string Format { get; init; }

    public required int ImportNo { get; set; }

    public required string File { get; set; }

    /// <summary>Counted from 1, the header included.</summary>
    public required int Line { get; set; }

    /// <summary>The row as it stood in the file, by the column's name.</summary>
    public required Dictionary<string, string> Cells { get; set; }

    /// <summary>What the old system gave it, 0 to 6.</summary>
    public int? Grade { get; set; }

    /// <summary>The techniques that it names, by our codes.</summary>
    public List<string> Techniques { get; set; } = [];

    public string Written(string column) => Cells.GetValueOrDefault(column, "");
}

/// <summary>The columns of the old tasking and problem-solving system's file.</summary>
public static class OldColumns
{
    public const string Reference = "reference";
    public const string Title = "title";
    public const string Opened = "opened";
    public const string Closed = "closed";
    public const string Status = "status";
    public const string ProblemType = "problem_type";
    public const string Category = "category";
    public const string Location = "location";
    public const string Latitude = "latitude";
    public const string Longitude = "longitude";
    public const string Neighbourhood = "neighbourhood";
    public const string Scanning = "scanning";
    public const string Analysis = "analysis";
    public const string Response = "response";
    public const string Assessment = "assessment";
    public const string Aim = "aim";
    public const string AimMet = "aim_met";
    public const string Grade = "grade";
    public const string Partners = "partners";
    public const string Techniques = "techniques";
    public const string Lesson = "lesson";

    public static IReadOnlyList<string> All { get; } =
    [
        Reference,
        Title,
        Opened,
        Closed,
        Status,
        ProblemType,
        Category,
        Location,
        Latitude,
        Longitude,
        Neighbourhood,
        Scanning,
        Analysis,
        Response,
        Assessment,
        Aim,
        AimMet,
        Grade,
        Partners,
        Techniques,
        Lesson,
    ];

    /// <summary>The parts of a list, without empty ones and without repeating.</summary>
    public static IReadOnlyList<string> List(string cell) =>
        [
            .. cell.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
}
