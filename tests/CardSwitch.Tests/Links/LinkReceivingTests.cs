using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Net.Sockets;
using CardSwitch.Links;

namespace CardSwitch.Tests.Links;

public sealed class LinkReceivingTests
{
    [Fact]
    public async Task Bytes_come_back_from_an_echo_owner_in_order()
    {
        ScriptedOwner owner = new();
        (Socket far, Link link, Task run) = await owner.StartLinkAsync();
        byte[] sent = TestBytes.Pattern(300_000);
        Task sending = far.SendAllAsync(sent);
        Assert.Equal(sent, await far.ReceiveExactlyAsync(sent.Length));
        await sending;
        far.Dispose();
        Assert.Equal(LinkCloseReason.PeerClosed, await owner.ClosedAsync(link));
        await run.WaitAsync(Safety.Net);
    }

    [Fact]
    public async Task An_unconsumed_rest_is_shown_again_with_the_bytes_that_follow()
    {
        ScriptedOwner owner = TensOwner();
        (Socket far, Link link, _) = await owner.StartLinkAsync();
        byte[] sent = TestBytes.Pattern(2_500);
        for (int i = 0; i < 500; i++) await far.SendAsync(sent.AsMemory(i, 1));
        await far.SendAllAsync(sent.AsMemory(500));
        Assert.Equal(sent, await far.ReceiveExactlyAsync(sent.Length));
        far.Dispose();
        Assert.Equal(LinkCloseReason.PeerClosed, await owner.ClosedAsync(link));
    }

    [Fact]
    public async Task Segments_of_another_transport_are_gathered()
    {
        ScriptedOwner owner = TensOwner();
        PipePair pair = new(new PipeOptions(minimumSegmentSize: 16, useSynchronizationContext: false));
        Link link = new(pair.Near, owner, owner.Gate, LinkOptions.Shop);
        Task run = link.RunAsync();
        byte[] sent = TestBytes.Pattern(4_000);
        for (int at = 0; at < sent.Length; at += 16) pair.Far.Output.Write(sent.AsSpan(at, 16));
        await pair.Far.Output.FlushAsync();
        ReadResult echoed = await pair.Far.Input.ReadAtLeastAsync(sent.Length).AsTask().WaitAsync(Safety.Net);
        Assert.Equal(sent, echoed.Buffer.ToArray());
        await pair.Far.Output.CompleteAsync();
        Assert.Equal(LinkCloseReason.PeerClosed, await owner.ClosedAsync(await owner.NextOpenedAsync()));
        await run.WaitAsync(Safety.Net);
    }

    [Fact]
    public async Task More_segments_than_the_cap_are_shown_in_turn()
    {
        int largest = 0;
        ScriptedOwner owner = null!;
        owner = new ScriptedOwner((link, bytes) =>
        {
            largest = Math.Max(largest, bytes.Length);
            owner.Send(link, bytes[..10]);
            return 10;
        });
        PipePair pair = new(new PipeOptions(minimumSegmentSize: 16, useSynchronizationContext: false));
        byte[] sent = TestBytes.Pattern(400);
        for (int at = 0; at < sent.Length; at += 16) pair.Far.Output.Write(sent.AsSpan(at, 16));
        await pair.Far.Output.FlushAsync();
        Link link = new(pair.Near, owner, owner.Gate, LinkOptions.Shop with { ReceiveBufferMax = 100 });
        _ = link.RunAsync();
        ReadResult echoed = await pair.Far.Input.ReadAtLeastAsync(310).AsTask().WaitAsync(Safety.Net);
        Assert.Equal(sent[..(int)echoed.Buffer.Length], echoed.Buffer.ToArray());
        Assert.Equal(100, largest);
        link.Close(LinkCloseReason.Stopped);
        Assert.Equal(LinkCloseReason.Stopped, await owner.ClosedAsync(link));
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(4096)]
    public async Task A_frame_that_does_not_fit_the_cap_closes_the_link(int cap)
    {
        int shown = 0;
        ScriptedOwner owner = new((_, bytes) =>
        {
            shown = bytes.Length;
            return 0;
        });
        (Socket far, Link link, _) = await owner.StartLinkAsync(LinkOptions.Shop with { ReceiveBufferMax = cap });
        await far.SendAllAsync(TestBytes.Pattern(cap));
        Assert.Equal(LinkCloseReason.FrameTooLong, await owner.ClosedAsync(link));
        Assert.Equal(cap, shown);
    }

