using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Links;
using CardSwitch.Tests.Switching;

namespace CardSwitch.Tests.Serving;

/// <summary>Who is let in by a listener with TLS, for whom it may speak, and what the log says of the others.</summary>
public sealed class TlsListenerTests : IDisposable
{
    private readonly TestAuthority authority = new();
    private readonly TestAuthority stranger = new("another root");

    public void Dispose()
    {
        authority.Dispose();
        stranger.Dispose();
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_listed_peer_is_served_over_both_versions(SslProtocols version)
    {
        await using StationRig station = await StartAsync();
        using TlsShop shop = await TlsShop.ConnectAsync(station.Server.EndPointOf("shops"), authority.Issue("shop"), protocols: version);
        Assert.Equal(version, shop.Protocol);
        await AskAsync(shop, "", "0210 code=00");
        await AskAsync(shop, "acq=12345", "0210 code=00");
    }

    [Theory]
    [InlineData("expired", "NotTimeValid")]
    [InlineData("not yet valid", "NotTimeValid")]
    [InlineData("another root", "PartialChain")]
    [InlineData("self-signed", "UntrustedRoot")]
    [InlineData("unlisted name", "of no peer in the list")]
    [InlineData("two names", "of no peer in the list")]
    [InlineData("for servers", "NotValidForUsage")]
    [InlineData("no extended use", "extended key usage")]
    [InlineData("may not sign", "key usage")]
    [InlineData("none", "showed no certificate")]
    [InlineData("link of the chain missing", "PartialChain")]
    public async Task A_bad_certificate_is_refused_with_its_reason(string flaw, string reason)
    {
        await using StationRig station = await StartAsync();
        X509Certificate2? own = Flawed(flaw);
        await RefusedAsync(station, own);
        await station.UntilAsync(_ => !station.Log.Warnings.IsEmpty);
        Assert.Contains(reason, Assert.Single(station.Log.Warnings), StringComparison.Ordinal);
        Assert.Equal(0, station.Traffic.Received);
    }

    [Fact]
    public async Task A_weak_key_is_refused()
    {
        await using StationRig station = await StartAsync();
        await RefusedAsync(station, authority.IssueWeak("shop"));
        await station.UntilAsync(_ => !station.Log.Warnings.IsEmpty);
        Assert.Equal(0, station.Traffic.Received);
    }

    [Fact]
    public async Task A_chain_that_is_shown_whole_is_served()
    {
        await using StationRig station = await StartAsync();
        using TestAuthority between = authority.Intermediate();
        using TlsShop shop = await TlsShop.ConnectAsync(station.Server.EndPointOf("shops"), between.Issue("shop"), [between.Issuing]);
        await AskAsync(shop, "", "0210 code=00");
    }

    [Fact]
    public async Task Plaintext_and_old_versions_are_not_served()
    {
        await using StationRig station = await StartAsync();
        FramedSocket clear = await station.ConnectAsync();
        await clear.SendAsync(StationRig.Request());
        // An alert may come first, which is no message.
        Assert.Equal(0, await LastReadAsync(clear.Socket));
        await station.UntilAsync(_ => !station.Log.Warnings.IsEmpty);
        Assert.Equal(0, station.Traffic.Received);
    }

    [Fact]
    public async Task A_client_hello_of_tls_1_1_is_refused()
    {
        await using StationRig station = await StartAsync();
        FramedSocket old = await station.ConnectAsync();
        // Record of TLS 1.0; client hello of version 1.1 with one suite (AES128-SHA) and no extensions.
        byte[] hello = [22, 3, 1, 0, 45, 1, 0, 0, 41, 3, 2, .. RandomNumberGenerator.GetBytes(32), 0, 0, 2, 0, 0x2F, 1, 0];
        await old.SendBytesAsync(hello);
        Assert.Equal(0, await LastReadAsync(old.Socket));
        await station.UntilAsync(_ => !station.Log.Warnings.IsEmpty);
        Assert.Equal(0, station.Traffic.Received);
    }

    [Fact]
    public async Task A_silent_client_is_closed_at_the_deadline_of_the_handshake()
    {
        await using StationRig station = await StartAsync(tls => tls.HandshakeTimeOut = TimeSpan.FromMilliseconds(20));
        FramedSocket silent = await station.ConnectAsync();
        Assert.Equal(0, await LastReadAsync(silent.Socket));
        await station.UntilAsync(_ => !station.Log.Warnings.IsEmpty);
        Assert.Contains("took too long", Assert.Single(station.Log.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acq=99999")]
    [InlineData("fwd=99999")]
    [InlineData("acq=12345 fwd=99999")]
    public async Task A_message_in_the_name_of_another_institution_is_answered_31_and_goes_nowhere(string named)
    {
        int asked = 0;
        await using StationRig station = await StartAsync(asked: () => asked++);
        using TlsShop shop = await TlsShop.ConnectAsync(station.Server.EndPointOf("shops"), authority.Issue("shop"));
        for (int i = 0; i < 4; i++) await AskAsync(shop, named, "0210 code=31");
        Assert.Equal(4, station.Traffic.ForeignInstitution);
        Assert.Equal(0, asked);
        await shop.SendAsync(StationRig.Request(named));
        while (await shop.ReceiveAsync() is not null)
        {
        }
        Assert.Equal(5, station.Traffic.ForeignInstitution);
        Assert.Equal(5, station.Log.Warnings.Count(line => line.Contains("does not speak for", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_key_can_be_pinned_in_place_of_a_name()
    {
        X509Certificate2 pinned = authority.Issue("whatever"), other = authority.Issue("whatever");
        string hash = Convert.ToHexStringLower(SHA256.HashData(pinned.PublicKey.ExportSubjectPublicKeyInfo()));
        await using StationRig station = await StartAsync(tls =>
        {
            tls.Peers.Clear();
            tls.Peers.Add(new LinkPeer("shop") { KeyHash = hash });
        });
        using TlsShop shop = await TlsShop.ConnectAsync(station.Server.EndPointOf("shops"), pinned);
        await AskAsync(shop, "", "0210 code=00");
        await AskAsync(shop, "acq=12345", "0210 code=31");
        await RefusedAsync(station, other);
    }

    [Fact]
    public async Task Certificates_are_reloaded_while_traffic_flows()
    {
        X509Certificate2 now = authority.Issue("station", TestAuthority.ServerUse, to: 10);
        bool isBroken = false;
        await using StationRig station = await StartAsync(load: () => isBroken
            ? throw new CryptographicException("no such file")
            : new LinkCertificates(now, [authority.Root]));
        X509Certificate2 own = authority.Issue("shop");
        using TlsShop before = await TlsShop.ConnectAsync(station.Server.EndPointOf("shops"), own);
        await AskAsync(before, "", "0210 code=00");
        X509Certificate2 first = now;

        isBroken = true;
        Assert.False(station.Server.TryReloadCertificates(out string error));
        Assert.Equal("shops: tls: the certificates cannot be loaded: no such file", error);
        isBroken = false;
        now = authority.Issue("station", TestAuthority.ServerUse, to: 20);
        Assert.True(station.Server.TryReloadCertificates(out _));

        using TlsShop after = await TlsShop.ConnectAsync(station.Server.EndPointOf("shops"), own);
        Assert.Equal(first.GetCertHashString(), before.Server.GetCertHashString());
        Assert.Equal(now.GetCertHashString(), after.Server.GetCertHashString());
        await AskAsync(before, "", "0210 code=00");
        await AskAsync(after, "", "0210 code=00");
        CertificateSnapshot shown = Assert.Single(station.Server.Snapshot().Certificates);
        Assert.Equal(("shops", "CN=station"), (shown.Link, shown.Subject));
        Assert.Equal(now.NotAfter.ToUniversalTime(), shown.NotAfter.UtcDateTime);
    }

    private X509Certificate2? Flawed(string flaw) => flaw switch
    {
        "expired" => authority.Issue("shop", from: -20, to: -1),
        "not yet valid" => authority.Issue("shop", from: 1, to: 20),
        "another root" => stranger.Issue("shop"),
        "self-signed" => authority.IssueSelfSigned("shop"),
        "unlisted name" => authority.Issue("shop of others"),
        "two names" => authority.Issue("others,CN=shop"),
        "for servers" => authority.Issue("shop", TestAuthority.ServerUse),
        "no extended use" => authority.Issue("shop", use: ""),
        "may not sign" => authority.Issue("shop", usage: X509KeyUsageFlags.KeyEncipherment),
        "link of the chain missing" => authority.Intermediate().Issue("shop"),
        _ => null,
    };

    private static async Task RefusedAsync(StationRig station, X509Certificate2? own)
    {
        // In TLS 1.3 the client hears of it after its own handshake, at the first read.
        try
        {
            using TlsShop shop = await TlsShop.ConnectAsync(station.Server.EndPointOf("shops"), own);
            await shop.SendAsync(StationRig.Request());
            Assert.Null(await shop.ReceiveAsync());
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
            // As it should be.
        }
    }

    private static async Task<int> LastReadAsync(Socket socket)
    {
        byte[] buffer = new byte[256];
        try
        {
            while (await socket.ReceiveAsync(buffer).WaitAsync(Safety.Net) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // A reset is an end as well.
        }
        return 0;
    }

    private static async Task AskAsync(TlsShop shop, string changes, string expected)
    {
        await shop.SendAsync(StationRig.Request(changes));
        byte[]? answer = await shop.ReceiveAsync();
        Assert.NotNull(answer);
        string[] words = expected.Split(' ');
        Assert.Null(MessageText.Mismatch(MessageFormats.Iso1987Ascii, answer, int.Parse(words[0]), words[1..]));
    }

    private Task<StationRig> StartAsync(
        Action<LinkTlsOptions>? configure = null, Action? asked = null, Func<LinkCertificates>? load = null)
    {
        X509Certificate2 own = authority.Issue("station", TestAuthority.ServerUse, server: "localhost");
        var tls = new LinkTlsOptions { Load = load ?? (() => new LinkCertificates(own, [authority.Root])) };
        tls.Peers.Add(new LinkPeer("shop") { Institutions = [12345] });
        configure?.Invoke(tls);
        return StationRig.StartAsync(options =>
        {
            options.Listeners[0].Tls = tls;
            options.Handle("bank", new ScriptedHandler((_, _) =>
            {
                asked?.Invoke();
                return new(ResponseCode.Approved);
            }));
            options.Handle("other", ScriptedHandler.Approving);
        });
    }
}
