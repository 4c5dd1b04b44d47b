using CardSwitch.Links;

namespace CardSwitch.Serving;

/// <summary>
/// What is to be done after leaving the station's lock: links to flush, links to close, issuers in this process to
/// start. Filled under the lock, released by the one thread that filled it; the lists are kept, so that a batch
/// allocates nothing.
/// </summary>
internal sealed class DueOutputs
{
    private readonly List<Link> flushes = [];
    private readonly List<(Link Link, LinkCloseReason Reason)> closes = [];
    private readonly List<HandlerCall> calls = [];

    internal void AddFlush(Link link) => flushes.Add(link);

    internal void AddClose(Link link, LinkCloseReason reason) => closes.Add((link, reason));

    internal void Add(HandlerPort port) => port.TakeReady(calls);

    internal void Release()
    {
        foreach (Link link in flushes) link.Flush();
        flushes.Clear();
        foreach (HandlerCall call in calls) ThreadPool.UnsafeQueueUserWorkItem(call, preferLocal: false);
        calls.Clear();
        foreach (var (link, reason) in closes) link.Close(reason);
        closes.Clear();
    }
}
