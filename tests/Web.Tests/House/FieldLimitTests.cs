using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.House;

/// <summary>Each field for text says its limit, which the use case behind it keeps.</summary>
public sealed partial class FieldLimitTests
{
    private const string LookedFor = "is looked for; nothing is kept";
    private const string Month = "a month, or it is not understood";
    private const string Score = "a number from 0 to 10";

    /// <summary>What is no text that is kept, by the page and the field.</summary>
    private static readonly Dictionary<string, string> Without = new()
    {
        ["Account/Authenticator.cshtml: Input.Code"] = "six digits",
        ["SignIn/Index.cshtml: Input.Code"] = "six digits",
        ["SignIn/Index.cshtml: Input.Email"] = LookedFor,
        ["Library/Nominate.cshtml: Input.Reference"] = "names a record",
        ["Library/Jury.cshtml: Score.Understanding"] = Score,
        ["Library/Jury.cshtml: Score.Response"] = Score,
        ["Library/Jury.cshtml: Score.Result"] = Score,
        ["Library/Index.cshtml: q"] = LookedFor,
        ["Home/Index.cshtml: q"] = LookedFor,
        ["Search/Index.cshtml: q"] = LookedFor,
        ["WhatWorks/_List.cshtml: q"] = LookedFor,
        ["Admin/Accounts/Index.cshtml: Text"] = LookedFor,
        ["Admin/Trail/Index.cshtml: About"] = "names a record",
        ["Incidents/Index.cshtml: from"] = Month,
        ["Incidents/Index.cshtml: to"] = Month,
        ["Incidents/Index.cshtml: location"] = LookedFor,
        ["Problems/_Uses.cshtml: Use.Own"] = "names a record",
        ["Admin/Rules/_Field.cshtml: @Model.Name"] = "a part of a rule, of which the whole has the limit",
        ["Design/Index.cshtml: Input.Area"] = "on the page of components, which keeps nothing",
        ["Design/Index.cshtml: Input.Title"] = "on the page of components, which keeps nothing",
        ["Design/Index.cshtml: Input.Detail"] = "on the page of components, which keeps nothing",
    };

    [Fact]
    public void EveryField_HasALimit_OrAReasonToHaveNone() =>
        Assert.Equal(
            Without.Keys.Select(w => w + " has no limit.").Order(StringComparer.Ordinal),
            Pages().SelectMany(p => Faults(p.Path, p.Text, ModelOf(p.Path, p.Text))).Distinct().Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("""<govuk-textarea name="why" label="Why?" />""", "why has no limit.")]
    [InlineData("""<govuk-input name="why" label="Why?" hint="@(Model.Hint ?? "Say why")" />""", "why has no limit.")]
    [InlineData("""<govuk-input hint="@Model.Find(m => m.Hint)" name="why" />""", "why has no limit.")]
    [InlineData("""<govuk-textarea asp-for="Input.Remark" rows="3" />""", "Input.Remark has no limit.")]
    [InlineData("""<govuk-input asp-for="Input.Remark">more</govuk-input>""", "Input.Remark has no limit.")]
    [InlineData("""<govuk-input asp-for="Input.Nowhere" />""", "Input.Nowhere is not found in Planted.")]
    public void AFieldWithoutALimit_IsNamed(string page, string fault) =>
        Assert.Equal(["Planted.cshtml: " + fault], Faults("Planted.cshtml", page, typeof(Planted)));

    [Theory]
    [InlineData("""<govuk-textarea asp-for="Input.Reason" />""")]
    [InlineData("""<govuk-input asp-for="Input.HowMany" />""")]
    [InlineData("""<govuk-input name="from" type="date" />""")]
    [InlineData("""<govuk-input limit="@(TextLimits.Of<AddNote.Input>("Text"))" name="why" />""")]
    public void AFieldWithALimit_AndWhatIsNoText_IsNot(string page) => Assert.Empty(Faults("Planted.cshtml", page, typeof(Planted)));

