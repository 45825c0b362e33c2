using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wardwise.App.Access;
using Wardwise.Web.Charts;
using Wardwise.Web.GovUk;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Design;

/// <summary>Every component once, for whoever changes the looks. Only where the product is developed.</summary>
[Needs(Act.Enter)]
public sealed class IndexModel(IWebHostEnvironment environment) : PageModel
{
    public static readonly DateTimeOffset Moment = new(2026, 3, 9, 16, 40, 0, TimeSpan.Zero);

    [BindProperty]
    public Answers Input { get; set; } = new();

    public IReadOnlyList<Choice> Kinds { get; } =
    [
        new() { Value = "noise", Text = "Noise" },
        new() { Value = "bikes", Text = "Off-road bikes" },
        new() { Value = "drink", Text = "Street drinking" },
    ];

    public IReadOnlyList<ChartMonth> Months { get; } =
    [
        .. Enumerable
            .Range(0, 18)
            .Select(i => new ChartMonth(new DateOnly(2024, 10, 1).AddMonths(i), 6 + (i * 7 % 5) - (i > 11 ? 4 : 0))
            {
                ExpectedLow = 4 + (i % 3),
                ExpectedHigh = 9 + (i % 4),
                Comparison = 7 + (i % 2),
            }),
    ];

    public object Map { get; } = new
    {
        type = "FeatureCollection",
        features = new object[]
        {
            Feature(
                "boundary",
                "Bandley Hill",
                new
                {
                    type = "Polygon",
                    coordinates = new[]
                    {
                        new[] { new[] { -0.19, 51.89 }, [-0.15, 51.89], [-0.14, 51.91], [-0.18, 51.92], [-0.19, 51.89] },
                    },
                }
            ),
            Feature(
                "boundary",
                "Shephall",
                new
                {
                    type = "Polygon",
                    coordinates = new[]
                    {
                        new[] { new[] { -0.19, 51.89 }, [-0.15, 51.89], [-0.155, 51.87], [-0.185, 51.872], [-0.19, 51.89] },
                    },
                }
            ),
            Feature("incident", "Fairlands", new { type = "Point", coordinates = new[] { -0.17, 51.9 } }, 42),
            Feature("incident", "The Oval", new { type = "Point", coordinates = new[] { -0.16, 51.896 } }, 9),
            Feature("incident", "Hydean Way", new { type = "Point", coordinates = new[] { -0.171, 51.882 } }, 1),
        },
    };

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!environment.IsDevelopment())
        {
            context.Result = NotFound();
        }
    }

    public IActionResult OnPost()
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        TempData.Say("The answers were read.");
        return Redirect("/design");
    }

    private static object Feature(string kind, string name, object geometry, int? count = null) =>
        new
        {
            type = "Feature",
            properties = new
            {
                kind,
                name,
                count,
            },
            geometry,
        };

    public sealed record Answers
    {
        [Required(ErrorMessage = "Enter a title")]
        public string? Title { get; init; }

        [Required(ErrorMessage = "Enter the date the response started")]
        public DateOnly? Started { get; init; }

        [Required(ErrorMessage = "Select a kind")]
        public string? Kind { get; init; }
        public string[] Who { get; init; } = [];
        public string? Category { get; init; }
        public string? Text { get; init; }
        public bool Told { get; init; }

        [Display(Name = "Number of people")]
        public int? People { get; init; }
        public string? Area { get; init; }
    }
}
