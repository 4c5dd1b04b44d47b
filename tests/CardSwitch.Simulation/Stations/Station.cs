using CardSwitch.Journal;
using CardSwitch.Links;
using CardSwitch.Simulation.Clockwork;
using CardSwitch.Simulation.Network;
using CardSwitch.Simulation.Records;
using CardSwitch.Switching;

namespace CardSwitch.Simulation.Stations;

/// <summary>
/// The real core in a simulated process: links, a clock, a journal that becomes durable by and by, and crashes. Every entry
/// into the core is one step, after which the invariants are checked.
/// </summary>
internal sealed partial class Station : IParty, IActor
{
    private const int Tick = 0, Committed = 1, Restart = 2, Unclog = 3;

    private readonly SimulatedNetwork network;
    private readonly StationPlan plan;
    private readonly MemoryJournal store;
    private readonly StationOutput output;
    private readonly RecordedJournal journal;
    private readonly List<StationLink> links = [];
    private readonly List<Line> lines = [];
    private readonly List<StationLink> unsent = [];
    private SwitchCore core = null!;
    private long boot;
    private long clockOffset;
    private long committing;
    private long linksOpened;

    internal Station(SimulatedNetwork network, int index, StationPlan plan, MemoryJournal store)
    {
        (this.network, Index, this.plan, this.store) = (network, index, plan, store);
        output = new StationOutput(this, network);
        journal = new RecordedJournal(this, store, network.Workbench.Encoder());
    }

    internal int Index { get; }

    public string Name => plan.Name;

    internal StationPlan Plan => plan;

    internal SwitchCore Core => core;

    internal MemoryJournal Store => store;

    internal SimulatedNetwork Network => network;

    /// <summary>Which life of the process this is; what a former one had put on the agenda is of no meaning.</summary>
    internal long Boot => boot;

    internal StationOutput Output => output;

    internal RecordedJournal Journal => journal;

    public bool IsRunning { get; private set; }

    /// <summary>The core wants a link closed.</summary>
    internal bool IsClosing { get; set; }

    /// <summary>What the wall clock is off by, in ms.</summary>
    internal long WallOffsetMs { get; set; }

    internal long UnixMs => network.UnixMs + WallOffsetMs;

    internal Moment Moment
    {
        get
        {
            long now = network.Agenda.Now + clockOffset;
            return new Moment(now, now, UnixMs);
        }
    }

    /// <summary>Lines over which this station asks its issuers.</summary>
    internal List<Line> IssuerLines => lines;

    internal List<StationLink> Links => links;

    /// <summary>Begins a life of the process; with what the journal holds, if it is not the first.</summary>
    internal void Start()
    {
        boot++;
        clockOffset = network.Random.Between(0, 1000) * Agenda.Second;
        committing = 0;
        IsRunning = true;
        CoreSettings settings = network.Plant?.Settings(plan.Settings) ?? plan.Settings;
        core = new SwitchCore(plan.Services, settings, output, journal, network.Workbench.Timings(plan.Issuers.Length));
        core.ReplaceRoutes(plan.Routes);
        network.Auditor.Started(this);
        Recover();
        EndStep();
        network.Agenda.In(network.Random.Between(0, plan.TickNs), this, Tick, boot);
        foreach (Line line in lines) line.ConnectIn(network.Random.Between(0, 50 * Agenda.Millisecond));
    }

    public void Connected(Session session, End end)
    {
        int slot = 0;
        while (slot < links.Count && links[slot].IsUp) slot++;
        if (slot == links.Count) links.Add(new StationLink());
        StationLink link = links[slot];
        bool isIssuer = end == End.Client;
        link.Open(new LinkId(slot, (int)++linksOpened), session, end, isIssuer ? session.Line.Issuer : -1);
        if (isIssuer) core.IssuerUp(link.Id, link.Issuer, Moment, session.Line.Rank);
        else core.ShopUp(link.Id, session.Line.Kit.Parser, session.Line.MustSignOn);
        EndStep();
    }

