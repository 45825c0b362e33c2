using System.Reflection;
using System.Text.RegularExpressions;
using Wardwise.App.Access;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.House;

/// <summary>The floors of the house: pages cannot see the database, areas lean one way, rules and numbers know nothing of the
/// rest.</summary>
public sealed partial class LayerTests
{
    private static readonly Assembly Domain = typeof(Outcome<>).Assembly;
    private static readonly Assembly App = typeof(Policy).Assembly;
    private static readonly Assembly Web = typeof(WebInstance).Assembly;

    [Fact]
    public void AreasOfTheDomain_LeanOneWay() => Assert.Empty(Backwards(Leaning.Of(Domain.Location, "Wardwise.Domain.")));

    [Fact]
    public void AreasOfTheApplication_LeanOneWay() => Assert.Empty(Backwards(Leaning.Of(App.Location, "Wardwise.App.")));

    [Fact]
    public void AreasOfThePages_LeanOneWay_OnTheirOwnFloorAndOnTheApplication() =>
        Assert.Empty(
            Backwards(Leaning.Of(Web.Location, "Wardwise.Web.Pages.", "AspNetCoreGeneratedDocument.Pages_", "Wardwise.App."), Layers.Pages)
        );

    /// <summary>A constant of another area leaves no trace in the compiled code, but its using does.</summary>
    [Fact]
    public void Usings_LeanOneWay() =>
        Assert.Empty(
            new[] { "Domain", "App", "Web/Pages" }.SelectMany(floor => Sources("src/" + floor).SelectMany(f => UsedBackwards(floor, f)))
        );

    [Fact]
    public void AnAreaThatLeansBack_WouldBeFound()
    {
        // The demonstration leans on nearly everything: were it the first of all, each of these would be a lean back.
        string[][] upsideDown =
        [
            ["Demonstration"],
            .. Layers.Areas.Where(a => !a.Contains("Demonstration")),
        ];
        Assert.NotEmpty(Backwards(Leaning.Of(App.Location, "Wardwise.App."), upsideDown));
        Assert.NotEmpty(Backwards([new("Wardwise.App.Places.ShowPlace", "Wardwise.App.Problems.OpenProblem")]));
        Assert.NotEmpty(UsedBackwards("App", "src/App/Places/ShowPlace.cs", "using Wardwise.App.Problems;"));
        Assert.NotEmpty(UsedBackwards("Web/Pages", "src/Web/Pages/Places/Place.cshtml", "@using Wardwise.Web.Pages.Home"));
    }

    [Fact]
    public void EveryArea_HasItsPlaceInTheTable() =>
        Assert.Empty(
            Folders("src/Domain")
                .Concat(Folders("src/App"))
                .Where(f => Layers.Place(f, Layers.Areas) < 0)
                .Concat(Folders("src/Web/Pages").Where(f => Layers.Place(f, Layers.Pages) < 0))
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
    private static List<string> Backwards(IEnumerable<Leaning.Reference> references, IReadOnlyList<string[]>? order = null) =>
        [
            .. references
                .Where(r =>
                    Layers.Place(AreaOf(r.From), order ?? Layers.Areas) is >= 0 and var from
                    && from < Layers.Place(AreaOf(r.To), order ?? Layers.Areas)
                )
                .Select(r => $"{r.From} leans on {r.To}")
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    private static IEnumerable<string> UsedBackwards(string floor, string file, string? source = null)
    {
        var path = Path.GetRelativePath("src/" + floor, Path.IsPathRooted(file) ? Path.GetRelativePath(Checkout.Root, file) : file);
        var folders = path.Split(Path.DirectorySeparatorChar);
        var order = floor == "Web/Pages" ? Layers.Pages : Layers.Areas;
        var own = $"Wardwise.{floor.Replace('/', '.')}.";
        // What lies in no area puts the floor together. The names that pages share stand in their own file of usings.
        if (folders.Length == 1 || folders[^1] == "_ViewImports.cshtml")
        {
            yield break;
        }

        foreach (Match used in Using().Matches(source ?? File.ReadAllText(file)))
        {
            if (used.Groups["floor"].Value + "." == own && Layers.Place(used.Groups["area"].Value, order) > Layers.Place(folders[0], order))
            {
                yield return $"{path} uses {used.Value.Trim()}";
            }
        }
    }

    private static IEnumerable<string> Folders(string floor) =>
        Directory.EnumerateDirectories(Path.Combine(Checkout.Root, floor)).Select(f => Path.GetFileName(f)!).Except(["bin", "obj"]);

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
            .EnumerateFiles(Path.Combine(Checkout.Root, folder), "*.cs*", SearchOption.AllDirectories)
            .Where(f =>
                (f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".cshtml", StringComparison.Ordinal))
                && !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            );

    [GeneratedRegex(@"^@?(global )?using (static )?(?<floor>Wardwise\.(Domain|App|Web\.Pages))\.(?<area>\w+)", RegexOptions.Multiline)]
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
