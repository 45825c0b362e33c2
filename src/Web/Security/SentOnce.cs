using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Wardwise.App.Access;
using Wardwise.App.Data;

namespace Wardwise.Web.Security;

/// <summary>
/// A form that is sent twice, by two clicks or by a browser that tries again, does its work once. Each form carries a number that its
/// page drew (<see cref="Field"/>); the number, who sends it, where, and what was filled in make a key. Of two that run at once the
/// second waits and is led where the first led; across processes the database holds each key once. Who goes back and changes what they
/// wrote sends another form.
/// </summary>
internal sealed class SentOnce(FormsSent sent, ITempDataDictionaryFactory later) : IAsyncResourceFilter
{
    public const string Field = "Once";
    private const string Antiforgery = "__RequestVerificationToken";

    private readonly ConcurrentDictionary<string, TaskCompletionSource<Led?>> _running = new();

    public static string Draw() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var http = context.HttpContext;
        var current = http.RequestServices.GetRequiredService<CurrentActor>();
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.HasFormContentType || !current.Actor.SignedIn)
        {
            await next();
            return;
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form[Field].ToString().Length == 0)
        {
            await next();
            return;
        }

        var once = new Once(await KeyOf(http.Request, form, current.Actor, http.RequestAborted));
        var name = Convert.ToHexString(once.Key);
        var own = new TaskCompletionSource<Led?>(TaskCreationOptions.RunContinuationsAsynchronously);
        while (_running.GetOrAdd(name, own) is var first && first != own)
        {
            if (await first.Task.WaitAsync(http.RequestAborted) is { } led)
            {
                Lead(context, led);
                return;
            }
        }

        Led? leads = null;
        try
        {
            if (await sent.AnswerTo(current.Actor, once, http.RequestAborted) is { } answer)
            {
                Lead(context, new(answer, []));
                return;
            }

            current.Actor = current.Actor with { Once = once };
            await next();
            if (
                http.Response.StatusCode is StatusCodes.Status302Found or StatusCodes.Status303SeeOther
                && http.Response.Headers.Location.ToString() is (['/', not '/', ..] or "/") and var to
            )
            {
                leads = new(to, new(later.GetTempData(http)));
                // The sender may be gone: what was done is done, and the next who sends it is led to it.
                await sent.Keep(current.Actor, once, to, CancellationToken.None);
            }
        }
        finally
        {
            _running.TryRemove(name, out _);
            own.SetResult(leads);
        }
    }

    private void Lead(ResourceExecutingContext context, Led led)
    {
        var told = later.GetTempData(context.HttpContext);
        foreach (var (key, value) in led.Told)
        {
            told[key] = value;
        }

        context.Result = new LocalRedirectResult(led.To);
    }

    private static async Task<byte[]> KeyOf(HttpRequest request, IFormCollection form, Actor actor, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(Encoding.ASCII.GetBytes(bytes.Length.ToString(CultureInfo.InvariantCulture) + ":"));
            hash.AppendData(bytes);
        }

        Add(actor.Id.ToString());
        Add(request.Path + request.QueryString);
        foreach (var (name, values) in form.Where(f => f.Key != Antiforgery).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            Add(name);
            foreach (var value in values)
            {
                Add(value ?? "");
            }
        }

        foreach (var file in form.Files)
        {
            Add(file.Name);
            Add(file.FileName);
            await using var content = file.OpenReadStream();
            hash.AppendData(await SHA256.HashDataAsync(content, cancel));
        }

        return hash.GetHashAndReset();
    }

    /// <param name="To">Where a form led.</param>
    /// <param name="Told">What is said there of what was done.</param>
    private sealed record Led(string To, Dictionary<string, object?> Told);
}
