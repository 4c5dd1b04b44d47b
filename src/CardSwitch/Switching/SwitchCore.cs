using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Links;
using CardSwitch.Routing;
using CardSwitch.Timing;

namespace CardSwitch.Switching;

/// <summary>
/// The switch as a state machine: links come and go, frames and the passing of time come in, messages and closings go
/// out through <see cref="ISwitchOutput"/>. It knows no socket, task, timer, clock or lock; whoever owns those enters
/// it from one thread at a time. Nothing is allocated for a transaction.
/// </summary>
internal sealed class SwitchCore
{
    private readonly Issuer[] issuers;
    private readonly RequestDesk requests;
    private readonly AnswerDesk answers;
    private readonly LinkTable links = new();

    internal SwitchCore(
        IReadOnlyList<IssuerProfile> profiles, CoreSettings settings, ISwitchOutput output, StationTimings timings)
    {
        issuers = [.. profiles.Select((profile, index) => new Issuer(index, profile))];
        var transcoders = new Transcoders();
        answers = new AnswerDesk(links, output, transcoders, timings);
        requests = new RequestDesk(issuers, settings, output, transcoders, timings, answers);
    }

    internal IReadOnlyList<Issuer> Issuers => issuers;

    internal TrafficCounts Traffic
    {
        get
        {
            TrafficCounts counts = requests.Counts;
            counts.Answered += answers.Delivered;
            return counts;
        }
    }

    /// <summary>Requests that wait for answers, all issuers together.</summary>
    internal int Pending
    {
        get
        {
            int sum = 0;
            foreach (Issuer issuer in issuers) sum += issuer.Pending.Count;
            return sum;
        }
    }

    /// <summary>A shop has connected.</summary>
    internal void ShopUp(LinkId link, MessageParser parser) => links.Add(new CoreLink(link, parser, null));

    /// <summary>A connection to an issuer is up, or an issuer in this process is ready.</summary>
    internal void IssuerUp(LinkId link, int issuer)
    {
        links.Add(new CoreLink(link, issuers[issuer].Parser, issuers[issuer]));
        issuers[issuer].LinkUp(link);
    }

    /// <summary>
    /// A connection is gone. Requests sent over an issuer's link go on waiting: the answer may come over another.
    /// </summary>
    internal void LinkDown(LinkId id)
    {
        if (links.Remove(id) is { Issuer: { } issuer }) issuer.LinkDown(id);
    }

    /// <summary>One whole frame has come over a link.</summary>
    internal void Received(LinkId id, ReadOnlySpan<byte> frame, in Moment moment)
    {
        CoreLink? link = links.Find(id);
        if (link is null) return;
        if (link.Issuer is null) requests.Received(link, frame, in moment);
        else answers.Received(link, frame, in moment);
    }

    /// <summary>Time has passed: requests without an answer in time are answered 91.</summary>
    internal void Tick(long now)
    {
        foreach (Issuer issuer in issuers) answers.Expire(issuer, now);
    }

    /// <summary>From now on cards are routed by this table; issuers are named by their index.</summary>
    internal void ReplaceRoutes(BinTable routes) => requests.Routes = routes;

    /// <summary>From now on new requests are declined with 91; those that wait go on waiting.</summary>
    internal void Drain() => requests.Draining = true;
}
