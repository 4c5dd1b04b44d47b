using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CardSwitch.Tests.Links;

/// <summary>A private root of a test, and certificates under it: sound ones unless a test asks for a flaw.</summary>
internal sealed class TestAuthority : IDisposable
{
    internal const string ClientUse = "1.3.6.1.5.5.7.3.2";
    internal const string ServerUse = "1.3.6.1.5.5.7.3.1";

    private readonly List<X509Certificate2> made = [];
    private readonly X509Certificate2 issuing;

    internal TestAuthority(string name = "test root")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        AsAuthority(request);
        Root = issuing = Keep(request.CreateSelfSigned(Days(-400), Days(4000)));
    }

    private TestAuthority(X509Certificate2 root, X509Certificate2 issuing)
    {
        Root = root;
        this.issuing = Keep(issuing);
    }

    internal X509Certificate2 Root { get; }

    /// <summary>An authority whose certificates need one between them and this root.</summary>
    internal TestAuthority Intermediate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=between", key, HashAlgorithmName.SHA256);
        AsAuthority(request);
        using X509Certificate2 bare = request.Create(issuing, Days(-300), Days(3000), RandomNumberGenerator.GetBytes(8));
        return new TestAuthority(Root, bare.CopyWithPrivateKey(key));
    }

    /// <summary>The certificate between this authority's certificates and the root.</summary>
    internal X509Certificate2 Issuing => issuing;

    internal X509Certificate2 Issue(
        string name, string use = ClientUse, int from = -1, int to = 30, string? server = null,
        X509KeyUsageFlags usage = X509KeyUsageFlags.DigitalSignature)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        Describe(request, use, server, usage);
        using X509Certificate2 bare = request.Create(issuing, Days(from), Days(to), RandomNumberGenerator.GetBytes(8));
        return Keep(bare.CopyWithPrivateKey(key));
    }

    internal X509Certificate2 IssueWeak(string name)
    {
        using var key = RSA.Create(1024);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Describe(request, ClientUse, null, X509KeyUsageFlags.DigitalSignature);
        X509SignatureGenerator generator = X509SignatureGenerator.CreateForECDsa(issuing.GetECDsaPrivateKey()!);
        using X509Certificate2 bare = request.Create(
            issuing.SubjectName, generator, Days(-1), Days(30), RandomNumberGenerator.GetBytes(8));
        return Keep(bare.CopyWithPrivateKey(key));
    }

    internal X509Certificate2 IssueSelfSigned(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        Describe(request, ClientUse, null, X509KeyUsageFlags.DigitalSignature);
        return Keep(request.CreateSelfSigned(Days(-1), Days(30)));
    }

    public void Dispose()
    {
        foreach (X509Certificate2 certificate in made) certificate.Dispose();
    }

    private static void AsAuthority(CertificateRequest request)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
    }

    private static void Describe(CertificateRequest request, string use, string? server, X509KeyUsageFlags usage)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        if (use.Length > 0) request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], true));
        if (server is null) return;
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(server);
        request.CertificateExtensions.Add(names.Build());
    }

    private X509Certificate2 Keep(X509Certificate2 certificate)
    {
        made.Add(certificate);
        return certificate;
    }

    private static DateTimeOffset Days(int days) => DateTimeOffset.UtcNow.AddDays(days);
}