    [Fact]
    public void AModel_IsFoundInItsOwnFolder()
    {
        Assert.Equal(typeof(Pages.Library.IndexModel), ModelOf("Library/Index.cshtml", "@model IndexModel"));
        Assert.Equal(typeof(Pages.Admin.Rules.NewModel), ModelOf("Admin/Rules/New.cshtml", "@model NewModel"));
        Assert.Equal(typeof(Pages.Problems.NewModel), ModelOf("Problems/New.cshtml", "@model NewModel"));
        Assert.Equal(typeof(Wardwise.Web.Records.RecordPage), ModelOf("Shared/_Notes.cshtml", "@model RecordPage"));
        Assert.Null(ModelOf("Home/New.cshtml", "@model NewModel"));
    }

    private static IEnumerable<string> Faults(string path, string page, Type? model)
    {
        foreach (var tag in Tag().Matches(page).Select(m => m.Value))
        {
            var bound = AspFor().Match(tag).Groups["to"].Value;
            var field = bound.Length > 0 ? bound : Name().Match(tag).Groups["name"].Value;
            var property = bound.Length > 0 ? PropertyOf(model, bound.Split('.')) : null;
            if (bound.Length > 0 && property is null)
            {
                yield return $"{path}: {field} is not found in {model?.Name ?? "any model"}.";
            }
            else if (!(SaysItsLimit().IsMatch(tag) || IsNoText(tag, property) || HasLimit(model, bound)))
            {
                yield return $"{path}: {field} has no limit.";
            }
        }
    }

    private static bool IsNoText(string tag, PropertyInfo? property) =>
        tag.Contains("type=\"date\"", StringComparison.Ordinal) || property is { PropertyType: var type } && type != typeof(string);

    private static PropertyInfo? PropertyOf(Type? type, string[] names)
    {
        PropertyInfo? property = null;
        foreach (var name in names)
        {
            property = type?.GetProperty(name);
            type = property?.PropertyType;
        }

        return property;
    }

    private static bool HasLimit(Type? model, string bound)
    {
        var names = bound.Split('.');
        var type = names.Length > 1 ? PropertyOf(model, names[..^1])?.PropertyType : model;
        return TextLimits.Of(type, names[^1]) is not null;
    }

    /// <summary>What a page says with @model, looked for as the page's own usings find it: in its folder, in what all pages share, and in
    /// what all records share.</summary>
    private static Type? ModelOf(string path, string page)
    {
        if (ModelLine().Match(page) is not { Success: true } line)
        {
            return null;
        }

        var folder = (Path.GetDirectoryName(path) ?? "").Replace('/', '.');
        return new[] { $"Wardwise.Web.Pages.{folder}.", "Wardwise.Web.Pages.", "Wardwise.Web.Records.", "" }
            .Select(space => typeof(Program).Assembly.GetType(space + line.Groups["name"].Value))
            .FirstOrDefault(t => t is not null);
    }

    private static IEnumerable<(string Path, string Text)> Pages()
    {
        var root = Checkout.File("src", "Web", "Pages");
        return Directory
            .EnumerateFiles(root, "*.cshtml", SearchOption.AllDirectories)
            .Select(f => (Path.GetRelativePath(root, f).Replace(Path.DirectorySeparatorChar, '/'), File.ReadAllText(f)));
    }

    private sealed class Planted : PageModel
    {
        [BindProperty]
        public Answers Input { get; set; } = new();

        public sealed record Answers
        {
            public string? Remark { get; init; }

            [AtMost(20, "The reason")]
            public string? Reason { get; init; }

            public int? HowMany { get; init; }
        }
    }

    /// <summary>To its end: a sign that ends one may stand in its attributes, but not at the end of a line or before other words.</summary>
    [GeneratedRegex(@"<govuk-(?:textarea|input)\b.*?(?:/>|(?<=["" ])>(?=[\s<\w]))", RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\blimit=")]
    private static partial Regex SaysItsLimit();

    [GeneratedRegex(@"asp-for=""@?(?:Model\.)?(?<to>[^""]+)""")]
    private static partial Regex AspFor();

    [GeneratedRegex(@"\bname=""(?<name>[^""]+)""")]
    private static partial Regex Name();

    [GeneratedRegex(@"^@model\s+(?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex ModelLine();
}
