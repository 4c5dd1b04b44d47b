using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;

namespace CardSwitch.Serving;

/// <summary>
/// An issuer in this process as the core sees it: a link whose messages become calls of a handler on the thread pool,
/// and whose answers come back as frames. There are at most as many calls at once as requests may wait: a handler that
/// goes on after its requests have timed out gets no more of them until it has ended some.
/// </summary>
internal sealed class HandlerPort
{
    private readonly ObjectPool<HandlerCall> calls;
    private readonly List<HandlerCall> ready = [];
    private readonly int maxRunning;
    private HandlerCall? reserved;

    /// <summary>Calls reserved, queued, or with the handler. Counted up under the station's lock, down outside it.</summary>
    private int running;

    internal HandlerPort(
        StationGate gate, IIssuerHandler handler, LinkProfile profile, int maxRunning, string issuer, ILogger logger,
        CancellationToken stopping)
    {
        Gate = gate;
        Handler = handler;
        Profile = profile;
        Issuer = issuer;
        Logger = logger;
        Stopping = stopping;
        this.maxRunning = maxRunning;
        calls = new DefaultObjectPool<HandlerCall>(new CallPolicy(this), maxRunning);
    }

    internal StationGate Gate { get; }

    internal IIssuerHandler Handler { get; }

    internal LinkProfile Profile { get; }

    internal string Issuer { get; }

    internal ILogger Logger { get; }

    internal CancellationToken Stopping { get; }

    internal Attachment? Attachment { get; set; }

    internal bool TryReserve(int length, out Span<byte> message)
    {
        message = default;
        if (reserved is null)
        {
            if (Volatile.Read(ref running) >= maxRunning) return false;
            Interlocked.Increment(ref running);
            reserved = calls.Get();
        }
        message = reserved.Reserve(Math.Min(length, Profile.MaxRoom));
        return true;
    }

    internal void Commit(int length, long after)
    {
        reserved!.Length = length;
        reserved.After = after;
        ready.Add(reserved);
        reserved = null;
    }

    /// <summary>Moves the calls whose records are durable, in their order; true when some have to wait.</summary>
    internal bool TakeReady(List<HandlerCall> due, long durable)
    {
        int count = 0;
        while (count < ready.Count && ready[count].After <= durable) due.Add(ready[count++]);
        ready.RemoveRange(0, count);
        return ready.Count > 0;
    }

    /// <summary>A handler has decided: another may be called, even before the answer is on its way.</summary>
    internal void Decided() => Interlocked.Decrement(ref running);

    internal void Return(HandlerCall call) => calls.Return(call);

    private sealed class CallPolicy(HandlerPort port) : PooledObjectPolicy<HandlerCall>
    {
        public override HandlerCall Create() => new(port);

        public override bool Return(HandlerCall obj) => true;
    }
}
