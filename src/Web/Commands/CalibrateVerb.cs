using System.CommandLine;
using System.Globalization;
using Wardwise.App.Measuring;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.Web.Commands;

internal sealed class CalibrateVerb : IVerb
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");
    private static readonly Option<string> Force = new("--force")
    {
        Description = "Whose incidents, by the force's police.uk id.",
        Required = true,
    };
    private static readonly Option<string[]> Category = new("--category")
    {
        Description = "What is counted, such as asb. May be given more than once.",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<int> Draws = new("--draws") { Description = "How many places and dates are drawn.", Required = true };
    private static readonly Option<int> Seed = new("--seed") { Description = "The same seed gives the same draws.", Required = true };
    private static readonly Option<string> Level = new Option<string>("--level")
    {
        Description = "lsoa or neighbourhood.",
        DefaultValueFactory = _ => "lsoa",
    }.AcceptOnlyFromAmong("lsoa", "neighbourhood");
    private static readonly Option<int> Before = new("--before") { Description = "Months before.", DefaultValueFactory = _ => 12 };
    private static readonly Option<int> After = new("--after") { Description = "Months after.", DefaultValueFactory = _ => 12 };

    public Command Build()
    {
        var calibrate = new Command(
            "calibrate",
            "Tell how often a verdict would be wrong on a force's own data, and how often a real fall would be found."
        )
        {
            Force,
            Category,
            Draws,
            Seed,
            Level,
            Before,
            After,
        };
        calibrate.SetAction(
            async (parsed, cancel) =>
            {
                await using var instance = await OpenedInstance.Open(cancel);
                var result = await instance
                    .Get<Calibrate>()
                    .Run(
                        instance.Actor,
                        new()
                        {
                            ForceCode = parsed.GetValue(Force)!,
                            Categories = parsed.GetValue(Category)!,
                            Draws = parsed.GetValue(Draws),
                            Seed = parsed.GetValue(Seed),
                            Level = EnumCode.Read<PlaceLevel>(parsed.GetValue(Level))!.Value,
                            Before = parsed.GetValue(Before),
                            After = parsed.GetValue(After),
                        },
                        cancel
                    );
                return Answer.Give(parsed, result, InWords);
            }
        );
        return calibrate;
    }

    private static string InWords(Calibrate.Result r) =>
        string.Join(
            Environment.NewLine,
            [
                string.Create(
                    British,
                    $"{r.Draws:N0} places and dates where nothing was done: called clear {r.Flagged:N0} times, {Percent(r.Share)} "
                        + $"({Percent(r.ShareLow)} to {Percent(r.ShareHigh)}): {r.FlaggedFalls:N0} falls, {r.Flagged - r.FlaggedFalls:N0} "
                        + $"rises."
                ),
                $"The before-and-after test without a comparison: {Percent(r.NaiveShare)}. The plain comparison: "
                    + $"{Percent(r.PlainMethod.Share)}.",
                .. r.LeftOut == 0
                    ? Array.Empty<string>()
                    : [string.Create(British, $"Left out, since a response was at work there within those months: {r.LeftOut:N0}.")],
                .. r.Planted.Select(
                    (p, i) =>
                        $"A fall of {Percent(p.Fall)} put in: found {p.Found} of {p.Of} times, {Percent(p.Found / (double)p.Of)}; "
                        + $"by the plain comparison {Percent(r.PlainMethod.Planted[i].Found / (double)p.Of)}."
                ),
                .. r.Planted.SelectMany(p =>
                    p.ByExpected.Where(b => b.Of > 0)
                        .Select(b =>
                            $"  {Percent(p.Fall)}, {b.From}{(b.To is { } to ? $" to under {to}" : " or more")} expected: "
                            + $"{b.Found} of {b.Of}"
                        )
                ),
            ]
        );

    private static string Percent(double share) => string.Create(British, $"{share * 100:0.#}%");
}
