using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Wardwise.Domain.Shared;

namespace Wardwise.Web.Security;

/// <summary>Reads what a form sends before any page does, and turns away with a page and a sentence what cannot be read or kept.</summary>
internal sealed class ReadableForm(RequestDelegate next)
{
    /// <summary>Of a form with its files, from somebody signed in. A file has a limit of its own, which its page says.</summary>
    public const long Largest = 30_000_000;

    /// <summary>From somebody who is not: an address and a password.</summary>
    public const long LargestOfStrangers = 1_000_000;

    /// <summary>Up to here what is too large is read and dropped: a browser shows no answer before it has sent everything.</summary>
    public const long LargestDropped = 250_000_000;

    /// <summary>What .NET says when the sender stopped; a disk that is full or broken says the system's own number, and is our
    /// fault.</summary>
    private const int CutOff = unchecked((int)0x80131620);

    private const string Heading = "This form could not be read";

    public async Task InvokeAsync(HttpContext http, CurrentActor current)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.HasFormContentType)
        {
            await next(http);
            return;
        }

        var largest = current.Actor.SignedIn
            ? http.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? Largest
            : LargestOfStrangers;
        if (http.Request.ContentLength > largest)
        {
            await Drop(http);
            TooLarge(http, largest);
        }
        else if (await Reads(http, largest))
        {
            await next(http);
        }
    }

    private static async Task<bool> Reads(HttpContext http, long largest)
    {
        Limit(http, largest);
        try
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            if (IsStorable(form))
            {
                return true;
            }

            TurnedAway.From(
                http,
                StatusCodes.Status400BadRequest,
                Heading,
                "It holds a character that cannot be kept, or a file whose name does. "
                    + "Go back, type that answer again and send it once more."
            );
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            TooLarge(http, largest);
        }
        catch (Exception e)
            when (e is InvalidDataException or BadHttpRequestException or ArgumentException or NotSupportedException
                || e is IOException && e.HResult == CutOff
            )
        {
            TurnedAway.From(
                http,
                StatusCodes.Status400BadRequest,
                Heading,
                "It was cut off on its way, or it has more answers or longer ones than any form of ours. Go back and send it once more."
            );
        }

        return false;
    }

    private static bool IsStorable(IFormCollection form) =>
        form.All(f => Storable.Is(f.Key) && f.Value.All(Storable.Is))
        && form.Files.All(f => Storable.Is(f.Name) && Storable.Is(f.FileName));

    private static void TooLarge(HttpContext http, long largest) =>
        TurnedAway.From(
            http,
            StatusCodes.Status413PayloadTooLarge,
            "That is too large",
            $"A form with its files may have {largest / 1_000_000} MB. Go back, choose a smaller file and send it once more."
        );

    /// <summary>Reads what nobody wants, so that the sender sees the answer.</summary>
    public static async Task Drop(HttpContext http)
    {
        if (http.Request.ContentLength is null or 0 or > LargestDropped)
        {
            return;
        }

        Limit(http, LargestDropped);
        try
        {
            await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        }
        catch (Exception e) when (e is BadHttpRequestException or IOException)
        {
            // The sender stopped in the middle: there is nobody to answer.
        }
    }

    private static void Limit(HttpContext http, long bytes)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = bytes;
        }
    }
}
