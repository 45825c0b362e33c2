using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace Wardwise.Web.Journeys;

/// <summary>Answers not yet sent, kept in the browser in an encrypted cookie that only this server and this account can read.</summary>
internal sealed class JourneyStore(IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(12);
    private readonly ChunkingCookieManager _cookies = new();

    public T? Read<T>(HttpContext http, string journey, Guid account)
        where T : class
    {
        if (_cookies.GetRequestCookie(http, CookieName(journey)) is not { Length: > 0 } text)
        {
            return null;
        }

        try
        {
            var kept = Unpack(Protector(journey, account).Unprotect(Convert.FromBase64String(text)));
            var state = JsonSerializer.Deserialize<Envelope<T>>(kept);
            return state is null || state.Until < clock.GetUtcNow() ? null : state.State;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException or InvalidDataException)
        {
            return null;
        }
    }

    public void Write<T>(HttpContext http, string journey, Guid account, T state)
        where T : class
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new Envelope<T>(clock.GetUtcNow() + Kept, state));
        _cookies.AppendResponseCookie(
            http,
            CookieName(journey),
            Convert.ToBase64String(Protector(journey, account).Protect(Pack(json))),
            Options(http)
        );
    }

    public void Forget(HttpContext http, string journey) => _cookies.DeleteCookie(http, CookieName(journey), Options(http));

    private static string CookieName(string journey) => $"wardwise-journey-{journey}";

    private static CookieOptions Options(HttpContext http) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            IsEssential = true,
            Path = "/",
        };

    private IDataProtector Protector(string journey, Guid account) =>
        protection.CreateProtector("Wardwise.Journey", journey, account.ToString());

    private static byte[] Pack(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal))
        {
            brotli.Write(plain);
        }

        return packed.ToArray();
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        brotli.CopyTo(plain);
        return plain.ToArray();
    }

    private sealed record Envelope<T>(DateTimeOffset Until, T State);
}