    [Fact]
    public async Task A_frame_as_long_as_the_cap_less_one_is_delivered()
    {
        LinkOptions options = LinkOptions.Shop with { ReceiveBufferMax = 8192 };
        ScriptedOwner owner = null!;
        owner = new ScriptedOwner((link, bytes) => bytes.Length < 8191 ? 0 : owner.Send(link, bytes) ? bytes.Length : -1);
        (Socket far, _, _) = await owner.StartLinkAsync(options);
        byte[] sent = TestBytes.Pattern(8191);
        await far.SendAllAsync(sent);
        Assert.Equal(sent, await far.ReceiveExactlyAsync(sent.Length));
        far.Dispose();
    }

    [Fact]
    public async Task An_owner_that_returns_minus_one_closes_the_link()
    {
        ScriptedOwner owner = new((_, _) => -1);
        (Socket far, Link link, _) = await owner.StartLinkAsync();
        await far.SendAsync(new byte[] { 1 });
        Assert.Equal(LinkCloseReason.BadBytes, await owner.ClosedAsync(link));
    }

    [Fact]
    public async Task The_owner_s_own_reason_stands_when_it_also_returns_minus_one()
    {
        ScriptedOwner owner = new((link, _) =>
        {
            link.Close(LinkCloseReason.FrameTooLong);
            return -1;
        });
        (Socket far, Link link, _) = await owner.StartLinkAsync();
        await far.SendAsync(new byte[] { 1 });
        Assert.Equal(LinkCloseReason.FrameTooLong, await owner.ClosedAsync(link));
    }

    [Fact]
    public async Task An_owner_that_throws_loses_that_link_only()
    {
        ScriptedOwner owner = new((_, _) => throw new InvalidOperationException("broken on purpose"));
        (Socket far, Link link, Task run) = await owner.StartLinkAsync();
        await far.SendAsync(new byte[] { 1 });
        Assert.Equal(LinkCloseReason.OwnerFailed, await owner.ClosedAsync(link));
        await run.WaitAsync(Safety.Net);
    }

    [Fact]
    public async Task Half_a_frame_and_silence_is_closed_by_the_sweep()
    {
        TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource second = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ScriptedOwner owner = new((_, bytes) =>
        {
            (bytes.Length == 13 ? first : second).TrySetResult();
            return bytes.Length >= 10 ? 10 : 0;
        });
        (Socket far, Link link, _) = await owner.StartLinkAsync();
        await far.SendAsync(new byte[13]);
        await first.Task.WaitAsync(Safety.Net);
        await far.SendAsync(new byte[2]);
        await second.Task.WaitAsync(Safety.Net); // The first delivery is over, and its rest of three bytes noted.
        link.Sweep(Stopwatch.GetTimestamp());
        Assert.False(link.IsClosing);
        link.Sweep(Stopwatch.GetTimestamp() + (11 * Stopwatch.Frequency));
        Assert.Equal(LinkCloseReason.HalfFrame, await owner.ClosedAsync(link));
    }

    [Fact]
    public async Task Whole_frames_only_are_never_a_half_frame()
    {
        ScriptedOwner owner = new();
        (Socket far, Link link, _) = await owner.StartLinkAsync();
        await far.SendAllAsync(new byte[20]);
        await far.ReceiveExactlyAsync(20);
        await far.SendAllAsync(new byte[20]);
        await far.ReceiveExactlyAsync(20); // The first delivery is over and noted.
        link.Sweep(Stopwatch.GetTimestamp() + (Stopwatch.Frequency * 3600));
        Assert.False(link.IsClosing);
        far.Dispose();
        Assert.Equal(LinkCloseReason.PeerClosed, await owner.ClosedAsync(link));
    }

    [Fact]
    public async Task A_silent_link_is_closed_after_the_idle_time_out_where_one_is_set()
    {
        ScriptedOwner owner = new();
        (Socket far, Link link, _) = await owner.StartLinkAsync(LinkOptions.Shop with { IdleTimeout = TimeSpan.FromMinutes(5) });
        long start = Stopwatch.GetTimestamp();
        link.Sweep(start);
        link.Sweep(start + (Stopwatch.Frequency * 300));
        Assert.False(link.IsClosing);
        link.Sweep(start + (Stopwatch.Frequency * 301));
        Assert.Equal(LinkCloseReason.Idle, await owner.ClosedAsync(link));
        far.Dispose();
    }

    /// <summary>Takes and echoes ten bytes at a time.</summary>
    private static ScriptedOwner TensOwner()
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
        return owner;
    }
}
