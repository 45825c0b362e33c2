using System.Reflection;
using System.Text.RegularExpressions;
using Wardwise.App.Access;
using Wardwise.Domain.Shared;

namespace Wardwise.Web.Tests.House;

/// <summary>The floors of the house: pages cannot see the database, areas lean one way, rules and numbers know nothing of the
/// rest.</summary>
public sealed partial class LayerTests
{
    /// <summary>
    /// The areas and rooms in the order in which they lean: each on those before it, on its own floor and on the floors below. The same
    /// table stands in docs/architecture.md. Some have a place on one floor only.
    /// </summary>
    private static readonly string[] Areas =
    [
        "Shared",
        "Access",
        "Data",
        "Jobs",
        "Trail",
        "Notices",
        "Accounts",
        "SignIn",
        "Account",
        "Sharing",
        "Places",
        "Persons",
        "Records",
        "Imports",
        "Incidents",
        "Measuring",
        "Search",
        "Problems",
        "Warnings",
        "Patch",
        "OldRecords",
        "Library",
        "WhatWorks",
        "Following",
        "Cases",
        "Meetings",
        "Engagement",
        "Surveys",
        "Performance",
        "Operations",
        "Admin",
        "Home",
        "Demonstration",
        "Design",
        "Errors",
    ];

    private static readonly Assembly Domain = typeof(Outcome<>).Assembly;
    private static readonly Assembly App = typeof(Policy).Assembly;
    private static readonly Assembly Web = typeof(WebInstance).Assembly;

    [Fact]
    public void AreasOfTheDomain_LeanOneWay() => Assert.Empty(Backwards(Leaning.Of(Domain.Location, "Wardwise.Domain.")));

    [Fact]
    public void AreasOfTheApplication_LeanOneWay() => Assert.Empty(Backwards(Leaning.Of(App.Location, "Wardwise.App.")));

    [Fact]
    public void AreasOfThePages_LeanOneWay_OnTheirOwnFloorAndOnTheApplication() =>
        Assert.Empty(Backwards(Leaning.Of(Web.Location, "Wardwise.Web.Pages.", "AspNetCoreGeneratedDocument.Pages_", "Wardwise.App.")));

    [Fact]
    public void Usings_LeanOneWay() =>
        Assert.Empty(
            new[] { "src/Domain", "src/App", "src/Web/Pages" }.SelectMany(floor => Sources(floor).SelectMany(f => UsedBackwards(floor, f)))
        );

    [Fact]
    public void AnAreaThatLeansBack_WouldBeFound()
    {
        // The demonstration leans on nearly everything: were it the first of all, each of these would be a lean back.
        var found = Leaning.Of(App.Location, "Wardwise.App.");
        Assert.NotEmpty(Backwards(found, ["Demonstration", .. Areas.Where(a => a != "Demonstration")]));
        Assert.NotEmpty(Backwards([new("Wardwise.App.Places.ShowPlace", "Wardwise.App.Problems.OpenProblem")]));
        Assert.NotEmpty(UsedBackwards("src/App", "src/App/Places/ShowPlace.cs", "using Wardwise.App.Problems;"));
    }

    [Fact]
    public void EveryArea_HasItsPlaceInTheTable() =>
        Assert.Empty(
            new[] { "src/Domain", "src/App", "src/Web/Pages" }
                .SelectMany(floor => Directory.EnumerateDirectories(Path.Combine(Root, floor)))
                .Select(Path.GetFileName)
                .Except(Areas)
                .Except(["bin", "obj", "Properties"])
        );

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

    /// <summary>References from an area to one that comes after it.</summary>
    private static List<string> Backwards(IEnumerable<Leaning.Reference> references, string[]? order = null) =>
        [
            .. references
                .Where(r => Place(AreaOf(r.From), order) is >= 0 and var from && from < Place(AreaOf(r.To), order))
                .Select(r => $"{r.From} leans on {r.To}")
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    private static IEnumerable<string> UsedBackwards(string floor, string file, string? source = null)
    {
        var folders = Path.GetRelativePath(floor, Path.IsPathRooted(file) ? Path.GetRelativePath(Root, file) : file)
            .Split(Path.DirectorySeparatorChar);
        if (folders.Length == 1)
        {
            yield break;
        }

        foreach (Match used in Using().Matches(source ?? File.ReadAllText(file)))
        {
            if (Place(used.Groups["area"].Value, null) > Place(folders[0], null))
            {
                yield return $"{string.Join('/', folders)} uses {used.Value.Trim()}";
            }
        }
    }

    /// <summary>
    /// What lies in no area (the composition at the root of a floor) leans on anything, and nothing is held to lean on it.
    /// </summary>
    private static int Place(string area, string[]? order) => Array.IndexOf(order ?? Areas, area);

    /// <summary>"Wardwise.App.Places.ShowPlace" and the compiled page "Pages_Places_Index" lie in Places.</summary>
    private static string AreaOf(string type)
    {
        var page = CompiledPage().Match(type);
        var parts = type.Split('.');
        return page.Success ? page.Groups["area"].Value
            : type.StartsWith("Wardwise.Web.Pages.", StringComparison.Ordinal)
                ? parts.Length > 4 ? parts[3]
                    : ""
            : parts.Length > 3 ? parts[2]
            : "";
    }

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

    [GeneratedRegex(@"^(global )?@?using (static )?Wardwise\.(Domain|App|Web\.Pages)\.(?<area>\w+)", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^AspNetCoreGeneratedDocument\.Pages_(?<area>[A-Za-z]+)_")]
    private static partial Regex CompiledPage();

    [GeneratedRegex(
        @"TimeProvider\.System|GetUtcNow|DateTime\.(Now|UtcNow)|new Random\(|Random\.Shared|Guid\.(New|CreateVersion7)"
            + @"|RandomNumberGenerator"
    )]
    private static partial Regex ClockOrChance();

    [GeneratedRegex(@"\bNpgsql\b|EntityFrameworkCore|\bAppDb\b|\bDatabase\b\s+\w+[,)]")]
    private static partial Regex SpeaksToTheDatabase();
}
