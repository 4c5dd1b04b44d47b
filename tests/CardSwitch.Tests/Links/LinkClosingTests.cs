using System.Diagnostics;
using System.IO.Pipelines;
using System.Net.Sockets;
using CardSwitch.Links;

namespace CardSwitch.Tests.Links;

public sealed class LinkClosingTests
{
    [Fact]
    public async Task A_peer_that_ends_in_order_closes_the_link_once()
    {
        ScriptedOwner owner = new();
        (Socket far, Link link, Task run) = await owner.StartLinkAsync();
        far.Shutdown(SocketShutdown.Send);
        Assert.Equal(LinkCloseReason.PeerClosed, await owner.ClosedAsync(link));
        link.Close(LinkCloseReason.Stopped);
        await run.WaitAsync(Safety.Net);
        AssertClosedOnce(owner);
        far.Dispose();
    }

    [Fact]
    public async Task A_peer_that_resets_closes_the_link_once()
    {
        ScriptedOwner owner = new();
        (Socket far, Link link, Task run) = await owner.StartLinkAsync();
        far.Reset();
        Assert.Equal(LinkCloseReason.PeerReset, await owner.ClosedAsync(link));
        await run.WaitAsync(Safety.Net);
        AssertClosedOnce(owner);
    }

    [Fact]
    public async Task A_peer_that_resets_while_a_send_waits_closes_the_link_once()
    {
        ScriptedOwner owner = new();
        (Socket far, Link link, Task run) = await owner.StartLinkAsync();
        byte[] chunk = new byte[64 * 1024];
        while (owner.Send(link, chunk))
        {
        }

        far.Reset();

        // The kernel tells of a reset once: when the send takes the error, the receive sees an end in order.
        Assert.Contains(await owner.ClosedAsync(link), new[] { LinkCloseReason.PeerReset, LinkCloseReason.PeerClosed });
        await run.WaitAsync(Safety.Net);
        AssertClosedOnce(owner);
        lock (owner.Gate) Assert.False(link.Output.TryReserve(1, out _));
    }

    [Fact]
    public async Task Closing_from_many_threads_and_under_the_gate_closes_once_with_the_first_reason()
    {
        ScriptedOwner owner = new();
        (Socket far, Link link, Task run) = await owner.StartLinkAsync();
        lock (owner.Gate) link.Close(LinkCloseReason.Idle);
        Parallel.For(0, 16, _ => link.Close(LinkCloseReason.Stopped));
        Assert.Equal(LinkCloseReason.Idle, await owner.ClosedAsync(link));
        await run.WaitAsync(Safety.Net);
        AssertClosedOnce(owner);
        Assert.False(owner.Send(link, [1]));
        far.Dispose();
    }

    [Fact]
    public async Task Cancelling_the_run_stops_the_link()
    {
        ScriptedOwner owner = new();
        (Socket near, Socket far) = await SocketPair.ConnectAsync();
        using CancellationTokenSource stop = new();
        Link link = new(new SocketPipe(near, LinkOptions.Shop), owner, owner.Gate, LinkOptions.Shop);
        Task run = link.RunAsync(stop.Token);
        await owner.NextOpenedAsync();
        await stop.CancelAsync();
        await run.WaitAsync(Safety.Net);
        Assert.Equal(LinkCloseReason.Stopped, await owner.ClosedAsync(link));
        far.Dispose();
    }

    [Fact]
    public async Task A_link_closed_before_it_runs_is_opened_and_closed()
    {
        ScriptedOwner owner = new();
        (Socket near, Socket far) = await SocketPair.ConnectAsync();
        Link link = new(new SocketPipe(near, LinkOptions.Shop), owner, owner.Gate, LinkOptions.Shop);
        link.Close(LinkCloseReason.Stopped);
        await link.RunAsync().WaitAsync(Safety.Net);
        Assert.Equal(LinkCloseReason.Stopped, await owner.ClosedAsync(link));
        AssertClosedOnce(owner);
        far.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Finishing_sends_what_is_pending_and_then_ends_in_order(bool queueSends)
    {
        ScriptedOwner owner = new();
        (Socket far, Link link, Task run) = await owner.StartLinkAsync(LinkOptions.Shop with { QueueSends = queueSends });
        byte[] sent = TestBytes.Pattern(900_000);
        Assert.True(owner.Send(link, sent));
        link.FinishSending();
        Assert.False(owner.Send(link, [1]));
        Assert.Equal(sent, await far.ReceiveExactlyAsync(sent.Length));
        Assert.Equal(0, await far.ReceiveAsync(new byte[1]).WaitAsync(Safety.Net));
        far.Dispose();
        Assert.Equal(LinkCloseReason.Stopped, await owner.ClosedAsync(link));
        await run.WaitAsync(Safety.Net);
        AssertClosedOnce(owner);
    }

    [Fact]
    public async Task A_peer_that_stays_after_the_end_is_closed_by_the_sweep()
    {
        ScriptedOwner owner = new();
        (Socket far, Link link, _) = await owner.StartLinkAsync();
        long now = Stopwatch.GetTimestamp();
        link.Sweep(now);
        link.FinishSending();
        Assert.Equal(0, await far.ReceiveAsync(new byte[1]).WaitAsync(Safety.Net));
        link.Sweep(now + (60 * Stopwatch.Frequency));
        Assert.False(link.IsClosing);
        link.Sweep(now + (71 * Stopwatch.Frequency));
        Assert.Equal(LinkCloseReason.Stopped, await owner.ClosedAsync(link));
        far.Dispose();
    }

    [Fact]
    public async Task A_transport_that_throws_closes_the_link_as_failed()
    {
        PipePair pair = new(PipeOptions.Default);
        ScriptedOwner owner = new();
        Link link = new(pair.Near, owner, owner.Gate, LinkOptions.Shop);
        Task run = link.RunAsync();
        await pair.Far.Output.CompleteAsync(new InvalidOperationException("broken on purpose"));
        await run.WaitAsync(Safety.Net);
        Assert.Equal(LinkCloseReason.TransportFailed, await owner.ClosedAsync(link));
    }

    private static void AssertClosedOnce(ScriptedOwner owner)
    {
        Assert.Equal(1, owner.ClosedCount);
        Assert.Equal(0, owner.DoubleClosedCount);
    }
}
