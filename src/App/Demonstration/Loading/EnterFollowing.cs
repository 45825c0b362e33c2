using Microsoft.Extensions.DependencyInjection;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Library;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Library;
using Wardwise.Domain.Places;

namespace Wardwise.App.Demonstration;

/// <summary>Those on the sign-in page follow what they work with, and the digest of the last Monday is made, so that the outbox holds
/// one.</summary>
internal sealed class EnterFollowing(Database database, IServiceProvider services)
{
    private static readonly string[] OfOfficers = ["off-road-bikes", "street-drinking", "hare-coursing"];
    private static readonly string[] OfCoordinators = ["fly-tipping", "youths-parks", "burglary-sheds"];
    private static readonly string[] Techniques = ["control-access", "diversion"];

    public async Task Run(Wealdshire county, IReadOnlyDictionary<string, Actor> actors, CancellationToken cancel)
    {
        var numbers = await Numbers(cancel);
        var officers = 0;
        foreach (var member in county.Staff.Featured.Where(m => m.Role is Role.Officer or Role.Supervisor or Role.Coordinator))
        {
            var actor = actors[member.Email];
            var town = member.Neighbourhood is { } code ? county.Grounds.Neighbourhoods.First(n => n.Code == code).Within : null;
            string?[] places = member.Role switch
            {
                Role.Officer => [member.Neighbourhood, town],
                Role.Supervisor => [town],
                _ => [county.Grounds.Force.Code],
            };
            foreach (var place in places.OfType<string>().Where(numbers.ContainsKey))
            {
                await Follow(actor, FollowKind.Place, numbers[place], cancel);
            }

            foreach (
                var kind in member.Role switch
                {
                    Role.Officer => [OfOfficers[officers++ % OfOfficers.Length]],
                    Role.Coordinator => OfCoordinators,
                    _ => [],
                }
            )
            {
                await Follow(actor, FollowKind.Kind, kind, cancel);
            }

            foreach (var technique in member.Role is Role.Coordinator ? Techniques : [])
            {
                await Follow(actor, FollowKind.Technique, technique, cancel);
            }
        }

        await SettleLetters(cancel);
        var sent = await services.GetRequiredService<SendDigests>().Run(await new Actors(database).Schedule(cancel), cancel);
        if (!sent.Done || sent.Value.Failed > 0)
        {
            throw new InvalidOperationException("The digests of the demonstration could not be made.");
        }
    }

    /// <summary>Letters of the stories' own time would have left then; here they stand on their page only.</summary>
    private async Task SettleLetters(CancellationToken cancel)
    {
        await using var work = await database.Begin(await new Actors(database).Schedule(cancel), cancel);
        await using (var settle = work.Command("update notice set mail = 'none' where mail = 'waiting'"))
        {
            await settle.ExecuteNonQueryAsync(cancel);
        }

        await work.Finish(cancel);
    }

    private async Task Follow(Actor actor, FollowKind kind, string code, CancellationToken cancel)
    {
        var done = await new Follow(database).Run(actor, new() { Kind = kind, Code = code }, cancel);
        if (!done.Done)
        {
            throw new InvalidOperationException($"{kind} {code}: {done.Refusals[0].Sentence}");
        }
    }

    /// <summary>The numbers of the neighbourhoods, the districts and the county, by their codes.</summary>
    private async Task<Dictionary<string, string>> Numbers(CancellationToken cancel)
    {
        await using var work = await database.Begin(Actor.Nobody, cancel);
        var numbers = new Dictionary<string, string>();
        await foreach (
            var row in work.EachRow(
                "select code, no::text as no from place where force_code = $1 and level = any ($2)",
                cancel,
                Grounds.ForceCode,
                new[] { (short)PlaceLevel.Force, (short)PlaceLevel.District, (short)PlaceLevel.Neighbourhood }
            )
        )
        {
            numbers[row.Get<string>("code")] = row.Get<string>("no");
        }

        return numbers;
    }
}
