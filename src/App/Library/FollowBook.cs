using Wardwise.App.Data;
using Wardwise.App.Problems;
using Wardwise.Domain.Library;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>Something that the actor follows.</summary>
/// <param name="Name">As it is called today; null when it is no longer there.</param>
public sealed record Followed(FollowKind Kind, string Code, string? Name, DateTimeOffset Since)
{
    public string Href => Kind.Href(Code);
}

internal static class FollowBook
{
    /// <summary>What the actor of the piece of work follows, by kind and name.</summary>
    public static async Task<IReadOnlyList<Followed>> Follows(this Work work, CancellationToken cancel)
    {
        var held = new List<Followed>();
        await using (var find = work.Command("select kind, code, since from follow where account_id = $1", work.Actor.Id))
        await using (var row = await find.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
            {
                held.Add(new(EnumCode.Parse<FollowKind>(row.GetString(0)), row.GetString(1), null, row.GetFieldValue<DateTimeOffset>(2)));
            }
        }

        for (var i = 0; i < held.Count; i++)
        {
            held[i] = held[i] with { Name = await work.NameOf(held[i].Kind, held[i].Code, cancel) };
        }

        return [.. held.OrderBy(f => f.Kind).ThenBy(f => f.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>What something that can be followed is called in the actor's force; null when there is no such thing.</summary>
    public static async Task<string?> NameOf(this Work work, FollowKind kind, string code, CancellationToken cancel)
    {
        var force = work.Actor.ForceId ?? Guid.Empty;
        switch (kind)
        {
            case FollowKind.Place when int.TryParse(code, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var no):
                await using (var find = work.Command("select name from place where no = $1 and force_code = $2", no, work.Actor.ForceCode ?? ""))
                {
                    return await find.ExecuteScalarAsync(cancel) as string;
                }

            case FollowKind.Kind:
                return (await work.ProblemKinds(force, cancel)).Find(code)?.Name;
            case FollowKind.Technique:
                return (await work.Techniques(force, cancel)).Find(code)?.Name;
            default:
                return null;
        }
    }
}