    public void Arrived(Session session, End end, ReadOnlySpan<byte> frame, Subject subject)
    {
        if (!IsRunning || session.TagAt(end) is not StationLink link) return;
        network.Trace?.Frame("arrives", session.Line, 1 - end, frame);
        network.Auditor.Received(this, link, frame, subject);
        if (network.Plant is { } plant) plant.Receive(this, link, frame);
        else core.Received(link.Id, frame, Moment);
        EndStep();
    }

    public void Disconnected(Session session, End end)
    {
        if (!IsRunning || session.TagAt(end) is not StationLink link) return;
        TakeDown(link);
        EndStep();
    }

    public void Wake(int reason, long detail)
    {
        if (reason == Restart)
        {
            Start();
            return;
        }
        if (detail != boot || !IsRunning) return;
        switch (reason)
        {
            case Tick:
                core.Tick(Moment);
                network.Agenda.In(plan.TickNs, this, Tick, boot);
                break;
            case Committed:
                store.MarkDurable(committing);
                committing = 0;
                Flush();
                break;
        }
        EndStep();
    }

    /// <summary>The operator's commands.</summary>
    internal bool CutOver()
    {
        bool opened = core.CutOver(Moment);
        EndStep();
        return opened;
    }

    internal void Retire(StationLink link)
    {
        core.Retire(link.Id, Moment);
        EndStep();
    }

    internal void ReleaseParked()
    {
        for (int issuer = 0; issuer < plan.Issuers.Length; issuer++) core.ReleaseParked(issuer, Moment);
        EndStep();
    }

    /// <summary>Gives a frame to the core as if it had come over the link; for planted bugs.</summary>
    internal void Pass(StationLink link, ReadOnlySpan<byte> frame) => core.Received(link.Id, frame, Moment);

    // Effects that the core asked for while it was entered are carried out afterwards: it is never entered from within.
    private void EndStep()
    {
        if (IsClosing) CloseLinks();
        Commit();
        network.Auditor.StepEnded(this);
    }

    private void CloseLinks()
    {
        IsClosing = false;
        for (int i = 0; i < links.Count; i++)
        {
            StationLink link = links[i];
            if (!link.IsUp || !link.IsClosing) continue;
            link.Session.CloseAt(link.End);
            TakeDown(link);
        }
    }

    private void Commit()
    {
        if (committing != 0 || store.Last == store.Durable) return;
        if (plan.CommitNs == 0)
        {
            store.MarkDurable(store.Last);
            Flush();
            return;
        }
        committing = store.Last;
        network.Agenda.In(network.Random.Between(plan.CommitNs / 2, plan.CommitNs * 2), this, Committed, boot);
    }

    /// <summary>Puts a message behind those that wait to leave over a link.</summary>
    internal void Add(StationLink link, Outgoing message)
    {
        link.Add(message);
        if (link.IsListed) return;
        link.IsListed = true;
        unsent.Add(link);
    }

    private void Flush()
    {
        int left = 0;
        for (int i = 0; i < unsent.Count; i++)
        {
            StationLink link = unsent[i];
            Flush(link);
            link.IsListed = link.Count != 0;
            if (link.IsListed) unsent[left++] = link;
        }
        unsent.RemoveRange(left, unsent.Count - left);
    }

    internal void Flush(StationLink link)
    {
        while (link.Count != 0 && !link.IsClogged && link.IsUp && link.Peek().After <= store.Durable)
        {
            int slot = link.Take().Slot;
            Leave(link, network.Frames[slot]);
            network.Frames.Release(slot);
        }
    }

    internal void Leave(StationLink link, ReadOnlySpan<byte> frame)
    {
        network.Trace?.Frame("leaves", link.Session.Line, link.End, frame);
        link.Session.Send(link.End, frame, network.Auditor.Left(this, link, frame));
    }

    // What has not left is told first, in its order: it surely never will.
    private void TakeDown(StationLink link)
    {
        link.Close();
        while (link.Count != 0)
        {
            int slot = link.Take().Slot;
            ReadOnlySpan<byte> frame = network.Frames[slot];
            network.Trace?.Frame("has not left", link.Session.Line, link.End, frame);
            network.Auditor.NotSent(this, link, frame);
            if (network.Plant is null || network.Plant.NotSent(this, link, frame)) core.NotSent(link.Id, frame, Moment);
            network.Frames.Release(slot);
        }
        core.LinkDown(link.Id, Moment);
    }
}
