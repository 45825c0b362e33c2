using Wardwise.App.Data;

namespace Wardwise.App.Tests.Data;

/// <summary>Scripts that belong to a version that people have are never changed: what the database needs next is a new script. Those of
/// 0.1.0 are frozen before its release (docs/operations.md, "A new version").</summary>
public sealed class FrozenScriptsTests
{
    [Fact]
    public void EveryFrozenScript_IsAsItWasReleased() => Assert.Empty(Faults(MigrationScript.Embedded()));

    [Fact]
    public void AScriptThatWasChanged_TakenAway_OrPutInBetween_IsNamed()
    {
        var scripts = MigrationScript.Embedded();
        var changed = scripts.Select((s, at) => at == 1 ? s with { Sql = s.Sql + "\n" } : s).ToList();
        Assert.Equal([scripts[1].Name + " was changed."], Faults(changed));
        Assert.Equal([scripts[1].Name + " is gone."], Faults([.. scripts.Where((_, at) => at != 1)]));
        Assert.Equal(
            ["0001_between.sql comes before what is frozen."],
            Faults([.. scripts, new MigrationScript("0001_between.sql", "select 1")])
        );
    }

    private static List<string> Faults(IReadOnlyList<MigrationScript> scripts)
    {
        var frozen = Baseline.Latest.Scripts;
        var here = scripts.ToDictionary(s => s.Name, s => s.Digest, StringComparer.Ordinal);
        return
        [
            .. frozen.Where(f => !here.ContainsKey(f.Key)).Select(f => $"{f.Key} is gone."),
            .. frozen.Where(f => here.TryGetValue(f.Key, out var digest) && digest != f.Value).Select(f => $"{f.Key} was changed."),
            .. here
                .Keys.Where(name => !frozen.ContainsKey(name) && string.CompareOrdinal(name, frozen.Keys.Max(StringComparer.Ordinal)) < 0)
                .Select(name => $"{name} comes before what is frozen."),
        ];
    }
}
