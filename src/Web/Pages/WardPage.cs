using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Exchange;
using Wardwise.Domain.Shared;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages;

/// <summary>What every page has: its actor, and one way to turn a refusal into an answer that keeps what was typed.</summary>
public abstract class WardPage : PageModel, IHearUnread
{
    private bool _onlyTries;

    protected Actor Actor
    {
        get
        {
            var actor = HttpContext.RequestServices.GetRequiredService<CurrentActor>().Actor;
            return _onlyTries ? actor with { OnlyTries = true } : actor;
        }
    }

    /// <summary>Whether the page says itself what could not be read of a form that was sent (<see cref="WhenRead"/>). Nothing is done with
    /// any other (<see cref="OnlyWhatWasRead"/>).</summary>
    /// <param name="handler">Which of the page's forms; null or empty for its only one.</param>
    public virtual bool HearsUnread(string? handler) => false;

    protected T Get<T>()
        where T : notnull => HttpContext.RequestServices.GetRequiredService<T>();

    protected CancellationToken Cancel => HttpContext.RequestAborted;

    protected DateTimeOffset Now => HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

    protected DateOnly Today => LondonTime.DayOf(Now);

    /// <summary>Done only when every answer of the form could be read: a last day that is no date must not become no last day. Where one
    /// could not, the rest is tried and nothing kept, so that all that is wrong is said at once.</summary>
    protected async Task<Outcome<T>> WhenRead<T>(Func<Task<Outcome<T>>> run)
    {
        if (ModelState.IsValid)
        {
            return await run();
        }

        _onlyTries = true;
        try
        {
            return (await run()).Refusals.ToList();
        }
        catch (OnlyTriedException)
        {
            return new List<Refusal>();
        }
        finally
        {
            _onlyTries = false;
        }
    }

    /// <summary>The form was sent only for a shorter list of places (<see cref="PlaceSelectTagHelper"/>): nothing is saved.</summary>
    protected bool OnlyNarrows => Request.Form.ContainsKey(PlaceSelectTagHelper.Narrow);

    /// <summary>The form again, with all that was typed and nothing said of it.</summary>
    protected PageResult Redrawn()
    {
        foreach (var entry in ModelState.Values)
        {
            entry.Errors.Clear();
            entry.ValidationState = ModelValidationState.Skipped;
        }

        return Page();
    }

    /// <summary>What is wrong with a field that is bound to no property.</summary>
    public string? WrongAt(string key) => ModelState.GetValueOrDefault(key)?.Errors.FirstOrDefault()?.ErrorMessage;

    /// <summary>Rows as a file that a spreadsheet reads.</summary>
    protected FileContentResult CsvFile(string name, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows) =>
        File(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(CsvText.Of(columns, rows))).ToArray(), "text/csv", name);

    /// <summary>The answer to a refusal: 404, 403, or the same page with the sentences beside their fields.</summary>
    /// <param name="outcome">What the use case said.</param>
    /// <param name="prefix">The name of the bound property that the fields belong to.</param>
    protected IActionResult Refused<T>(Outcome<T> outcome, string prefix = "Input") =>
        Refused(outcome, field => prefix.Length == 0 ? field : $"{prefix}.{field}");

    /// <param name="outcome">What the use case said.</param>
    /// <param name="at">The id of the field on the page, by the name of the property that it answers: of a form that stands on every
    /// row.</param>
    protected IActionResult Refused<T>(Outcome<T> outcome, Func<string, string> at)
    {
        // Of an answer that could not be read, that is what is wrong with it: not that there is none.
        var unread = ModelState.Where(e => e.Value?.Errors.Count > 0).Select(e => e.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var refusal in outcome.Refusals)
        {
            switch (refusal.Kind)
            {
                case RefusalKind.NotFound:
                    return NotFound();
                case RefusalKind.Forbidden:
                    HttpContext.Features.Set(new TurnedAway("You may not do this", refusal.Sentence));
                    return StatusCode(StatusCodes.Status403Forbidden);
                case RefusalKind.Stale:
                    Response.StatusCode = StatusCodes.Status409Conflict;
                    break;
            }

            var key = refusal.Field is null ? "" : at(refusal.Field);
            if (key.Length == 0 || !unread.Contains(key))
            {
                ModelState.AddModelError(key, refusal.Sentence);
            }
        }

        return Page();
    }
}
