using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Wardwise.App.Access;
using Wardwise.App.Data;

namespace Wardwise.Web.Security;

/// <summary>
/// A form that is sent twice, by two clicks or by a browser that tries again, does its work once. Each form carries a number that its
/// page drew (<see cref="Field"/>); the number, who sends it, where, and what was filled in make a key. Of two that run at once the
/// second waits and is led where the first led; across processes the database holds each key once. Who goes back and changes what they
/// wrote sends another form.
/// </summary>
internal sealed class SentOnce(FormsSent sent) : IAsyncResourceFilter
{
    public const string Field = "Once";
    private const string Antiforgery = "__RequestVerificationToken";

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _running = new();

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
        var own = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (_running.GetOrAdd(name, own) is var first && first != own)
        {
            await first.Task.WaitAsync(http.RequestAborted);
        }

        try
        {
            if (await sent.AnswerTo(current.Actor, once, http.RequestAborted) is { } answer)
            {
                context.Result = new LocalRedirectResult(answer);
                return;
            }

            current.Actor = current.Actor with { Once = once };
            await next();
            if (
                once.HasMade
                && http.Response.StatusCode is StatusCodes.Status302Found or StatusCodes.Status303SeeOther
                && http.Response.Headers.Location.ToString() is ['/', not '/', ..] or "/"
            )
            {
                // The sender may be gone: what was made is there, and the next who sends it is led to it.
                await sent.Keep(current.Actor, once, http.Response.Headers.Location.ToString(), CancellationToken.None);
            }
        }
        finally
        {
            _running.TryRemove(name, out _);
            own.SetResult();
        }
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
}
