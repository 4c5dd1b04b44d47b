using System.Net;
using System.Security.Cryptography.X509Certificates;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Links;

namespace CardSwitch.Tests.Serving;

/// <summary>Connections to issuers with TLS; the issuer is another station.</summary>
public sealed class TlsIssuerTests : IDisposable
{
    private readonly TestAuthority authority = new();

    public void Dispose() => authority.Dispose();

    [Fact]
    public async Task Requests_reach_an_issuer_over_tls_and_go_on_after_a_reload()
    {
        await using SwitchServer bank = await BankAsync("localhost");
        await using StationRig station = await StationRig.StartAsync(options => options.Connect(
            "bank", "localhost", bank.EndPointOf("shops").Port, MessageFormats.Iso1987Ascii, issuer => issuer.Tls = Tls())
            .Handle("other", ScriptedHandler.Approving));
        FramedSocket shop = await station.ConnectAsync();
        await station.AskAsync(shop, "", "0210 code=00");
        Assert.True(station.Server.TryReloadCertificates(out _));
        Assert.True(bank.TryReloadCertificates(out _));
        await station.AskAsync(shop, "", "0210 code=00");
        Assert.Equal("bank", Assert.Single(station.Server.Snapshot().Certificates).Link);
    }

    [Theory]
    [InlineData("elsewhere", "north", "another server name")]
    [InlineData("localhost", "south", "of no peer in the list")]
    public async Task A_server_that_is_another_gets_nothing(string server, string pinned, string reason)
    {
        await using SwitchServer bank = await BankAsync(server);
        await using StationRig station = await StationRig.StartAsync(options => options.Connect(
            "down", "localhost", bank.EndPointOf("shops").Port, MessageFormats.Iso1987Ascii, issuer =>
            {
                issuer.Tls = Tls();
                issuer.Tls.Peers.Add(new LinkPeer(pinned));
            }).Routes.Clear());
        await station.UntilAsync(_ => station.Log.Warnings.Any(line => line.Contains(reason, StringComparison.Ordinal)));
        Assert.Equal(0, bank.Snapshot().Traffic.Received);
        Assert.Equal(0, Assert.Single(station.Server.Snapshot().Issuers).LinksUp);
    }

    [Fact]
    public async Task Addresses_off_loopback_need_tls_or_a_setting_that_names_the_risk()
    {
        var options = new StationOptions()
            .Listen("shops", 0, MessageFormats.Iso1987Ascii, listener => listener.Address = IPAddress.Any)
            .Connect("bank", "10.0.0.1", 6000, MessageFormats.Iso1987Ascii);
        Assert.Equal(["listeners[0].insecurePlaintext", "issuers[0].insecurePlaintext"], options.Validate().Select(e => e.Split(':')[0]));
        options.Listeners[0].InsecurePlaintext = options.Issuers[0].InsecurePlaintext = true;
        Assert.Empty(options.Validate());
        options.Listeners[0].InsecurePlaintext = options.Issuers[0].InsecurePlaintext = false;
        options.Issuers[0].Tls = Tls();
        options.Listeners[0].Tls = Tls();
        Assert.Equal(
            "listeners[0].tls.peers: expected at least one, or allowAnyPeer to let in every certificate under the roots",
            Assert.Single(options.Validate()));

        await using StationRig station = await StationRig.StartAsync(near => near.Handle("bank", ScriptedHandler.Approving)
            .Handle("other", ScriptedHandler.Approving).Connect("down", "127.0.0.1", 1, MessageFormats.Iso1987Ascii));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => station.Server.ReplaceEndPointsAsync("down", [new IssuerEndPoint("10.0.0.1", 6000)]));
    }

    private LinkTlsOptions Tls()
    {
        X509Certificate2 own = authority.Issue("front");
        return new LinkTlsOptions { Load = () => new LinkCertificates(own, [authority.Root]) };
    }

    private async Task<SwitchServer> BankAsync(string server)
    {
        X509Certificate2 own = authority.Issue("north", TestAuthority.ServerUse, server: server);
        var tls = new LinkTlsOptions { Load = () => new LinkCertificates(own, [authority.Root]) };
        tls.Peers.Add(new LinkPeer("front") { AllowAnyInstitution = true });
        var bank = new SwitchServer(new StationOptions { Name = "bank" }
            .Listen("shops", 0, MessageFormats.Iso1987Ascii, listener => listener.Tls = tls)
            .Handle("bank", ScriptedHandler.Approving).Route("4761", "bank"));
        await bank.StartAsync();
        return bank;
    }
}
