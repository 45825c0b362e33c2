using System.Text.RegularExpressions;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.House;

/// <summary>The door has rooms: what turns requests away, what pages are made of, what records share, and the pages themselves. They lean
/// one way too, and so do pages that draw a part of another area's.</summary>
public sealed partial class RoomTests
{
    private const string TheLastAreaOfARoom = "Records";

    private static IEnumerable<Leaning.Reference> References =>
        Leaning.Of(typeof(WebInstance).Assembly.Location, "Wardwise.Web.", "AspNetCoreGeneratedDocument.Pages_", "Wardwise.App.");

    [Fact]
    public void Rooms_LeanOneWay() => Assert.Empty(Backwards(References));

    [Fact]
    public void Rooms_LeanOneWay_ByTheirUsingsToo() =>
        Assert.Empty(Sources("*.cs").SelectMany(f => UsedBackwards(f, File.ReadAllText(Checkout.File("src", "Web", f)))));

    /// <summary>A room serves every area, so it knows none that comes after the records.</summary>
    [Fact]
    public void Rooms_KnowOfTheApplication_OnlyWhatEveryPageNeeds() => Assert.Empty(TooFar(References));

    [Fact]
    public void EveryFolder_IsARoom() =>
        Assert.All(
            Sources("*.cs").Where(f => f.Contains('/')).Select(f => f.Split('/')[0]).Distinct(),
            r => Assert.True(PlaceOf(r) >= 0, r)
        );

    [Fact]
    public void APageDrawsParts_OfAreasBeforeIt() =>
        Assert.Empty(Sources("*.cs*").SelectMany(f => DrawnBackwards(f, File.ReadAllText(Checkout.File("src", "Web", f)))));

    [Fact]
    public void ARoomThatLeansBack_WouldBeFound()
    {
        Assert.NotEmpty(Backwards([new("Wardwise.Web.Security.Gate", "Wardwise.Web.Pages.Home.IndexModel")]));
        Assert.NotEmpty(Backwards([new("Wardwise.Web.Parts.Frame", "Wardwise.Web.Pages.WardPage")]));
        Assert.NotEmpty(UsedBackwards("GovUk/Tags/Markup.cs", "using Wardwise.Web.Records;"));
        Assert.NotEmpty(UsedBackwards("Records/RecordPage.cs", "using Wardwise.Web.Pages.Problems;"));
        Assert.Empty(UsedBackwards("Records/RecordPage.cs", "using Wardwise.Web.Pages;"));
        Assert.NotEmpty(TooFar([new("Wardwise.Web.Records.RecordWords", "Wardwise.App.Problems.ProblemView")]));
    }

    [Theory]
    [InlineData("""<partial name="/Pages/Problems/_Head.cshtml" model="item" />""")]
    [InlineData("""<partial name="~/Pages/Problems/_Head.cshtml" />""")]
    [InlineData("""<partial name="../Problems/_Head" />""")]
    [InlineData("""@await Html.PartialAsync("~/Pages/Problems/_Head.cshtml", item)""")]
    [InlineData("""return Partial("~/Pages/Problems/_Head.cshtml", Panel);""")]
    public void APartOfALaterArea_WouldBeFound(string line) =>
        Assert.Equal(["Pages/Imports/Import.cshtml draws a part of Problems"], DrawnBackwards("Pages/Imports/Import.cshtml", line));

    private static IEnumerable<string> Backwards(IEnumerable<Leaning.Reference> references) =>
        references
            .Where(r => PlaceOf(RoomOf(r.From)) is >= 0 and var from && from < PlaceOf(RoomOf(r.To)))
            .Select(r => $"{r.From} leans on {r.To}")
            .Distinct()
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> TooFar(IEnumerable<Leaning.Reference> references) =>
        references
            .Where(r => RoomOf(r.From) is not ("" or "Pages" or "Commands"))
            .Where(r => AreaOf(r.To) is { } area && Layers.Place(area, Layers.Areas) > Layers.Place(TheLastAreaOfARoom, Layers.Areas))
            .Select(r => $"{r.From} knows {r.To}")
            .Distinct();

    private static IEnumerable<string> UsedBackwards(string file, string source)
    {
        var own = file.Split('/') is ["Pages", _] ? "WardPage" : file.Split('/')[0];
        return Using()
            .Matches(source)
            .Select(u => u.Groups["room"].Value is "Pages" && !u.Groups["below"].Success ? "WardPage" : u.Groups["room"].Value)
            .Where(room => file.Contains('/') && PlaceOf(own) < PlaceOf(room))
            .Select(room => $"{file} uses {room}");
    }

    /// <summary>A name without a path is a part of the same folder, or of Shared, which belongs to all.</summary>
    private static IEnumerable<string> DrawnBackwards(string file, string source) =>
        file.Split('/') is not ["Pages", var area, _, ..]
            ? []
            : Drawn()
                .Matches(source)
                .Select(d => d.Groups["area"].Value)
                .Where(other => Layers.Place(other, Layers.Pages) > Layers.Place(area, Layers.Pages))
                .Select(other => $"{file} draws a part of {other}");

    private static int PlaceOf(string room) => Layers.Place(room, Layers.Rooms);

    /// <summary>Empty for what is at the root and puts the floor together, and for what is on another floor.</summary>
    private static string RoomOf(string type) =>
        type.StartsWith("AspNetCoreGeneratedDocument.", StringComparison.Ordinal)
            ? "Pages"
            : type.Split('.') switch
            {
                ["Wardwise", "Web", "Pages", _] => "WardPage",
                ["Wardwise", "Web", var room, _, ..] => room,
                _ => "",
            };

    private static string? AreaOf(string type) => type.Split('.') is ["Wardwise", "App", var area, _, ..] ? area : null;

    private static IEnumerable<string> Sources(string kind) =>
        Directory
            .EnumerateFiles(Checkout.File("src", "Web"), kind, SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Checkout.File("src", "Web"), f).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(f => Path.GetExtension(f) is ".cs" or ".cshtml" && !f.Split('/').Intersect(["bin", "obj"]).Any());

    [GeneratedRegex(@"^(global )?using (static )?Wardwise\.Web\.(?<room>\w+)(?<below>\.\w+)?", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex("""(<partial\s+name=|\b(Render)?Partial(Async)?\()"(~?/Pages|\.\.)/(?<area>\w+)/""")]
    private static partial Regex Drawn();
}
