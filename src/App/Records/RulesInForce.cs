using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Which version of a rule set holds today: the force's own before the one for all, else what is shipped.</summary>
internal static class RulesInForce
{
    private const string Held = """
        select content from rule_set
        where kind = $1 and (force_id is null or force_id = $2) and starts_on <= $3 and (ends_on is null or ends_on >= $3)
        order by force_id is null, number desc limit 1
        """;

    /// <typeparam name="T">What its content is.</typeparam>
    /// <param name="work">The piece of work.</param>
    /// <param name="kind">Of the rule set.</param>
    /// <param name="force">Whose.</param>
    /// <param name="shipped">What holds where nobody has changed it.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<T> RulesOf<T>(this Work work, string kind, Guid force, T shipped, CancellationToken cancel)
    {
        await using var find = work.Command(Held, kind, force, work.Today);
        return await find.ExecuteScalarAsync(cancel) is string content ? ShippedRules.Parse<T>(content) : shipped;
    }
}
