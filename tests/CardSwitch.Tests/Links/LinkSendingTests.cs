using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Net.Sockets;
using CardSwitch.Links;

namespace CardSwitch.Tests.Links;

public sealed class LinkSendingTests
{
    private static readonly long Second = Stopwatch.Frequency;

    [Fact]
    public async Task A_peer_that_does_not_read_meets_the_cap_and_then_the_sweep()
    {
        ScriptedOwner owner = new();
        LinkOptions options = LinkOptions.Shop with { OutputBufferMax = 64 * 1024 };
        (Socket far, Link link, _) = await owner.StartLinkAsync(options, SmallKernelBuffers);
        byte[] chunk = new byte[4096];
        int taken = 0;
        while (owner.Send(link, chunk)) taken += chunk.Length;

        Assert.InRange(taken, 64 * 1024, 64 * 1024 * 1024);
        lock (owner.Gate)
        {
            Assert.True(link.Output.IsSending);
            Assert.False(link.Output.TryReserve(chunk.Length, out _));
        }

        long now = Stopwatch.GetTimestamp();
        link.Sweep(now);
        link.Sweep(now + (10 * Second));
        Assert.False(link.IsClosing);
        link.Sweep(now + (11 * Second));
        Assert.Equal(LinkCloseReason.SlowReader, await owner.ClosedAsync(link));
        lock (owner.Gate) Assert.False(link.Output.TryReserve(1, out _));
        far.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_peer_that_reads_late_gets_everything_in_order(bool queueSends)
    {
        ScriptedOwner owner = new();
        LinkOptions options = LinkOptions.Shop with { QueueSends = queueSends };
        (Socket far, Link link, _) = await owner.StartLinkAsync(options, SmallKernelBuffers);
        byte[] sent = TestBytes.Pattern(1_000_000);
        for (int at = 0; at < sent.Length; at += 1000) Assert.True(owner.Send(link, sent.AsSpan(at, 1000)));
        Assert.Equal(sent, await far.ReceiveExactlyAsync(sent.Length));
        far.Dispose();
        await owner.ClosedAsync(link);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(999)]
    public async Task A_socket_that_takes_a_few_bytes_at_a_time_is_asked_until_it_has_taken_all(int sendMax)
    {
        (Socket near, Socket far) = await SocketPair.ConnectAsync(SmallKernelBuffers);
        SocketPipe pipe = new(near, LinkOptions.Shop, sendMax);
        byte[] sent = TestBytes.Pattern(50_000);
        Task<FlushResult> write = pipe.Output.WriteAsync(sent).AsTask();
        Assert.Equal(sent, await far.ReceiveExactlyAsync(sent.Length));
        Assert.False((await write.WaitAsync(Safety.Net)).IsCompleted);
        pipe.Abort();
        far.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Appends_from_several_threads_lose_nothing_and_keep_each_thread_s_order(bool queueSends)
    {
        const int Threads = 4;
        const int Each = 5_000;
        ScriptedOwner owner = new();
        (Socket far, Link link, _) = await owner.StartLinkAsync(LinkOptions.Shop with { QueueSends = queueSends });
        Task[] senders = [.. Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            Span<byte> frame = stackalloc byte[8];
            for (int i = 0; i < Each; i++)
            {
                BinaryPrimitives.WriteInt32BigEndian(frame, thread);
                BinaryPrimitives.WriteInt32BigEndian(frame[4..], i);
                if (!owner.Send(link, frame)) return false;
            }

            return true;
        }))];
        byte[] received = await far.ReceiveExactlyAsync(Threads * Each * 8);
        int[] next = new int[Threads];
        for (int at = 0; at < received.Length; at += 8)
        {
            int thread = BinaryPrimitives.ReadInt32BigEndian(received.AsSpan(at));
            Assert.Equal(next[thread]++, BinaryPrimitives.ReadInt32BigEndian(received.AsSpan(at + 4)));
        }

        Assert.Equal([Each, Each, Each, Each], next);
        await Task.WhenAll(senders).WaitAsync(Safety.Net);
        far.Dispose();
        await owner.ClosedAsync(link);
    }

    [Fact]
    public async Task Writes_that_end_later_on_another_transport_are_followed_by_the_next_batch()
    {
        // Every write waits until the far end has read: the pipe pauses its writer at one byte.
        PipePair pair = new(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1, useSynchronizationContext: false));
        ScriptedOwner owner = new();
        Link link = new(pair.Near, owner, owner.Gate, LinkOptions.Shop);
        Task run = link.RunAsync();
        await owner.NextOpenedAsync();
        for (byte i = 0; i < 100; i++) owner.Send(link, [i]);
        byte next = 0;
        while (next < 100)
        {
            ReadResult result = await pair.Far.Input.ReadAsync().AsTask().WaitAsync(Safety.Net);
            foreach (byte value in result.Buffer.FirstSpan) Assert.Equal(next++, value);
            pair.Far.Input.AdvanceTo(result.Buffer.GetPosition(result.Buffer.FirstSpan.Length));
        }

        await pair.Far.Output.CompleteAsync();
        await run.WaitAsync(Safety.Net);
    }

    [Fact]
    public async Task A_quiet_link_gives_its_output_buffers_back_at_a_sweep()
    {
        ScriptedOwner owner = new();
        (Socket far, Link link, _) = await owner.StartLinkAsync();
        owner.Send(link, [1, 2, 3]);
        await far.ReceiveExactlyAsync(3);
        long now = Stopwatch.GetTimestamp();
        link.Sweep(now);
        link.Sweep(now + (29 * Second));
        lock (owner.Gate) Assert.NotEqual(0, link.Output.HeldBytes);
        link.Sweep(now + (31 * Second));
        lock (owner.Gate) Assert.Equal(0, link.Output.HeldBytes);
        owner.Send(link, [4]);
        Assert.Equal([4], await far.ReceiveExactlyAsync(1));
        far.Dispose();
        await owner.ClosedAsync(link);
    }

    private static void SmallKernelBuffers(Socket socket)
    {
        socket.SendBufferSize = 4096;
        socket.ReceiveBufferSize = 4096;
    }
}
