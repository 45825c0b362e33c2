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
    private static readonly Dictionary<string, string> Without = new()
    {
        ["Authenticator.cshtml: Input.Code"] = "six digits",
        ["Nominate.cshtml: Input.Reference"] = "names a record",
        ["_Field.cshtml: @Model.Name"] = "a part of a rule, of which the whole has the limit",
        ["Index.cshtml: Input.Area"] = "on the page of components, which keeps nothing",
    };

    [Fact]
    public void EveryFieldForText_IsBoundToALimit() =>
        Assert.Equal(
            Without.Keys.Select(w => w + " has no limit.").Order(StringComparer.Ordinal),
            Pages().SelectMany(p => Faults(p.Path, p.Text, ModelOf(p.Path))).Distinct().Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("""<govuk-textarea name="why" label="Why?" />""", "why")]
    [InlineData("""<govuk-textarea asp-for="Input.Remark" rows="3" />""", "Input.Remark")]
    public void AFieldWithoutALimit_IsNamed(string page, string field) =>
        Assert.Equal([$"Planted.cshtml: {field} has no limit."], Faults("Planted.cshtml", page, typeof(Planted)));

    [Fact]
    public void AFieldWithALimit_IsNot() =>
        Assert.Empty(Faults("Planted.cshtml", """<govuk-textarea asp-for="Input.Reason" />""", typeof(Planted)));

    private static IEnumerable<string> Faults(string path, string page, Type? model)
    {
        foreach (Match found in TextArea().Matches(page))
        {
            var tag = found.Value;
            if (tag.Contains("limit=", StringComparison.Ordinal))
            {
                continue;
            }

            var bound = AspFor().Match(tag).Groups["to"].Value;
            var isArea = tag.StartsWith("<govuk-textarea", StringComparison.Ordinal);
            if (
                isArea
                    ? bound.Length == 0 || !HasLimit(model, bound.Split('.'))
                    : IsText(model, bound) && !HasLimit(model, bound.Split('.'))
            )
            {
                var field = bound.Length > 0 ? bound : Name().Match(tag).Groups["name"].Value;
                yield return $"{Path.GetFileName(path)}: {field} has no limit.";
            }
        }
    }

    private static bool IsText(Type? type, string bound) => PropertyOf(type, bound.Split('.'))?.PropertyType == typeof(string);

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

    private static bool HasLimit(Type? type, string[] names)
    {
        foreach (var name in names[..^1])
        {
            type = type?.GetProperty(name)?.PropertyType;
        }

        return TextLimits.Of(type, names[^1]) is not null;
    }

    /// <summary>What a page says with @model; of a part that several pages share, the interface or class that it asks of them.</summary>
    private static Type? ModelOf(string path) =>
        ModelLine().Match(File.ReadAllText(path)) is { Success: true } line
            ? typeof(Program).Assembly.GetTypes().FirstOrDefault(t => t.Name == line.Groups["name"].Value.Split('.')[^1])
            : null;

    private static IEnumerable<(string Path, string Text)> Pages() =>
        Directory
            .GetFiles(Path.Combine(Checkout.Root, "src", "Web"), "*.cshtml", SearchOption.AllDirectories)
            .Select(f => (f, File.ReadAllText(f)));

    private sealed class Planted : PageModel
    {
        [BindProperty]
        public Answers Input { get; set; } = new();

        public sealed record Answers
        {
            public string? Remark { get; init; }

            [AtMost(20, "The reason")]
            public string? Reason { get; init; }
        }
    }

    [GeneratedRegex("<govuk-(?:textarea|input)[^>]*>")]
    private static partial Regex TextArea();

    [GeneratedRegex(@"asp-for=""@?(?:Model\.)?(?<to>[^""]+)""")]
    private static partial Regex AspFor();

    [GeneratedRegex(@"name=""(?<name>[^""]+)""")]
    private static partial Regex Name();

    [GeneratedRegex(@"^@model\s+(?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex ModelLine();
}
