using System.Security.Cryptography;
using Wardwise.App.Data;

namespace Wardwise.App.Access;

/// <summary>
/// The key that signs the trail's roots (ECDSA P-256), kept with the instance's keys: sealed where a certificate is given.
/// </summary>
internal static class AnchorKey
{
    private const string SealedLabel = "WARDWISE SEALED KEY";

    public static bool IsThere(InstanceHome home) => File.Exists(PathOf(home));

    public static ECDsa Open(InstanceHome home, SealingCertificate certificate)
    {
        Directory.CreateDirectory(home.Keys);
        var path = PathOf(home);
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (!File.Exists(path))
        {
            Keep(key, path, certificate);
            return key;
        }

        var text = File.ReadAllText(path);
        var found = PemEncoding.Find(text);
        if (text[found.Label] == SealedLabel)
        {
            key.ImportPkcs8PrivateKey(certificate.Unseal(Convert.FromBase64String(text[found.Base64Data])), out _);
            return key;
        }

        key.ImportFromPem(text);
        if (certificate.IsGiven)
        {
            // Made before there was a certificate.
            Keep(key, path, certificate);
        }

        return key;
    }

    private static string PathOf(InstanceHome home) => Path.Combine(home.Keys, "anchor.pem");

    /// <summary>Written beside its place and moved there, readable by its owner alone from the first byte.</summary>
    private static void Keep(ECDsa key, string path, SealingCertificate certificate)
    {
        var text = certificate.IsGiven
            ? PemEncoding.WriteString(SealedLabel, certificate.Seal(key.ExportPkcs8PrivateKey()))
            : key.ExportPkcs8PrivateKeyPem();
        var fresh = $"{path}.{Guid.CreateVersion7():n}";
        using (
            var file = new FileStream(
                fresh,
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                }
            )
        )
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }
}
