using Wardwise.App.Data;

namespace Wardwise.App.Library;

/// <summary>A kind of problem, as the library shows it.</summary>
/// <param name="Code">Of the thesaurus.</param>
/// <param name="Name">For people.</param>
/// <param name="Family">Under which it is listed.</param>
/// <param name="About">What belongs to it, in a line.</param>
/// <param name="Related">Codes of kinds that are like it.</param>
public sealed record LibraryKind(string Code, string Name, string Family, string About, IReadOnlyList<string> Related);

internal static class LibraryKinds
{
    /// <summary>Every kind, in the order of the thesaurus.</summary>
    public static async Task<IReadOnlyList<LibraryKind>> Kinds(this Work work, CancellationToken cancel)
    {
        var kinds = new List<LibraryKind>();
        await using var read = work.Command($"select distinct {EvidenceRow.KindNow} from record r {EvidenceRow.Joins} where {EvidenceRow.Counted} and {EvidenceRow.KindNow} is not null order by 1");
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            var code = row.GetString(0);
            kinds.Add(new(code, char.ToUpperInvariant(code[0]) + code[1..].Replace('-', ' '), "", "", []));
        }

        return kinds;
    }
}
