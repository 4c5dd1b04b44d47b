using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace CardSwitch.Links;

/// <summary>
/// Makes TLS links of connected sockets, for one listener or one issuer, with the certificates that were loaded last.
/// </summary>
internal sealed class TlsLinks
{
    private readonly LinkTlsOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private Material material;

    /// <exception cref="StationOptionsException">The certificates cannot be loaded.</exception>
    public TlsLinks(string name, LinkTlsOptions options, TimeProvider time, ILogger logger)
    {
        Name = name;
        this.options = options;
        this.time = time;
        this.logger = logger;
        material = TryLoad(out Material? loaded, out string error) ? loaded! : throw new StationOptionsException([$"{name}: {error}"]);
    }

    /// <summary>The listener's or issuer's name.</summary>
    public string Name { get; }

    /// <summary>The own certificate of the handshakes to come.</summary>
    public X509Certificate2 Own => Volatile.Read(ref material).Certificates.Own;

    /// <summary>Loads anew, without taking it into use; the action that is handed out does that, and cannot fail.</summary>
    public Action? TryReload(out string error)
    {
        if (!TryLoad(out Material? loaded, out error)) return null;
        return () => Volatile.Write(ref material, loaded!);
    }

    /// <summary>The server's handshake. Null, with the reason in the log and the socket closed, when it came to nothing.</summary>
    public Task<TlsLink?> AcceptAsync(Socket socket, EndPoint? peer, CancellationToken stop)
    {
        var check = new TlsPeerCheck(options, isServer: true);
        Material now = Volatile.Read(ref material);
        return ShakeAsync(socket, peer, check, (stream, token) => stream.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificateContext = now.Context,
                ClientCertificateRequired = true,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                EncryptionPolicy = EncryptionPolicy.RequireEncryption,
                AllowRenegotiation = false,
                AllowTlsResume = false,
                CertificateChainPolicy = Policy(now.Certificates, check.Use),
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) => check.Accept(certificate, chain, errors),
            },
            token), stop);
    }

    /// <summary>The client's handshake with a host, likewise.</summary>
    public Task<TlsLink?> ConnectAsync(Socket socket, string host, EndPoint peer, CancellationToken stop)
    {
        var check = new TlsPeerCheck(options, isServer: false);
        Material now = Volatile.Read(ref material);
        return ShakeAsync(socket, peer, check, (stream, token) => stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = options.ServerName ?? host,
                ClientCertificateContext = now.Context,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                EncryptionPolicy = EncryptionPolicy.RequireEncryption,
                AllowRenegotiation = false,
                AllowTlsResume = false,
                CertificateChainPolicy = Policy(now.Certificates, check.Use),
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) => check.Accept(certificate, chain, errors),
            },
            token), stop);
    }

    private async Task<TlsLink?> ShakeAsync(
        Socket socket, EndPoint? peer, TlsPeerCheck check, Func<SslStream, CancellationToken, Task> shake, CancellationToken stop)
    {
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true), leaveInnerStreamOpen: false);
        string reason;
        using CancellationTokenSource deadline = new(options.HandshakeTimeOut, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stop);
        try
        {
            await shake(stream, either.Token).ConfigureAwait(false);
            return new TlsLink(new TlsPipe(stream, socket), check.Peer);
        }
        catch (OperationCanceledException)
        {
            reason = "it took too long";
        }
        catch (Exception e) when (e is AuthenticationException or IOException or SocketException or ObjectDisposedException
            or InvalidOperationException or NotSupportedException or CryptographicException)
        {
            reason = check.Refusal ?? e.InnerException?.Message ?? e.Message;
        }

        await stream.DisposeAsync().ConfigureAwait(false);
        if (!stop.IsCancellationRequested) LinkLog.HandshakeFailed(logger, Name, peer, reason);
        return null;
    }

    private X509ChainPolicy Policy(LinkCertificates certificates, Oid use)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = options.Revocation,
            RevocationFlag = X509RevocationFlag.ExcludeRoot,
            VerificationTime = time.GetUtcNow().UtcDateTime,
            VerificationTimeIgnored = false,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(certificates.Roots);
        policy.ApplicationPolicy.Add(use);
        return policy;
    }

    private bool TryLoad(out Material? loaded, out string error)
    {
        loaded = null;
        error = "";
        try
        {
            LinkCertificates certificates = options.Load();
            if (!certificates.Own.HasPrivateKey) error = "tls: the own certificate has no private key";
            else if (certificates.Roots.Count == 0) error = "tls: there is no root to hold peers to";
            else loaded = new Material(certificates, ContextOf(certificates));
        }
#pragma warning disable CA1031 // The user's function may throw anything; whatever it is, what was in force stays so.
        catch (Exception e)
#pragma warning restore CA1031
        {
            error = $"tls: the certificates cannot be loaded: {e.Message}";
        }

        return loaded is not null;
    }

    // Offline: a station does not fetch what was not given to it.
    private static SslStreamCertificateContext ContextOf(LinkCertificates certificates) =>
        SslStreamCertificateContext.Create(certificates.Own, certificates.Intermediates, offline: true);

    private sealed record Material(LinkCertificates Certificates, SslStreamCertificateContext Context);
}
