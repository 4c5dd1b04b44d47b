using System.Net;

namespace CardSwitch;

/// <summary>Checks what options say of TLS: no link leaves the machine in the clear unless that was asked for by name.</summary>
internal static class TlsValidation
{
    private const int KeyHashLength = 64;
    private const long InstitutionMax = 99_999_999_999;

    internal static void Listener(ListenerOptions listener, string path, List<string> errors)
    {
        if (listener.Tls is not { } tls)
        {
            bool isFar = !IPAddress.IsLoopback(listener.Address);
            if (isFar && !listener.InsecurePlaintext) Plaintext(listener.Address.ToString(), path, errors);
            return;
        }
        Both(listener.InsecurePlaintext, path, errors);
        Check(tls, $"{path}.tls", errors);
        if (tls.Peers.Count == 0 && !tls.AllowAnyPeer)
        {
            errors.Add($"{path}.tls.peers: expected at least one, or allowAnyPeer to let in every certificate under the roots");
        }
        if (tls.AllowAnonymousPeers && !tls.AllowAnyPeer) errors.Add($"{path}.tls.allowAnonymousPeers: needs allowAnyPeer");
        if (tls.ServerName is not null) errors.Add($"{path}.tls.serverName: is for an issuer's tls");
    }

    internal static void Issuer(IssuerOptions issuer, string path, List<string> errors)
    {
        if (issuer.Tls is not { } tls)
        {
            string? far = issuer.EndPoints.Select(endPoint => endPoint.Host).FirstOrDefault(host => !IsLoopback(host));
            if (!issuer.InsecurePlaintext && far is not null) Plaintext(far, path, errors);
            return;
        }
        Both(issuer.InsecurePlaintext, path, errors);
        Check(tls, $"{path}.tls", errors);
        if (tls.AllowAnyPeer) errors.Add($"{path}.tls.allowAnyPeer: is for a listener's tls");
        if (tls.AllowAnonymousPeers) errors.Add($"{path}.tls.allowAnonymousPeers: is for a listener's tls");
    }

    /// <summary>What is wrong with new addresses of an issuer; null when nothing is.</summary>
    internal static string? AddressError(IssuerOptions issuer, IEnumerable<IssuerEndPoint> endPoints) =>
        issuer.Tls is null && !issuer.InsecurePlaintext && endPoints.FirstOrDefault(e => !IsLoopback(e.Host)) is { } far
            ? $"{issuer.Name}: {far.Host} is not a loopback address, and the issuer has neither tls nor insecurePlaintext."
            : null;

    private static void Check(LinkTlsOptions tls, string path, List<string> errors)
    {
        StationValidation.Positive(tls.HandshakeTimeOut, $"{path}.handshakeTimeOut", errors);
        for (int i = 0; i < tls.Peers.Count; i++)
        {
            LinkPeer peer = tls.Peers[i];
            if (string.IsNullOrWhiteSpace(peer.Name)) errors.Add($"{path}.peers[{i}].name: expected a name");
            if (peer.KeyHash is { } hash && (hash.Length != KeyHashLength || !hash.All(char.IsAsciiHexDigit)))
            {
                errors.Add($"{path}.peers[{i}].keyHash: expected 64 hexadecimal digits, the SHA-256 of the public key");
            }
            if (peer.Institutions.Any(institution => institution is < 1 or > InstitutionMax))
            {
                errors.Add($"{path}.peers[{i}].institutions: expected 1 to 11 digits each");
            }
        }
    }

    private static void Plaintext(string host, string path, List<string> errors) => errors.Add(
        $"{path}.insecurePlaintext: {host} is not a loopback address, and there is no tls; "
        + "give it tls, or true here if whoever is on the way may read and change every message");

    private static void Both(bool isInsecure, string path, List<string> errors)
    {
        if (isInsecure) errors.Add($"{path}.insecurePlaintext: there is tls");
    }

    // A name is looked up at every attempt, and may then be anything. One that is missing is an error of its own.
    private static bool IsLoopback(string host) =>
        host is "localhost" || string.IsNullOrWhiteSpace(host)
        || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
