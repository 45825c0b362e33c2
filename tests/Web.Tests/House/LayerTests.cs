using System.Reflection;
using System.Text.RegularExpressions;
using Wardwise.App.Access;
using Wardwise.Domain.Shared;

namespace Wardwise.Web.Tests.House;

/// <summary>The floors of the house: pages cannot see the database, areas lean one way, rules and numbers know nothing of the
/// rest.</summary>
public sealed partial class LayerTests
{
    /// <summary>The areas in the order in which they lean: each on those before it. The same table stands in
    /// docs/architecture.md.</summary>
    private static readonly string[] Areas =
    [
        "Shared",
        "Accounts",
        "Sharing",
        "Places",
        "Persons",
        "Records",
        "Incidents",
        "Problems",
        "Library",
        "Cases",
        "Meetings",
        "Engagement",
        "Surveys",
        "Performance",
    ];

    private static readonly Assembly Domain = typeof(Outcome<>).Assembly;
    private static readonly Assembly App = typeof(Policy).Assembly;
    private static readonly Assembly Web = typeof(WebInstance).Assembly;

    [Fact]
    public void DomainAreas_LeanOneWay() => Assert.Empty(Leaning(Domain, "Wardwise.Domain."));

    [Fact]
    public void AnAreaThatLeansBack_WouldBeFound() =>
        Assert.NotEmpty(Backwards("Places", "public Wardwise.Domain.Problems.Problem Problem;", "Wardwise.Domain."));

    [Fact]
    public void Domain_HasNoPackagesAndNoInput() =>
        Assert.All(
            Domain.GetReferencedAssemblies(),
            a => Assert.True(a.Name!.StartsWith("System", StringComparison.Ordinal) || a.Name is "netstandard", a.Name)
        );

    [Fact]
    public void Domain_AsksNoClock_AndDrawsNoChance() =>
        Assert.DoesNotContain(Sources("src/Domain"), f => ClockOrChance().IsMatch(File.ReadAllText(f)));

    [Fact]
    public void AClockInTheDomain_WouldBeFound() => Assert.Matches(ClockOrChance(), "var now = TimeProvider.System.GetUtcNow();");

    [Fact]
    public void Pages_CannotSeeTheDatabase()
    {
        Assert.DoesNotContain(
            Web.GetReferencedAssemblies(),
            a => a.Name is "Microsoft.EntityFrameworkCore" or "Microsoft.EntityFrameworkCore.Relational"
        );
        Assert.False(App.GetType("Wardwise.App.Data.AppDb")!.IsVisible);
        Assert.DoesNotContain(
            App.GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>(),
            a =>
                a.AssemblyName.StartsWith("Wardwise.Web", StringComparison.Ordinal)
                && !a.AssemblyName.EndsWith("Tests", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(Sources("src/Web/Pages"), f => SpeaksToTheDatabase().IsMatch(File.ReadAllText(f)));
    }

    [Fact]
    public void APageThatSpeaksToTheDatabase_WouldBeFound() => Assert.Matches(SpeaksToTheDatabase(), "using Npgsql;");

    [Fact]
    public void EveryUseCase_TakesTheActorFirst() =>
        Assert.Empty(
            Wardwise
                .App.Registration.UseCases.Where(t =>
                    t.GetMethods().Where(m => m.Name == "Run").All(m => m.GetParameters().FirstOrDefault()?.ParameterType != typeof(Actor))
                )
                .Select(t => t.Name)
        );

    [Fact]
    public void AFile_IsOneIdea_AndNoneIsOver400Lines() =>
        Assert.Empty(
            new[] { "src", "tests", "benchmarks" }.SelectMany(Sources).Where(f => File.ReadLines(f).Count() > 400).Select(Path.GetFileName)
        );

    private static IEnumerable<string> Leaning(Assembly assembly, string root) =>
        from file in Sources("src/Domain")
        let area = Path.GetRelativePath(Path.Combine(Root, "src/Domain"), file).Split(Path.DirectorySeparatorChar)[0]
        where Areas.Contains(area)
        from back in Backwards(area, File.ReadAllText(file), root)
        select $"{assembly.GetName().Name}: {Path.GetFileName(file)} leans on {back}";

    private static IEnumerable<string> Backwards(string area, string source, string root) =>
        Areas.Skip(Array.IndexOf(Areas, area) + 1).Where(later => Regex.IsMatch(source, Regex.Escape(root + later) + @"\b"));

    private static IEnumerable<string> Sources(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(Root, folder), "*.cs*", SearchOption.AllDirectories)
            .Where(f =>
                (f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".cshtml", StringComparison.Ordinal))
                && !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            );

    private static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Wardwise.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex(
        @"TimeProvider\.System|GetUtcNow|DateTime\.(Now|UtcNow)|new Random\(|Random\.Shared|Guid\.(New|CreateVersion7)"
            + @"|RandomNumberGenerator"
    )]
    private static partial Regex ClockOrChance();

    [GeneratedRegex(@"\bNpgsql\b|EntityFrameworkCore|\bAppDb\b|\bDatabase\b\s+\w+[,)]")]
    private static partial Regex SpeaksToTheDatabase();
}
