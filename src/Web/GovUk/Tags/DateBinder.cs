using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Binders;
using Wardwise.Domain.Shared;

namespace Wardwise.Web.GovUk.Tags;

/// <summary>Reads a date typed in three boxes, and says which box is wrong. One value (2026-03-01, as in a link) is read too.</summary>
public sealed class DateBinder : IModelBinder
{
    private const string Example = "27 3 2026";
    private const string NotReal = $"Enter a real date{{0}}, like {Example}.";
    private static readonly string[] Parts = ["day", "month", "year"];

    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var name = bindingContext.ModelName;
        bindingContext.HttpContext.Items[Key(name)] = Array.Empty<string>();
        var single = bindingContext.ValueProvider.GetValue(name);
        if (single.FirstValue is { Length: > 0 } text)
        {
            bindingContext.ModelState.SetModelValue(name, single);
            if (WrittenDate.TryReadAny(text, out var whole))
            {
                bindingContext.Result = ModelBindingResult.Success(whole);
            }
            else
            {
                Complain(bindingContext, NotReal);
            }

            return Task.CompletedTask;
        }

        var typed = Parts.Select(part => bindingContext.ValueProvider.GetValue($"{name}.{part}")).ToArray();
        for (var i = 0; i < Parts.Length; i++)
        {
            if (typed[i] == ValueProviderResult.None)
            {
                continue;
            }

            bindingContext.ModelState.SetModelValue($"{name}.{Parts[i]}", typed[i]);
            // Kept to be shown again; unmarked, it would leave the whole form not yet valid.
            bindingContext.ModelState.MarkFieldSkipped($"{name}.{Parts[i]}");
        }

        var values = typed.Select(t => t.FirstValue?.Trim() ?? "").ToArray();
        if (values.All(v => v.Length == 0))
        {
            if (typed.Any(t => t != ValueProviderResult.None))
            {
                bindingContext.Result = ModelBindingResult.Success(null);
            }

            return Task.CompletedTask;
        }

        if (Read(values, out var date, out var wrong, out var complaint))
        {
            bindingContext.Result = ModelBindingResult.Success(date);
            return Task.CompletedTask;
        }

        bindingContext.HttpContext.Items[Key(name)] = wrong;
        Complain(bindingContext, complaint);
        return Task.CompletedTask;
    }

    /// <summary>The boxes that made a date unreadable; none when the error is about the date as a whole.</summary>
    public static IReadOnlyCollection<string> WrongParts(HttpContext http, string name) => http.Items[Key(name)] as string[] ?? [];

    internal static bool Read(string[] values, out DateOnly date, out string[] wrong, out string complaint)
    {
        date = default;
        wrong = [.. Parts.Where((_, i) => values[i].Length == 0)];
        complaint = $"Enter the {string.Join(" and ", wrong)} too{{0}}, like {Example}.";
        if (wrong.Length > 0)
        {
            return false;
        }

        complaint = NotReal;
        var day = Number(values[0]);
        var month = Number(values[1]) ?? WrittenDate.MonthNamed(values[1]);
        var year = Number(values[2]);
        wrong =
        [
            .. new[] { day is null or < 1 or > 31, month is null or < 1 or > 12, year is null }
                .Select((bad, i) => bad ? Parts[i] : "")
                .Where(p => p.Length > 0),
        ];
        if (wrong.Length > 0)
        {
            return false;
        }

        if (values[2].Length != 4 || year is < 1000)
        {
            wrong = ["year"];
            complaint = $"Enter the year with 4 numbers{{0}}, like {Example}.";
            return false;
        }

        return day <= DateTime.DaysInMonth(year!.Value, month!.Value) && Made(year.Value, month.Value, day!.Value, out date);
    }

    private static bool Made(int year, int month, int day, out DateOnly date)
    {
        date = new DateOnly(year, month, day);
        return true;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // The page that asks the question names it (NameQuestion); one that does not ask it has no better word.
    private static void Complain(ModelBindingContext context, string complaint)
    {
        context.HttpContext.Items[ComplaintKey(context.ModelName)] = complaint;
        context.ModelState.TryAddModelError(context.ModelName, Say(complaint, ""));
    }

    /// <summary>Says what is wrong with a date in the words in which the page asks for it: "Enter a real date for “Last day”, like
    /// 27 3 2026."</summary>
    public static void NameQuestion(HttpContext http, ModelStateDictionary state, string name, string? asked)
    {
        if (
            asked is not null
            && http.Items[ComplaintKey(name)] is string complaint
            && state.GetValueOrDefault(name) is { Errors.Count: > 0 } entry
        )
        {
            entry.Errors.Clear();
            entry.Errors.Add(Say(complaint, $" for “{asked}”"));
        }
    }

    private static string Say(string complaint, string asked) => complaint.Replace("{0}", asked, StringComparison.Ordinal);

    // A field may be called "from" and its property From.
    private static string ComplaintKey(string name) => $"date-complaint:{name.ToUpperInvariant()}";

    private static string Key(string name) => $"wrong-date-parts:{name.ToUpperInvariant()}";
}

public sealed class DateBinderProvider : IModelBinderProvider
{
    public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
        context.Metadata.UnderlyingOrModelType == typeof(DateOnly) ? new BinderTypeModelBinder(typeof(DateBinder)) : null;
}
