using Wardwise.App.Data;
using Wardwise.App.Problems;
using Wardwise.App.Search;
using Wardwise.Domain.Library;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>Something that the actor follows.</summary>
/// <param name="Name">As it is called today; null when it is no longer there.</param>
public sealed record Followed(FollowKind Kind, string Code, string? Name)
{
    public string Href => Kind.Href(Code);
}

internal static class FollowBook
{
    /// <summary>What the actor of the piece of work follows, by kind and name.</summary>
    public static async Task<IReadOnlyList<Followed>> Follows(this Work work, CancellationToken cancel)
    {
        var held = new List<(FollowKind Kind, string Code)>();
        await using (var find = work.Command("select kind, code from follow where account_id = $1", work.Actor.Id))
        await using (var row = await find.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
            {
                held.Add((EnumCode.Parse<FollowKind>(row.GetString(0)), row.GetString(1)));
            }
        }

        return [.. (await work.Named(held, cancel)).OrderBy(f => f.Kind).ThenBy(f => f.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>What things that can be followed are called in the actor's force; null when there is no such thing there.</summary>
    public static async Task<IReadOnlyList<Followed>> Named(
        this Work work,
        IReadOnlyList<(FollowKind Kind, string Code)> things,
        CancellationToken cancel
    )
    {
        var force = work.Actor.ForceId ?? Guid.Empty;
        var kinds = await work.ProblemKinds(force, cancel);
        var techniques = await work.Techniques(force, cancel);
        var places = new Dictionary<string, string>();
        await using (
            var find = work.Command(
                "select no::text, name from place where no::text = any ($1) and force_code = $2",
                things.Where(t => t.Kind is FollowKind.Place).Select(t => t.Code).ToArray(),
                work.Actor.ForceCode ?? ""
            )
        )
        await using (var row = await find.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
            {
                places[row.GetString(0)] = row.GetString(1);
            }
        }

        return
        [
            .. things.Select(t => new Followed(
                t.Kind,
                t.Code,
                t.Kind switch
                {
                    FollowKind.Place => places.GetValueOrDefault(t.Code),
                    FollowKind.Kind => kinds.Find(t.Code)?.Name,
                    _ => techniques.Find(t.Code)?.Name,
                }
            )),
        ];
    }
}
