using System.Net;
using Wardwise.App.Data;

namespace Wardwise.Web.Security;

/// <summary>
/// How people reach this site: the address that they open, from <c>WARDWISE_ADDRESS</c>; what else it is called, from
/// <c>WARDWISE_HOSTS</c>; and the proxies whose word is taken for who asks and whether they came by TLS, from <c>WARDWISE_PROXIES</c>.
/// </summary>
internal sealed record PublicAddress(Uri? Site, IReadOnlyList<string> Hosts, IReadOnlyList<IPNetwork> Proxies)
{
    /// <summary>This machine's names for itself, always answered.</summary>
    private static readonly string[] Own = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Whatever a request came by, people come by TLS.</summary>
    public bool IsHttps => Site?.Scheme == Uri.UriSchemeHttps;

    public bool IsCalled(string host) => Own.Concat(Hosts).Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>What a link begins with that somebody else is to open.</summary>
    public Uri SiteFor(HttpRequest request) => Site ?? new($"{request.Scheme}://{request.Host}");

    /// <exception cref="InstanceException">One of the three cannot be read.</exception>
    public static PublicAddress FromEnvironment() =>
        Read(
            Environment.GetEnvironmentVariable("WARDWISE_ADDRESS"),
            Environment.GetEnvironmentVariable("WARDWISE_HOSTS"),
            Environment.GetEnvironmentVariable("WARDWISE_PROXIES")
        );

    public static PublicAddress Read(string? address, string? hosts, string? proxies)
    {
        Uri? site = null;
        if (
            !string.IsNullOrEmpty(address)
            && (!Uri.TryCreate(address, UriKind.Absolute, out site) || site.Scheme is not ("http" or "https"))
        )
        {
            throw new InstanceException("WARDWISE_ADDRESS is where people open Wardwise, such as https://wardwise.example.org.");
        }

        return new(
            site,
            [.. Parts(hosts).Select(Host), .. site is null ? [] : new[] { site.IdnHost }],
            [.. Parts(proxies).Select(Network)]
        );
    }

    private static string[] Parts(string? list) =>
        (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>As browsers write it: accents and other letters by their code.</summary>
    private static string Host(string text) =>
        Uri.CheckHostName(text) is not UriHostNameType.Unknown && Uri.TryCreate($"http://{text}/", UriKind.Absolute, out var site)
            ? site.IdnHost
            : throw new InstanceException(
                $"WARDWISE_HOSTS lists names without https:// and without a port, such as wardwise.example.org, and '{text}' is none."
            );

    private static IPNetwork Network(string text) =>
        IPAddress.TryParse(text, out var one) ? new(one, one.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(text, out var network) ? network
        : throw new InstanceException(
            $"WARDWISE_PROXIES names proxies by address, such as 127.0.0.1 or 10.0.0.0/28, and '{text}' is none."
        );
}
