using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Wardwise.Testing;

/// <summary>A certificate that vouches for itself, with its key.</summary>
public static class TestCertificate
{
    /// <param name="name">Whom it is for: a name, or an address.</param>
    public static X509Certificate2 For(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        return Asked(name, key, vouches: true).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    /// <summary>One that another vouches for.</summary>
    public static X509Certificate2 For(string name, X509Certificate2 by, bool vouches)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = Asked(name, key, vouches).Create(by, by.NotBefore, by.NotAfter, Guid.CreateVersion7().ToByteArray());
        return signed.CopyWithPrivateKey(key);
    }

    private static CertificateRequest Asked(string name, ECDsa key, bool vouches)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(vouches, false, 0, true));
        return request;
    }
}
