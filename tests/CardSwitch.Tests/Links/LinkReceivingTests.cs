using System.Net.Sockets;
using CardSwitch.Links;

namespace CardSwitch.Tests.Links;

public sealed class LinkReceivingTests
{
    [Fact]
    public async Task Bytes_come_back_from_an_echo_owner_in_order()
    {
        ScriptedOwner owner = new();
        (Socket far, Link link, Task run) = await StartAsync(owner);
        byte[] sent = Pattern(300_000);
        Task sending = far.SendAllAsync(sent);
        Assert.Equal(sent, await far.ReceiveExactlyAsync(sent.Length));
        await sending;
        far.Dispose();
        await owner.ClosedAsync(link);
        await run.WaitAsync(Safety.Net);
    }

    [Fact]
    public async Task An_unconsumed_rest_is_shown_again_with_the_bytes_that_follow()
    {
        ScriptedOwner owner = null!;
        owner = new ScriptedOwner((link, bytes) =>
        {
            int taken = 0;
            while (bytes.Length - taken >= 10)
            {
                owner.Send(link, bytes.Slice(taken, 10));
                taken += 10;
            }

            return taken;
        });
        (Socket far, Link link, _) = await StartAsync(owner);
        byte[] sent = Pattern(2_500);
        for (int i = 0; i < 500; i++) await far.SendAsync(sent.AsMemory(i, 1));
        await far.SendAllAsync(sent.AsMemory(500));
        Assert.Equal(sent, await far.ReceiveExactlyAsync(sent.Length));
        far.Dispose();
        Assert.Equal(LinkCloseReason.PeerClosed, await owner.ClosedAsync(link));
    }

    internal static byte[] Pattern(int length)
    {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte)(i * 31 + (i >> 8));
        return bytes;
    }

    internal static async Task<(Socket Far, Link Link, Task Run)> StartAsync(ScriptedOwner owner, LinkOptions? options = null)
    {
        (Socket near, Socket far) = await SocketPair.ConnectAsync();
        options ??= LinkOptions.Shop;
        Link link = new(new SocketPipe(near, options), owner, owner.Gate, options, far.LocalEndPoint);
        Task run = link.RunAsync();
        Assert.Same(link, await owner.NextOpenedAsync());
        return (far, link, run);
    }
}
