using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using CardSwitch.Tests.Links;

namespace CardSwitch.Tests.Serving;

/// <summary>A shop on a TLS connection, with two length bytes before each message.</summary>
internal sealed class TlsShop : IDisposable
{
    private readonly SslStream stream;

    private TlsShop(SslStream stream) => this.stream = stream;

    internal SslProtocols Protocol => stream.SslProtocol;

    internal X509Certificate Server => stream.RemoteCertificate!;

    internal static async Task<TlsShop> ConnectAsync(
        EndPoint station, X509Certificate2? own, X509Certificate2Collection? between = null, SslProtocols protocols = SslProtocols.None)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(station).WaitAsync(Safety.Net);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = protocols,
            // Which certificate the station shows is not what these tests are about.
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
            ClientCertificateContext = own is null ? null : SslStreamCertificateContext.Create(own, between, offline: true),
        };
        try
        {
            await stream.AuthenticateAsClientAsync(options).WaitAsync(Safety.Net);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
        return new TlsShop(stream);
    }

    internal async Task SendAsync(params byte[][] messages) =>
        await stream.WriteAsync(messages.SelectMany(m => (byte[])[(byte)(m.Length >> 8), (byte)m.Length, .. m]).ToArray())
            .AsTask().WaitAsync(Safety.Net);

    /// <summary>The next message; null when the station has ended or broken the connection.</summary>
    internal async Task<byte[]?> ReceiveAsync()
    {
        try
        {
            byte[] head = new byte[2];
            if (await stream.ReadAtLeastAsync(head, 2, throwOnEndOfStream: false).AsTask().WaitAsync(Safety.Net) < 2) return null;
            byte[] message = new byte[(head[0] << 8) | head[1]];
            await stream.ReadExactlyAsync(message).AsTask().WaitAsync(Safety.Net);
            return message;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => stream.Dispose();
}
