using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Threading.Channels;
using CardSwitch.Links;

namespace CardSwitch.Tests.Links;

/// <summary>
/// An owner that records what links tell it and treats received bytes by one function, echoing them by default.
/// </summary>
internal sealed class ScriptedOwner : ILinkOwner
{
    public delegate int Treat(Link link, ReadOnlySpan<byte> bytes);

    private readonly Treat treat;
    private readonly ConcurrentDictionary<Link, TaskCompletionSource<LinkCloseReason>> links = new();
    private readonly Channel<Link> opened = Channel.CreateUnbounded<Link>();

    public ScriptedOwner(Treat? treat = null) => this.treat = treat ?? Echo;

    public Lock Gate { get; } = new();

    public int ClosedCount;

    public int DoubleClosedCount;

    public void Opened(Link link)
    {
        Assert.True(links.TryAdd(link, new(TaskCreationOptions.RunContinuationsAsynchronously)));
        Assert.True(opened.Writer.TryWrite(link));
    }

    public int Received(Link link, ReadOnlySpan<byte> bytes, long timestamp) => treat(link, bytes);

    public void Closed(Link link, LinkCloseReason reason)
    {
        Interlocked.Increment(ref ClosedCount);
        if (!links[link].TrySetResult(reason)) Interlocked.Increment(ref DoubleClosedCount);
    }

    /// <summary>The next link in the order of opening.</summary>
    public Task<Link> NextOpenedAsync() => opened.Reader.ReadAsync().AsTask().WaitAsync(Safety.Net);

    public Task<LinkCloseReason> ClosedAsync(Link link) => links[link].Task.WaitAsync(Safety.Net);

    /// <summary>A running link over a loopback connection to a plain socket.</summary>
    public async Task<(Socket Far, Link Link, Task Run)> StartLinkAsync(
        LinkOptions? options = null, Action<Socket>? prepare = null)
    {
        (Socket near, Socket far) = await SocketPair.ConnectAsync(prepare);
        options ??= LinkOptions.Shop;
        Link link = new(new SocketPipe(near, options), this, Gate, options, far.LocalEndPoint);
        Task run = link.RunAsync();
        Assert.Same(link, await NextOpenedAsync());
        return (far, link, run);
    }

    /// <summary>Appends and sends as a station does: under the gate, then the flush outside it.</summary>
    public bool Send(Link link, ReadOnlySpan<byte> bytes)
    {
        bool begin;
        lock (Gate)
        {
            if (!link.Output.TryAppend(bytes)) return false;
            begin = link.Output.TryBeginSend();
        }

        if (begin) link.Flush();
        return true;
    }

    private int Echo(Link link, ReadOnlySpan<byte> bytes) => Send(link, bytes) ? bytes.Length : -1;
}
