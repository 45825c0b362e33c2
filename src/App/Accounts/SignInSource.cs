using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Wardwise.App.Accounts;

/// <summary>
/// Where a try to sign in comes from: an address, and the device that an account signed in from before, if it shows that.
/// </summary>
/// <param name="Address">What the connection says, as <see cref="Of"/> makes it.</param>
/// <param name="Device">The secret of the device's cookie; null when it has none.</param>
public sealed record SignInSource(string Address, string? Device)
{
    /// <summary>A command on this machine, where nobody guesses who could not read the database.</summary>
    public static readonly SignInSource CommandLine = new("this machine", null) { IsThisMachine = true };

    public bool IsThisMachine { get; private init; }

    /// <summary>Whoever has one address of version 6 has the 2^64 beside it, so they count as one.</summary>
    public static SignInSource Of(IPAddress? address, string? device)
    {
        if (address is { IsIPv4MappedToIPv6: true })
        {
            address = address.MapToIPv4();
        }

        var text = address switch
        {
            null => "an unknown address",
            { AddressFamily: AddressFamily.InterNetworkV6 } => new IPAddress([.. address.GetAddressBytes()[..8], .. new byte[8]]) + "/64",
            _ => address.ToString(),
        };
        return new(text, device is { Length: SecretLength } ? device : null);
    }

    private const int SecretLength = 43;

    internal static string NewDevice() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    internal static byte[] DigestOf(string device) => SHA256.HashData(Encoding.ASCII.GetBytes(device));
}
