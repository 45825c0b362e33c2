using Wardwise.Domain.Records;

namespace Wardwise.Web.Records;

/// <summary>What every record has, in words.</summary>
public static class RecordWords
{
    public static string InWords(this Marking marking) => marking is Marking.OfficialSensitive ? "Official-sensitive" : "Official";
}
