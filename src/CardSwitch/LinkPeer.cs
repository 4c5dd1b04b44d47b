namespace CardSwitch;

/// <summary>A peer of TLS links: how its certificate is known, and which institutions it speaks for.</summary>
/// <param name="Name">The common name (CN) of its certificate's subject, and its name in logs.</param>
public sealed record LinkPeer(string Name)
{
    /// <summary>
    /// SHA-256 of its certificate's SubjectPublicKeyInfo (RFC 7469, section 2.4), as 64 hexadecimal digits. With it the key
    /// alone decides, whatever the name in the certificate; null: the name decides. For a change of keys list the peer twice.
    /// </summary>
    public string? KeyHash { get; init; }

    /// <summary>
    /// The institutions that its messages may name as acquirer (DE 32) or forwarder (DE 33). A message that names another is
    /// answered 31 and goes nowhere; one that names none is taken.
    /// </summary>
    public IReadOnlyList<long> Institutions { get; init; } = [];

    /// <summary>Lets it speak for any institution. False by default.</summary>
    public bool AllowAnyInstitution { get; init; }
}
