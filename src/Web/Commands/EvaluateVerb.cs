using System.CommandLine;
using System.Globalization;
using Wardwise.App.Measuring;
using Wardwise.Domain.Problems;

namespace Wardwise.Web.Commands;

internal sealed class EvaluateVerb : IVerb
{
    private static readonly Option<string?> Area = new("--area") { Description = "A file with one polygon as GeoJSON." };
    private static readonly Option<string?> Place = new("--place") { Description = "The code of a place, instead of an area." };
    private static readonly Option<string[]> Category = new("--category")
    {
        Description = "What is counted, such as asb. May be given more than once.",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<DateOnly> Start = DateOf("--response-start", "The day the response started.", required: true);
    private static readonly Option<DateOnly?> End = new("--response-end")
    {
        Description = "The day the response ended.",
        CustomParser = r => Day(r.Tokens[0].Value, r),
    };
    private static readonly Option<int> Before = new("--before") { Description = "Months before.", DefaultValueFactory = _ => 12 };
    private static readonly Option<int> After = new("--after") { Description = "Months after.", DefaultValueFactory = _ => 12 };
    private static readonly Option<int> Buffer = new("--buffer")
    {
        Description = "Width of the ring around the area, in metres; 0 counts none.",
        DefaultValueFactory = _ => Aim.UsualBuffer,
    };

    public Command Build()
    {
        var evaluate = new Command("evaluate", "Measure whether a response worked.")
        {
            Area,
            Place,
            Category,
            Start,
            End,
            Before,
            After,
            Buffer,
        };
        evaluate.Validators.Add(r =>
        {
            if (r.GetValue(Area) is null == r.GetValue(Place) is null)
            {
                r.AddError("Give either --area or --place.");
            }
        });
        evaluate.SetAction(
            async (parsed, cancel) =>
            {
                await using var instance = await OpenedInstance.Open(cancel);
                var result = await instance
                    .Get<EvaluateArea>()
                    .Run(
                        instance.Actor,
                        new()
                        {
                            AreaFile = parsed.GetValue(Area),
                            PlaceCode = parsed.GetValue(Place),
                            Categories = parsed.GetValue(Category)!,
                            ResponseStart = parsed.GetValue(Start),
                            ResponseEnd = parsed.GetValue(End),
                            Before = parsed.GetValue(Before),
                            After = parsed.GetValue(After),
                            Buffer = parsed.GetValue(Buffer),
                        },
                        cancel
                    );
                return Answer.Give(
                    parsed,
                    result,
                    r => string.Join(Environment.NewLine, [r.Sentence, .. Counts(r), .. r.Cautions.Select(c => "- " + Cautions.InWords(c))])
                );
            }
        );
        return evaluate;
    }

    /// <summary>What was counted, over which months, and the simple comparison.</summary>
    private static IEnumerable<string> Counts(EvaluationResult r)
    {
        string Months(EvaluationResult.WindowPart? w) => w is null ? "no months" : $"{w.From} to {w.To}";
        string Of(EvaluationResult.Pair c) => $"{c.Before} before, {c.After} after";
        yield return $"{r.Area.Name}: {Of(r.Counts.Area)} ({Months(r.Before)}; {Months(r.After)}).";
        if (r.Counts.Comparison is { } like)
        {
            yield return $"Places like it ({like.Places}): {like.Before} before, {like.After} after.";
        }

        if (r.Counts.Buffer is { } ring)
        {
            yield return $"The streets around it: {Of(ring)}.";
        }

        if (r.Relative is { Low: { } low, High: { } high } relative)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Relative rate ratio {relative.Rirr:0.00} ({low:0.00} to {high:0.00})."
            );
        }
    }

    private static Option<DateOnly> DateOf(string name, string description, bool required) =>
        new(name)
        {
            Description = description,
            Required = required,
            CustomParser = r => Day(r.Tokens[0].Value, r) ?? default,
        };

    private static DateOnly? Day(string text, System.CommandLine.Parsing.ArgumentResult result)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        result.AddError($"'{text}' is not a date. Write it as 2026-03-01.");
        return null;
    }
}
