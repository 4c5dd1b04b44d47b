using System.Net;
using CardSwitch.Iso8583;

namespace CardSwitch.Load.Relays;

/// <summary>The switch itself, between the same shops and the same bank, over one connection to the bank.</summary>
internal class SwitchMiddle : IMiddle
{
    public int Start(int bankPort)
    {
        SocketThreads.UseOne();
        var options = new StationOptions { Name = "load" };
        options.Listen("shops", 0, MessageFormats.Iso1987Ascii);
        options.Connect("bank", IPAddress.Loopback.ToString(), bankPort, MessageFormats.Iso1987Ascii, bank =>
        {
            bank.MaxPending = 100_000;
            // The bank knows one message only, so that it costs next to nothing: it is neither signed on to nor asked for echoes.
            bank.SignOn = false;
            bank.Echo = new EchoOptions { After = TimeSpan.Zero };
        });
        options.Limits.MaxPending = 100_000;
        // The relays take whatever comes: the open loop must find the switch as patient while its code is still cold.
        options.Limits.MaxOutputPerLink = 64 << 20;
        options.Route("4761", to: "bank");
        Configure(options);
        var station = new SwitchServer(options);
        station.StartAsync().GetAwaiter().GetResult();
        while (station.Snapshot().Issuers[0].LinksUp == 0) Thread.Yield();
        return station.EndPointOf("shops").Port;
    }

    /// <summary>What a kind of switch has besides.</summary>
    protected virtual void Configure(StationOptions options)
    {
    }
}
