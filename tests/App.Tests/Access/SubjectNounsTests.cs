using Wardwise.App.Access;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Access;

/// <summary>Whatever the product writes of on the trail has a plain noun.</summary>
public sealed class SubjectNounsTests
{
    [Fact]
    public async Task EveryTableThatHasAHistory_HasAPlainNoun()
    {
        await using var station = await Station.Create();
        await using var work = await station.Database.Begin(station.Owner, default);
        var kinds = work
            .Db.Model.GetEntityTypes()
            .Where(e => e.FindAnnotation(ChangeHistory.LeftOut) is null && e.ClrType != typeof(Wardwise.Domain.Records.Record))
            .Select(e => ChangeHistory.NameOf(e.ClrType))
            .ToList();
        Assert.True(kinds.Count > 30);
        Assert.DoesNotContain(kinds, k => !IsPlain(SubjectNouns.Of(k)));
        // What would be found.
        Assert.Contains(kinds, k => !IsPlain(k));
    }

    private static bool IsPlain(string noun) =>
        noun.All(c => c is (>= 'a' and <= 'z') or ' ') && !noun.Contains("identity", StringComparison.Ordinal);
}
