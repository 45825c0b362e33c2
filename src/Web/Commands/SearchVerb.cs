using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json.Serialization;
using Wardwise.App.Search;
using Wardwise.Domain.Shared;

namespace Wardwise.Web.Commands;

internal sealed class SearchVerb : IVerb
{
    private static readonly Argument<string[]> Text = new("text")
    {
        Description = "What is the trouble, in words.",
        Arity = ArgumentArity.OneOrMore,
    };
    private static readonly Option<int> Top = new("--top")
    {
        Description = "How many to print.",
        DefaultValueFactory = _ => 10,
        CustomParser = Number,
    };
    private static readonly Option<string?> Force = new("--force") { Description = "Only this force's problems, by its police.uk id." };

    public Command Build()
    {
        var search = new Command("search", "Find problems, and what came of them.") { Text, Top, Force };
        search.SetAction(
            async (parsed, cancel) =>
            {
                await using var instance = await OpenedInstance.Open(cancel);
                var found = await instance
                    .Get<SearchProblems>()
                    .Run(
                        instance.Actor,
                        new()
                        {
                            Text = string.Join(' ', parsed.GetValue(Text)!),
                            Top = parsed.GetValue(Top),
                            ForceCode = parsed.GetValue(Force),
                        },
                        cancel
                    );
                var hits = found.Done
                    ? found
                        .Value.Hits.Select(h => new Hit(h.Reference, h.TitleText, h.Score, h.Grade, h.Result, h.Why, h.OldReference))
                        .ToList()
                    : (Outcome<List<Hit>>)found.Refusals.ToList();
                return Answer.Give(parsed, hits, Words);
            }
        );
        return search;
    }

    private static int Number(ArgumentResult given)
    {
        if (
            !int.TryParse(given.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var top)
            || top is < 1 or > SearchProblems.Most
        )
        {
            given.AddError($"Give --top a number from 1 to {SearchProblems.Most}.");
        }

        return top;
    }

    private static string Words(List<Hit> hits) =>
        hits.Count == 0
            ? "Nothing found."
            : string.Join(
                Environment.NewLine,
                hits.Select(h =>
                    string.Create(CultureInfo.InvariantCulture, $"{h.Reference}  grade {h.Grade}  {h.Title} ({h.Result}): {h.Why}")
                )
            );

    internal sealed record Hit(
        string Reference,
        string Title,
        double Score,
        int Grade,
        string Result,
        string Why,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? OldReference
    );
}
