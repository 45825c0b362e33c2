using System.Reflection;
using Wardwise.App.Access;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Text;

/// <summary>Every text that somebody writes has a limit, declared beside its field; one character more is refused with the
/// sentence.</summary>
public sealed class TextLimitsTests
{
    /// <summary>Texts that are not kept: what is looked up, or looked through, by name of the property.</summary>
    private static readonly Dictionary<string, string> LookedUp = new()
    {
        ["Reference"] = "names a record",
        ["Own"] = "names a record",
        ["Import"] = "names an import",
        ["About"] = "names a record",
        ["Code"] = "names a kind, a technique or a force, or is a code of six digits",
        ["ForceCode"] = "names a force",
        ["Force"] = "names a force",
        ["Agency"] = "names an agency",
        ["Category"] = "names a category",
        ["Categories"] = "name categories",
        ["Type"] = "names a type",
        ["Types"] = "name types",
        ["Kind"] = "names a kind, of a list",
        ["Kinds"] = "name kinds",
        ["Technique"] = "names a technique",
        ["Family"] = "names a family",
        ["Format"] = "names a format",
        ["PlaceCode"] = "names a place",
        ["PlaceCodes"] = "name places",
        ["Choices"] = "name kinds",
        ["Without"] = "name concepts",
        ["Apart"] = "name records",
        ["Words"] = "is looked for, and cut",
        ["Token"] = "is a secret of ours",
        ["Secret"] = "is a secret of ours",
        ["Password"] = "is never kept",
        ["OldPassword"] = "is never kept",
        ["NewPassword"] = "is never kept",
        ["Again"] = "is never kept",
        ["Paths"] = "name files",
        ["AreaFile"] = "names a file",
        ["Folder"] = "names a folder",
        ["Home"] = "names a folder",
        ["Month"] = "names a month",
    };

    /// <summary>The same, where the name of the property says too little.</summary>
    private static readonly HashSet<string> LookedUpThere =
    [
        "SearchProblems.Text",
        "ListAccounts.Text",
        "SignIn.Email",
        "EvaluateArea.AreaGeoJson",
    ];

    [Fact]
    public void EveryTextOfEveryUseCase_HasALimit_OrIsLookedUp() => Assert.Empty(WithoutLimit(Inputs()));

    [Fact]
    public void AFieldWithoutALimit_WouldBeFound() => Assert.Equal(["Unlimited.Remark"], WithoutLimit([typeof(Unlimited)]));

    [Fact]
    public async Task OneCharacterMore_IsRefusedWithTheSentence_AtEveryField()
    {
        await using var station = await Station.Create();
        var officer = await station.As(Domain.Accounts.Role.Officer);
        var wrong = new List<string>();
        foreach (var (useCase, run, input) in Runs())
        {
            foreach (var property in input.GetProperties())
            {
                if (property.GetCustomAttribute<AtMostAttribute>() is not { } limit || property.PropertyType != typeof(string))
                {
                    continue;
                }

                foreach (var (length, isTooLong) in new[] { (limit.Characters + 1, true), (limit.Characters, false) })
                {
                    var filled = Filled(input);
                    property.SetValue(filled, new string('é', length));
                    IEnumerable<Refusal> said =
                    [
                        .. await Said(station, useCase, run, filled, station.Owner) ?? [],
                        .. await Said(station, useCase, run, filled, officer) ?? [],
                    ];
                    if (said.Contains(new Refusal(limit.Sentence, property.Name)) != isTooLong)
                    {
                        wrong.Add($"{useCase.Name}.{property.Name} of {length}");
                    }
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("\r\n", 0)]
    [InlineData("a\r\nb", 3)]
    [InlineData("  a  ", 1)]
    [InlineData("😀", 2)]
    public void CharactersAreCounted_AsTheBrowserCountsThem(string text, int counted)
    {
        var filler = new string('x', 10 - counted);
        var fits = counted == 0 || text.Trim() != text ? text.Replace("a", "a" + filler, StringComparison.Ordinal) : text + filler;
        Assert.Empty(TextLimits.Refuses(new Ten { Text = fits }));
        Assert.Single(TextLimits.Refuses(new Ten { Text = "x" + (counted == 0 ? filler : fits.Trim()) + (counted == 0 ? "" : "x") }));
    }

    private static List<string> WithoutLimit(IEnumerable<Type> inputs) =>
        [
            .. from input in inputs
            from property in input.GetProperties()
            where IsText(property.PropertyType) && property.GetCustomAttribute<AtMostAttribute>() is null
            let name = $"{(input.DeclaringType ?? input).Name}.{property.Name}"
            where !LookedUp.ContainsKey(property.Name) && !LookedUpThere.Contains(name)
            select input == typeof(Unlimited) ? "Unlimited." + property.Name : name,
        ];

    private static bool IsText(Type type) =>
        type == typeof(string)
        || type.IsAssignableTo(typeof(IEnumerable<string>))
        || type.IsAssignableTo(typeof(IReadOnlyDictionary<string, string>));

    private static IEnumerable<Type> Inputs() => Runs().Select(r => r.Input).Distinct();

    private static IEnumerable<(Type UseCase, MethodInfo Run, Type Input)> Runs() =>
        from useCase in Wardwise.App.Registration.UseCases
        from run in useCase.GetMethods().Where(m => m.Name == "Run" && m.GetParameters().Length == 3)
        let input = run.GetParameters()[1].ParameterType
        where
            input.Namespace?.StartsWith("Wardwise.App", StringComparison.Ordinal) == true
            && input.GetConstructor(Type.EmptyTypes) is not null
        select (useCase, run, input);

    private static object Filled(Type input)
    {
        var filled = Activator.CreateInstance(input)!;
        foreach (var property in input.GetProperties().Where(p => p.PropertyType == typeof(string) && p.CanWrite))
        {
            property.SetValue(filled, "x");
        }

        return filled;
    }

    /// <summary>The refusals; null when the actor may not. Whatever else goes wrong with so thin an input comes after the limits.</summary>
    private static async Task<IReadOnlyList<Refusal>?> Said(Station station, Type useCase, MethodInfo run, object input, Actor actor)
    {
        try
        {
            var task = (Task)
                run.Invoke(
                    Microsoft.Extensions.DependencyInjection.ActivatorUtilities.GetServiceOrCreateInstance(
                        station.Get<IServiceProvider>(),
                        useCase
                    ),
                    [actor, input, CancellationToken.None]
                )!;
            await task;
            var outcome = task.GetType().GetProperty("Result")!.GetValue(task)!;
            var refusals = (IReadOnlyList<Refusal>)outcome.GetType().GetProperty("Refusals")!.GetValue(outcome)!;
            return refusals.Any(r => r.Kind is RefusalKind.Forbidden) ? null : refusals;
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            return null;
        }
    }

    private sealed record Unlimited
    {
        public string? Remark { get; init; }
    }

    private sealed record Ten
    {
        [AtMost(10, "The text")]
        public string? Text { get; init; }
    }
}
