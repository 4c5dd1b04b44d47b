using System.Security.Cryptography.X509Certificates;

namespace CardSwitch;

/// <summary>
/// TLS on the links of a listener or an issuer: version 1.2 or 1.3, certificates under a private root at both ends, neither
/// renegotiation nor resumption. Each link makes a full handshake, so that a reload counts from the next one on.
/// </summary>
public sealed class LinkTlsOptions
{
    /// <summary>
    /// Gets the own certificate and the roots that peers are held to. Called at the start and at each
    /// <see cref="SwitchServer.TryReloadCertificates"/>; what it throws is told as an error.
    /// </summary>
    public required Func<LinkCertificates> Load { get; init; }

    /// <summary>
    /// The peers that are let in, told by their certificates. On a listener at least one, unless
    /// <see cref="AllowAnyPeer"/>; an issuer's server name is checked in any case, and these, where there are some, besides.
    /// </summary>
    public IList<LinkPeer> Peers { get; } = [];

    /// <summary>
    /// Lets in whoever has a certificate under the roots, in the name of any institution (DE 32, DE 33). False by default.
    /// </summary>
    public bool AllowAnyPeer { get; set; }

    /// <summary>Lets in shops without a certificate as well. False by default; needs <see cref="AllowAnyPeer"/>.</summary>
    public bool AllowAnonymousPeers { get; set; }

    /// <summary>The name that an issuer's certificate must bear; null: the host of the address that is connected to.</summary>
    public string? ServerName { get; set; }

    /// <summary>
    /// Whether revocation lists are asked. Not by default: a private root of a few certificates publishes none, and a peer is
    /// shut out by taking it from <see cref="Peers"/>. Otherwise a certificate whose list cannot be had is refused.
    /// </summary>
    public X509RevocationMode Revocation { get; set; } = X509RevocationMode.NoCheck;

    /// <summary>How long a handshake may take; 5 s by default. Then the connection is closed.</summary>
    public TimeSpan HandshakeTimeOut { get; set; } = TimeSpan.FromSeconds(5);
}
