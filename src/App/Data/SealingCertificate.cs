using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Wardwise.App.Data;

/// <summary>
/// The certificate that seals the keys an instance keeps, so that a copy of the home alone opens nothing. From <c>WARDWISE_CERTIFICATE</c>:
/// one file, or several with the newest first, of which the first seals and every one opens.
/// </summary>
public sealed class SealingCertificate(IReadOnlyList<X509Certificate2> certificates)
{
    public const string Variable = "WARDWISE_CERTIFICATE";
    public const string PasswordVariable = "WARDWISE_CERTIFICATE_PASSWORD";

    private static readonly RSAEncryptionPadding Padding = RSAEncryptionPadding.OaepSHA256;

    public IReadOnlyList<X509Certificate2> All => certificates;

    public bool IsGiven => certificates.Count > 0;

    /// <exception cref="InstanceException">A file cannot be read, or holds no RSA key.</exception>
    public static SealingCertificate FromEnvironment() =>
        new([
            .. (Environment.GetEnvironmentVariable(Variable) ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Select(path => Read(path, Environment.GetEnvironmentVariable(PasswordVariable))),
        ]);

    internal static X509Certificate2 Read(string path, string? password)
    {
        X509Certificate2 certificate;
        try
        {
            certificate =
                Path.GetExtension(path) is not (".pem" or ".crt") ? X509CertificateLoader.LoadPkcs12FromFile(path, password)
                : string.IsNullOrEmpty(password) ? X509Certificate2.CreateFromPemFile(path)
                : X509Certificate2.CreateFromEncryptedPemFile(path, password);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InstanceException($"{Variable}: {path} cannot be read as a certificate with its key ({e.Message}).", e);
        }

        return certificate.GetRSAPrivateKey() is not null
            ? certificate
            : throw new InstanceException($"{Variable}: {path} holds no RSA key. Keys are sealed with RSA.");
    }

    /// <summary>Seals a few bytes: a key, not a document.</summary>
    internal byte[] Seal(byte[] key)
    {
        using var rsa = certificates[0].GetRSAPublicKey()!;
        return rsa.Encrypt(key, Padding);
    }

    internal byte[] Unseal(byte[] bytes)
    {
        foreach (var certificate in certificates)
        {
            using var rsa = certificate.GetRSAPrivateKey()!;
            try
            {
                return rsa.Decrypt(bytes, Padding);
            }
            catch (CryptographicException)
            {
                // Sealed with another one.
            }
        }

        throw new InstanceException(
            $"The key of the anchors was sealed with a certificate that is not here: add its file to {Variable}, after the new one."
        );
    }
}
