using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Links;
using CardSwitch.Repeats;
using CardSwitch.Routing;
using CardSwitch.Security;
using CardSwitch.StoreAndForward;
using CardSwitch.Timing;

namespace CardSwitch.Switching;

/// <summary>
/// The switch as a state machine: links come and go, frames and the passing of time come in, messages, records and
/// closings go out through <see cref="ISwitchOutput"/> and <see cref="IJournal"/>. It knows no socket, task, timer, clock
/// or lock; whoever owns those enters it from one thread at a time. Nothing is allocated for a transaction that goes
/// its usual way.
/// </summary>
internal sealed class SwitchCore
{
    private readonly SwitchState state;
    private readonly RequestDesk requests;
    private readonly AnswerDesk answers;
    private readonly TimeOutDesk timeOuts;
    private readonly ForwardDesk forwards;
    private readonly NetworkDesk network;
    private readonly DayDesk days;
    private readonly UnsentAnswers unsent;
    private readonly MacDesk unauthentic;
    private readonly Recovery recovery;
    private readonly PeerRecords peers;
    private readonly TakenOver takenOver;
    private readonly CapacityWatch watch;

    internal SwitchCore(
        IReadOnlyList<IssuerProfile> profiles, CoreSettings settings, ISwitchOutput output, IJournal journal,
        StationTimings timings)
        : this([.. profiles.Select(profile => new IssuerService(profile, new ForwardSettings(), null))],
            settings, output, journal, timings)
    {
    }

    internal SwitchCore(
        IReadOnlyList<IssuerService> services, CoreSettings settings, ISwitchOutput output, IJournal journal,
        StationTimings timings)
    {
        state = new SwitchState(services, settings, output, journal, timings);
        var delivery = new Delivery(state);
        var repeats = new RepeatDesk(state, delivery);
        var reversals = new Reversals(state);
        var standIn = new StandInApprovals(state, delivery, reversals);
        network = new NetworkDesk(state, delivery);
        days = new DayDesk(state, delivery, network);
        forwards = new ForwardDesk(state);
        timeOuts = new TimeOutDesk(state, delivery, reversals, standIn);
        unsent = new UnsentAnswers(state, reversals);
        unauthentic = new MacDesk(state, delivery);
        var records = new KnownRecords(state);
        recovery = new Recovery(state, records, reversals, days);
        peers = new PeerRecords(state, records, reversals);
        takenOver = new TakenOver(state, reversals);
        watch = new CapacityWatch(state);
        answers = new AnswerDesk(state, delivery, reversals, forwards, network, days);
        requests = new RequestDesk(
            state, delivery, repeats, standIn, new Forwarding(state), new AdviceDesk(state, delivery, repeats),
            new ReversalDesk(state, delivery, repeats, reversals), network, days);
    }

    internal IReadOnlyList<Issuer> Issuers => state.Issuers;

    internal IReadOnlyList<Destination> Destinations => state.Destinations;

    internal TrafficCounts Traffic => state.Counts;

    /// <summary>The open business day that requests are accepted in, as yyyymmdd.</summary>
    internal OpenDays Days => state.Days;

    internal Settlement.TotalsBook Totals => state.Totals;

    /// <summary>Requests that wait for answers, all issuers together.</summary>
    internal int Pending => state.Waiting;

    /// <summary>Advices and reversals that wait to be forwarded, parked ones included.</summary>
    internal int Queued => state.Kept;

    /// <summary>A shop has connected.</summary>
    /// <param name="link">The connection.</param>
    /// <param name="parser">Reads its messages.</param>
    /// <param name="mustSignOn">Whether its requests are refused before it has signed on.</param>
    /// <param name="isSigned">Whether its messages have MACs.</param>
    /// <param name="institutions">Those that it may speak for; null: any.</param>
    internal void ShopUp(
        LinkId link, MessageParser parser, bool mustSignOn = false, bool isSigned = false, InstitutionSet? institutions = null) =>
        state.Links.Add(new CoreLink(link, parser, null) { IsSignedOn = !mustSignOn, IsSigned = isSigned, Institutions = institutions });

    /// <summary>A connection to an issuer is up, or an issuer in this process is ready.</summary>
    /// <param name="link">The connection.</param>
    /// <param name="issuer">The issuer's position.</param>
    /// <param name="moment">Now.</param>
    /// <param name="rank">Which of the issuer's addresses it leads to: with failover, the lowest that is up is used.</param>
    internal void IssuerUp(LinkId link, int issuer, in Moment moment, int rank = 0)
    {
        var added = new CoreLink(link, state.Issuers[issuer].Parser, state.Issuers[issuer], rank);
        state.Links.Add(added);
        network.Up(added, in moment);
    }

