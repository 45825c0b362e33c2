using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Access;

public sealed class AnchorKeyTests : IDisposable
{
    private static readonly SealingCertificate None = new([]);

    private readonly string _path = TemporaryHome.Make();

    private InstanceHome Home => new(_path);

    private string File => Path.Combine(Home.Keys, "anchor.pem");

    public void Dispose() => TemporaryHome.Remove(_path);

    [Fact]
    public void AKeyMadeBeforeTheCertificate_IsSealed_AndStaysTheSame()
    {
        using var open = AnchorKey.Open(Home, None);
        Assert.Contains("BEGIN PRIVATE KEY", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
        using var certificate = Certificate();

        using var sealedNow = AnchorKey.Open(Home, new([certificate]));
        Assert.DoesNotContain("PRIVATE KEY", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));

        using var again = AnchorKey.Open(Home, new([certificate]));
        Assert.Equal(open.ExportPkcs8PrivateKey(), sealedNow.ExportPkcs8PrivateKey());
        Assert.Equal(open.ExportPkcs8PrivateKey(), again.ExportPkcs8PrivateKey());
    }

    [Fact]
    public void WithoutItsCertificate_ASealedKeyStaysShut_AndWithTheOneBeforeItOpens()
    {
        using var before = Certificate();
        using var after = Certificate();
        AnchorKey.Open(Home, new([before])).Dispose();

        Assert.Throws<InstanceException>(() => AnchorKey.Open(Home, None));
        Assert.Throws<InstanceException>(() => AnchorKey.Open(Home, new([after])));
        AnchorKey.Open(Home, new([after, before])).Dispose();
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest("CN=Wardwise keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(
            now.AddDays(-1),
            now.AddYears(1)
        );
    }
}
