using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Search;

/// <summary>Keeps each force's thesaurus ready in memory, by the version in force.</summary>
public sealed class Lexicons
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, FieldLexicon> _held = [];

    /// <summary>Which version holds for a force today; empty for the one that is shipped.</summary>
    internal static async Task<Guid> VersionOf(Work work, Guid? force, CancellationToken cancel)
    {
        await using var find = work.Command(
            """
            select id from rule_set where kind = $1 and (force_id is null or force_id = $2) and starts_on <= $3 and (ends_on is null
                or ends_on >= $3)
            order by force_id is null, number desc limit 1
            """,
            ProblemKinds.RuleSetKind,
            force ?? Guid.Empty,
            work.Today
        );
        return await find.ExecuteScalarAsync(cancel) is Guid id ? id : Guid.Empty;
    }

    internal async Task<FieldLexicon> Of(Work work, Guid? force, CancellationToken cancel)
    {
        var version = await VersionOf(work, force, cancel);
        lock (_gate)
        {
            if (_held.TryGetValue(version, out var held))
            {
                return held;
            }
        }

        var kinds =
            version == Guid.Empty
                ? ProblemKinds.Shipped
                : ShippedRules.Parse<ProblemKinds>(
                    await work.Scalar<string>("select content from rule_set where id = $1", cancel, version)
                );
        var made = new FieldLexicon(version, kinds);
        lock (_gate)
        {
            _held[version] = made;
        }

        return made;
    }
}
