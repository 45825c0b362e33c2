using Wardwise.App.Data;
using Wardwise.App.Problems;
using Wardwise.App.Search;
using Wardwise.Domain.Library;

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
        var held = await work.Rows<(FollowKind Kind, string Code)>(
            "select kind, code from follow where account_id = $1",
            row => (row.Code<FollowKind>("kind"), row.Get<string>("code")),
            cancel,
            work.Actor.Id
        );

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
        await foreach (
            var row in work.EachRow(
                "select no::text as no, name from place where no::text = any ($1) and force_code = $2",
                cancel,
                things.Where(t => t.Kind is FollowKind.Place).Select(t => t.Code).ToArray(),
                work.Actor.ForceCode ?? ""
            )
        )
        {
            places[row.Get<string>("no")] = row.Get<string>("name");
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
