namespace Wardwise.App.Records;

/// <summary>The one place that makes addresses of records, for pages, notices and letters.</summary>
public static class Addresses
{
    /// <summary>The page of a record, or a page of it.</summary>
    /// <param name="reference">Its letter says which kind it is.</param>
    /// <param name="part">A page below it ("steps/new"), or what follows the address ("?tab=response", "#response").</param>
    public static string Record(string reference, string part = "") =>
        (RecordKinds.OfReference(reference)?.AddressOf(reference) ?? $"/records/{reference}") + After(part);

    public static string History(string reference) => $"/records/{reference}/history";

    public static string Sharing(string reference) => $"/records/{reference}/sharing";

    public static string NewNote(string reference) => $"/records/{reference}/notes/new";

    public static string NewFile(string reference) => $"/records/{reference}/files/new";

    public static string TakeOffFile(string reference, Guid id) => $"/records/{reference}/files/{id}/take-off";

    /// <summary>How it is told to other forces.</summary>
    public static string Exchange(string reference) => $"/library/exchange/{reference}";

    public static string File(Guid id) => $"/files/{id}";

    private static string After(string part) =>
        part.Length == 0 ? ""
        : part[0] is '?' or '#' ? part
        : "/" + part;
}
