using System.Net.Sockets;
using CardSwitch.Load.Payload;
using CardSwitch.Load.Sockets;

namespace CardSwitch.Load.Relays;

/// <summary>
/// The baseline: what moving the frames costs on plain .NET sockets. Every connection has one receive loop; a read's
/// frames are patched and queued under one lock, and each target touched is sent by whoever finds it idle.
/// </summary>
internal sealed class SocketRelay : IMiddle
{
    private readonly Lock gate = new();
    private readonly OriginTable origins = new();
    private readonly List<SocketRelayLink> shops = [];
    private readonly List<SocketRelayLink> touched = []; // of the bank's receive loop alone

    public int Start(int bankPort)
    {
        var bank = new SocketRelayLink(Loopback.Connect(bankPort), gate);
        _ = ReceiveAnswersAsync(bank);
        Socket listener = Loopback.Listen(out int port);
        _ = AcceptAsync(listener, bank);
        return port;
    }

    private async Task AcceptAsync(Socket listener, SocketRelayLink bank)
    {
        while (true)
        {
            Socket socket = await listener.AcceptAsync();
            socket.NoDelay = true;
            var shop = new SocketRelayLink(socket, gate);
            int number;
            lock (gate)
            {
                number = shops.Count;
                shops.Add(shop);
            }

            _ = ReceiveRequestsAsync(shop, number, bank);
        }
    }

    private async Task ReceiveRequestsAsync(SocketRelayLink shop, int number, SocketRelayLink bank)
    {
        try
        {
            int count;
            while ((count = await shop.ReceiveAsync()) > 0)
            {
                shop.Receive(count);
                if (Forward(shop, number, bank)) bank.Send();
            }
        }
        catch (SocketException)
        {
            // The same end as an orderly close.
        }

        shop.Dispose();
    }

    private bool Forward(SocketRelayLink shop, int number, SocketRelayLink bank)
    {
        Span<byte> rest = shop.Received;
        int received = rest.Length;
        bool claimed;
        lock (gate)
        {
            while (Frames.TryCut(ref rest, out Span<byte> frame)) origins.Register(number, frame);
            bank.Output.Append(shop.Received[..(received - rest.Length)]);
            claimed = bank.Output.TryClaim();
        }

        shop.Consume(received - rest.Length);
        return claimed;
    }

    private async Task ReceiveAnswersAsync(SocketRelayLink bank)
    {
        int count;
        while ((count = await bank.ReceiveAsync()) > 0)
        {
            bank.Receive(count);
            Distribute(bank);
            foreach (SocketRelayLink shop in touched) shop.Send();
            touched.Clear();
        }
    }

    private void Distribute(SocketRelayLink bank)
    {
        Span<byte> rest = bank.Received;
        int received = rest.Length;
        lock (gate)
        {
            while (Frames.TryCut(ref rest, out Span<byte> frame))
            {
                int number = origins.Restore(frame);
                if (number < 0) continue;
                SocketRelayLink shop = shops[number];
                shop.Output.Append(frame);
                if (shop.Output.TryClaim()) touched.Add(shop);
            }
        }

        bank.Consume(received - rest.Length);
    }
}
