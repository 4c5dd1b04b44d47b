using System.Security.Cryptography.X509Certificates;

namespace CardSwitch;

/// <summary>What one end of a TLS link shows, and what it holds the other end to.</summary>
/// <param name="Own">The own certificate, with its private key.</param>
/// <param name="Roots">The only roots under which a peer's certificate is good; the system's do not count.</param>
public sealed record LinkCertificates(X509Certificate2 Own, X509Certificate2Collection Roots)
{
    /// <summary>The certificates between the own one and its root, which are sent along with it.</summary>
    public X509Certificate2Collection Intermediates { get; init; } = [];
}
