using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CardSwitch.Links;

/// <summary>
/// Decides over the peer's certificate of one handshake: chain, name, use and strength of the key, and whose it is. After
/// the handshake it tells the peer, or the reason why there is none.
/// </summary>
internal sealed class TlsPeerCheck(LinkTlsOptions options, bool isServer)
{
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string CommonName = "2.5.4.3";
    private const int RsaBitsMin = 2048;
    private const int CurveBitsMin = 256;

    /// <summary>The peer that the certificate is of; null where none of the list is asked for.</summary>
    public LinkPeer? Peer { get; private set; }

    /// <summary>Why the certificate was refused; null when it was not, or none was shown yet.</summary>
    public string? Refusal { get; private set; }

    /// <summary>The extended key usage that the peer's certificate must have.</summary>
    public Oid Use { get; } = new(isServer ? ClientUse : ServerUse);

    /// <summary>The callback of a handshake.</summary>
    public bool Accept(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Refusal = certificate is X509Certificate2 shown ? RefusalOf(shown, chain, errors) : NoCertificate();
        return Refusal is null;
    }

    private string? NoCertificate() => isServer && options.AllowAnonymousPeers ? null : "it showed no certificate";

    private string? RefusalOf(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if ((errors & SslPolicyErrors.RemoteCertificateChainErrors) != 0) return $"its certificate is not trusted ({StatusOf(chain)})";
        if (!isServer && (errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0) return "its certificate is for another server name";
        if (!HasUse(certificate)) return "its certificate is not for this use (extended key usage)";
        if (!MaySign(certificate)) return "its certificate's key may not sign (key usage)";
        if (IsWeak(certificate)) return "its certificate's key is too weak";
        if (options.Peers.Count == 0) return null;

        Peer = options.Peers.FirstOrDefault(peer => IsOf(certificate, peer));
        return Peer is null && !(isServer && options.AllowAnyPeer) ? "its certificate is of no peer in the list" : null;
    }

    private static string StatusOf(X509Chain? chain) => chain is null
        ? "no chain"
        : string.Join(", ", chain.ChainStatus.Select(status => status.Status).Distinct());

    private bool HasUse(X509Certificate2 certificate) => certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
        .Any(extension => extension.EnhancedKeyUsages.Cast<Oid>().Any(use => use.Value == Use.Value));

    private static bool MaySign(X509Certificate2 certificate) => certificate.Extensions.OfType<X509KeyUsageExtension>()
        .All(extension => (extension.KeyUsages & X509KeyUsageFlags.DigitalSignature) != 0);

    private static bool IsWeak(X509Certificate2 certificate)
    {
        using RSA? rsa = certificate.GetRSAPublicKey();
        if (rsa is not null) return rsa.KeySize < RsaBitsMin;
        using ECDsa? curve = certificate.GetECDsaPublicKey();
        return curve is null || curve.KeySize < CurveBitsMin;
    }

    private static bool IsOf(X509Certificate2 certificate, LinkPeer peer)
    {
        if (peer.KeyHash is not { } hash) return NameOf(certificate) == peer.Name;
        byte[] key = SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo());
        return string.Equals(Convert.ToHexString(key), hash, StringComparison.OrdinalIgnoreCase);
    }

    // A subject with two common names would be one peer's to us and another's to somebody else.
    private static string? NameOf(X509Certificate2 certificate)
    {
        string?[] names =
        [
            .. certificate.SubjectName.EnumerateRelativeDistinguishedNames()
                .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == CommonName)
                .Select(part => part.GetSingleElementValue()),
        ];
        return names.Length == 1 ? names[0] : null;
    }
}
