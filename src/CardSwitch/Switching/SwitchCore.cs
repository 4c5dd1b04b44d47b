using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
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
        IReadOnlyList<IssuerProfile> profiles, CoreSettings settings, ISwitchOutput output, IJournal journal,
        StationTimings timings)
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
    /// <param name="link">The connection.</param>
    /// <param name="parser">Reads its messages.</param>
    /// <param name="mustSignOn">Whether its requests are refused before it has signed on.</param>
    internal void ShopUp(LinkId link, MessageParser parser, bool mustSignOn = false) => links.Add(new CoreLink(link, parser, null));

    /// <summary>A connection to an issuer is up, or an issuer in this process is ready.</summary>
    /// <param name="link">The connection.</param>
    /// <param name="issuer">The issuer's position.</param>
    /// <param name="moment">Now.</param>
    /// <param name="rank">Which of the issuer's addresses it leads to: with failover, the lowest that is up is used.</param>
    internal void IssuerUp(LinkId link, int issuer, in Moment moment, int rank = 0)
    {
        links.Add(new CoreLink(link, issuers[issuer].Parser, issuers[issuer]));
        issuers[issuer].LinkUp(link);
    }

    /// <summary>
    /// A connection is gone. Requests sent over an issuer's link go on waiting: the answer may come over another.
    /// </summary>
    internal void LinkDown(LinkId id, in Moment moment)
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
    internal void Tick(in Moment moment)
    {
        foreach (Issuer issuer in issuers) answers.Expire(issuer, moment.EnteredAt);
    }

#pragma warning disable CA1822 // Filled in by the next commits.
    /// <summary>
    /// A message that was given to a link has surely not left: the link closed first. Told before the link's
    /// <see cref="LinkDown"/>, in the order in which the messages were given.
    /// </summary>
    internal void NotSent(LinkId id, ReadOnlySpan<byte> frame, in Moment moment)
    {
    }

    /// <summary>Opens the next business day. False while two days are open already.</summary>
    internal bool CutOver(in Moment moment) => false;

    /// <summary>
    /// Takes a record of an earlier run, in their order and before anything else; <see cref="Recovered"/> ends it.
    /// </summary>
    internal void Recover(long number, in JournalEntry entry)
    {
    }

    /// <summary>All records of earlier runs were given: what they leave open becomes reversals and waiting advices.</summary>
    internal void Recovered(in Moment moment)
    {
    }

    /// <summary>
    /// A link to an issuer is to be taken out of use: no new requests go over it. When nothing waits for an answer over it
    /// any more, it signs off and is closed through the output.
    /// </summary>
    internal void Retire(LinkId id, in Moment moment)
    {
    }

    /// <summary>Advices and reversals parked for an issuer go back into the queue.</summary>
    internal void ReleaseParked(int issuer, in Moment moment)
    {
    }

#pragma warning restore CA1822
    /// <summary>From now on cards are routed by this table; issuers are named by their index.</summary>
    internal void ReplaceRoutes(BinTable routes) => requests.Routes = routes;

    /// <summary>From now on new requests are declined with 91; those that wait go on waiting.</summary>
    internal void Drain() => requests.Draining = true;
}
