using CardSwitch.Links;
using CardSwitch.Switching;

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
    private readonly List<Notice> notices = [];
    private Action<Notice>? tell;

    internal void AddFlush(Link link) => flushes.Add(link);

    internal void AddClose(Link link, LinkCloseReason reason) => closes.Add((link, reason));

    /// <summary>Takes the calls that need not wait for a later record; true when some must.</summary>
    internal bool Add(HandlerPort port, long durable) => port.TakeReady(calls, durable);

    internal void Add(List<Notice> told, Action<Notice> tell)
    {
        notices.AddRange(told);
        this.tell = tell;
    }

    internal void Release()
    {
        foreach (Link link in flushes) link.Flush();
        flushes.Clear();
        foreach (HandlerCall call in calls) ThreadPool.UnsafeQueueUserWorkItem(call, preferLocal: false);
        calls.Clear();
        foreach (var (link, reason) in closes) link.Close(reason);
        closes.Clear();
        if (notices.Count == 0) return;
        foreach (Notice notice in notices) tell!(notice);
        notices.Clear();
    }
}
