using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Wardwise.Web.Pages;
using Wardwise.Web.Parts;

namespace Wardwise.Web.Journeys;

/// <summary>A page of a journey: back, cancel and the way to the first unanswered question are written here, once.</summary>
public abstract class JourneyPage<TState> : WardPage
    where TState : class, new()
{
    private JourneyStore? _store;

    /// <summary>What has been answered so far.</summary>
    public TState State { get; private set; } = new();

    public string BackHref => FromCheck ? Journey.CheckPath : Journey.Before(Here);

    public string CancelHref => Journey.CancelHref;

    protected abstract Journey<TState> Journey { get; }

    private string Here => Request.Path.Value ?? "";

    private bool FromCheck => Request.Query["from"] == "check";

    private JourneyStore Store => _store ??= HttpContext.RequestServices.GetRequiredService<JourneyStore>();

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        State = Store.Read<TState>(HttpContext, Journey.Name, Actor.Id) ?? new TState();
        if (!Journey.MayShow(Here, State))
        {
            context.Result = Redirect(Journey.FirstUnanswered(State)!);
        }
    }

    /// <summary>Keeps the answer and goes to the next question, or back to the check.</summary>
    protected IActionResult Next(TState state)
    {
        State = state;
        Store.Write(HttpContext, Journey.Name, Actor.Id, state);
        return Redirect(FromCheck ? Journey.FirstUnanswered(state) ?? Journey.CheckPath : Journey.After(Here, state));
    }

    /// <summary>The journey is over: its answers are forgotten and the next page says what was done.</summary>
    protected IActionResult Finish(string href, string done)
    {
        Store.Forget(HttpContext, Journey.Name);
        TempData.Say(done);
        return Redirect(href);
    }
}