    /// <summary>
    /// A connection is gone. Requests sent over an issuer's link go on waiting: the answer may come over another.
    /// </summary>
    internal void LinkDown(LinkId id, in Moment moment)
    {
        if (state.Links.Remove(id) is not { Issuer: { } issuer }) return;
        issuer.LinkDown(id);
        state.Destinations[issuer.Index].Queue.LinkDown(id, moment.EnteredAt);
    }

    /// <summary>
    /// A message that was given to a link has surely not left: the link closed first. Told before the link's
    /// <see cref="LinkDown"/>, in the order in which the messages were given.
    /// </summary>
    internal void NotSent(LinkId id, ReadOnlySpan<byte> frame, in Moment moment)
    {
        if (state.Links.Find(id) is { Issuer: null } shop) unsent.Take(shop, frame, in moment);
    }

    /// <summary>One whole frame has come over a link.</summary>
    internal void Received(LinkId id, ReadOnlySpan<byte> frame, in Moment moment)
    {
        CoreLink? link = state.Links.Find(id);
        if (link is null) return;
        if (state.Days.Current == 0) days.Work(in moment);
        if (link.Issuer is null) requests.Received(link, frame, in moment);
        else answers.Received(link, frame, in moment);
    }

    /// <summary>One whole frame has come over a link, and its MAC was not found right.</summary>
    internal void NotAuthentic(LinkId id, ReadOnlySpan<byte> frame, MacVerdict verdict, in Moment moment)
    {
        if (state.Links.Find(id) is { } link) unauthentic.Received(link, frame, verdict, in moment);
    }

    /// <summary>
    /// Time has passed: requests without an answer in time are given up, what is queued is sent, links are kept alive,
    /// business days change.
    /// </summary>
    internal void Tick(in Moment moment)
    {
        days.Work(in moment);
        foreach (Issuer issuer in state.Issuers) timeOuts.Expire(issuer, in moment);
        foreach (Destination to in state.Destinations) forwards.Work(to, in moment);
        // A link may be closed meanwhile, but its end is told later.
        foreach (CoreLink link in state.Links.ToIssuers) network.Work(link, in moment);
        watch.Work();
    }

    /// <summary>Opens the next business day. False while two days are open already.</summary>
    internal bool CutOver(in Moment moment) => days.TryCutOver(in moment);

    /// <summary>
    /// Takes a record of an earlier run, in their order and before anything else; <see cref="Recovered"/> ends it.
    /// </summary>
    internal void Recover(long number, in JournalEntry entry) => recovery.Take(number, in entry);

    /// <summary>All records of earlier runs were given: what they leave open becomes reversals and waiting advices.</summary>
    internal void Recovered(in Moment moment) => recovery.End(in moment);

    /// <summary>Takes a record of another station that keeps its journal in the same place, in the order of its numbers.</summary>
    internal void PeerDid(in JournalEntry entry, in Moment moment) => peers.Take(in entry, in moment);

    /// <summary>Takes up what another station has left unfinished (<see cref="TakenOver.TryTake"/>).</summary>
    internal bool TryTakeUp(long number, in JournalEntry entry, bool isParked, in Moment moment, out long record) =>
        takenOver.TryTake(number, in entry, isParked, in moment, out record);

    /// <summary>
    /// A link to an issuer is to be taken out of use: no new requests go over it. When nothing waits for an answer over it
    /// any more, it signs off and is closed through the output.
    /// </summary>
    internal void Retire(LinkId id, in Moment moment)
    {
        if (state.Links.Find(id) is { Issuer: not null } link) NetworkDesk.BeginRetiring(link);
    }

    /// <summary>Whether financial traffic passes over a link.</summary>
    internal bool IsCarrying(LinkId id) => state.Links.Find(id) is { IsSignedOn: true, IsRetiring: false };

    /// <summary>Asks an issuer for new keys; false when no link to it is free for that.</summary>
    internal bool AskForKeys(int issuer, in Moment moment) => network.AskForKeys(state.Issuers[issuer], in moment);

    /// <summary>Advices and reversals parked for an issuer go back into the queue.</summary>
    internal void ReleaseParked(int issuer, in Moment moment) => forwards.Release(state.Destinations[issuer], in moment);

    /// <summary>From now on cards are routed by this table; issuers are named by their index.</summary>
    internal void ReplaceRoutes(BinTable routes) => state.Routes = routes;

    /// <summary>From now on new requests are declined with 91; those that wait go on waiting.</summary>
    internal void Drain() => state.IsDraining = true;
}
