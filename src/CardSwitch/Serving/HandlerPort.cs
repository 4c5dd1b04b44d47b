using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;

namespace CardSwitch.Serving;

/// <summary>
/// An issuer in this process as the core sees it: a link whose messages become calls of a handler on the thread pool,
/// and whose answers come back as frames. How many calls there are at once is bounded by the issuer's pending requests.
/// </summary>
internal sealed class HandlerPort
{
    private readonly ObjectPool<HandlerCall> calls;
    private readonly List<HandlerCall> ready = [];
    private HandlerCall? reserved;

    internal HandlerPort(
        StationGate gate, IIssuerHandler handler, LinkProfile profile, int maxPending, string issuer, ILogger logger,
        CancellationToken stopping)
    {
        Gate = gate;
        Handler = handler;
        Profile = profile;
        Issuer = issuer;
        Logger = logger;
        Stopping = stopping;
        calls = new DefaultObjectPool<HandlerCall>(new CallPolicy(this), maxPending);
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
        reserved ??= calls.Get();
        message = reserved.Reserve(Math.Min(length, Profile.MaxRoom));
        return true;
    }

    internal void Commit(int length)
    {
        reserved!.Length = length;
        ready.Add(reserved);
        reserved = null;
    }

    internal void TakeReady(List<HandlerCall> due)
    {
        due.AddRange(ready);
        ready.Clear();
    }

    internal void Return(HandlerCall call) => calls.Return(call);

    private sealed class CallPolicy(HandlerPort port) : PooledObjectPolicy<HandlerCall>
    {
        public override HandlerCall Create() => new(port);

        public override bool Return(HandlerCall obj) => true;
    }
}
