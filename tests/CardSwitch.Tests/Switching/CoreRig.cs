using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Links;
using CardSwitch.Routing;
using CardSwitch.Simulation.Records;
using CardSwitch.Switching;
using CardSwitch.Timing;

namespace CardSwitch.Tests.Switching;

/// <summary>
/// The real core between made-up shops and banks, in virtual time, with a journal in memory: what it sends is kept by
/// link, and nothing moves unless the test moves it. It may crash: then a new core is made of the durable records.
/// </summary>
internal sealed class CoreRig : ISwitchOutput
{
    /// <summary>22 November 2026, 05:30:12 UTC: DE 7 1122053012.</summary>
    private const long StartUnixMs = 1_795_325_412_000, StartNs = 1_000_000_000;

    private readonly CoreSettings settings;
    private readonly IssuerService[] services;
    private readonly MemoryJournal journal = new();
    private readonly Dictionary<string, LinkId> links = [];
    private readonly Dictionary<LinkId, Queue<byte[]>> sent = [];
    private readonly Dictionary<LinkId, Queue<(byte[] Frame, long After)>> held = [];
    private readonly Dictionary<string, MessageFormat> formats = [];
    private readonly byte[] room = new byte[8192];
    private Route[] routes = [];
    private long ownFrom = 1;
    private IReadOnlyDictionary<long, bool> takenUp = new Dictionary<long, bool>();

    internal CoreRig(CoreSettings settings, params IssuerService[] services)
    {
        this.settings = settings;
        this.services = services;
        Timings = new StationTimings([.. services.Select(service => service.Profile.Name)]);
        Core = NewCore();
    }

    internal SwitchCore Core { get; private set; }

    internal StationTimings Timings { get; }

    internal MemoryJournal Journal => journal;

    internal long NowNs { get; private set; } = StartNs;

    internal Moment Now => new(NowNs, NowNs, StartUnixMs + (NowNs - StartNs) / 1_000_000);

    /// <summary>Whether records become durable only when the test says so, and messages wait for theirs.</summary>
    internal bool HoldsBack { get; set; }

    /// <summary>Links whose output takes nothing.</summary>
    internal HashSet<string> Full { get; } = [];

    internal HashSet<string> Closed { get; } = [];

    /// <summary>Links whose framing carries no more than so many bytes.</summary>
    internal Dictionary<string, int> Longest { get; } = [];

    /// <summary>What operators were told and the test has not yet looked at.</summary>
    internal List<Notice> Notices { get; } = [];

    internal void Routes(params Route[] table)
    {
        routes = table;
        string[] names = [.. Core.Issuers.Select(i => i.Profile.Name)];
        Assert.True(RoutePlan.TryBuild(table, names, out BinTable built, out string error), error);
        Core.ReplaceRoutes(built);
    }

    internal void Shop(string name, MessageFormat format, bool mustSignOn = false, bool isSigned = false) =>
        Core.ShopUp(Add(name, format), new MessageParser(format), mustSignOn, isSigned);

    internal void Bank(string link, int issuer, int rank = 0) =>
        Core.IssuerUp(Add(link, Core.Issuers[issuer].Format), issuer, Now, rank);

    internal void Drop(string link)
    {
        Core.LinkDown(links[link], Now);
        links.Remove(link);
    }

    /// <summary>The link closes before what it was given last, and nobody has taken, has left.</summary>
    internal void DropUnsent(string link)
    {
        LinkId id = links[link];
        foreach (byte[] frame in sent[id].Concat(held[id].Select(message => message.Frame))) Core.NotSent(id, frame, Now);
        Drop(link);
    }

    internal void Retire(string link) => Core.Retire(links[link], Now);

    internal MessageFormat FormatOf(string link) => formats[link];

    internal void Receive(string link, byte[] frame) => Core.Received(links[link], frame, Now);

    internal void Wait(TimeSpan time)
    {
        NowNs += (long)(time.TotalMilliseconds * 1e6);
        Core.Tick(Now);
    }

    /// <summary>The next message that the link was sent, or null.</summary>
    internal byte[]? Take(string link) => links.TryGetValue(link, out LinkId id) && sent[id].TryDequeue(out byte[]? frame) ? frame : null;

    /// <summary>The records up to this number are durable: what waited for them leaves.</summary>
    internal void MarkDurable(long number)
    {
        journal.MarkDurable(number);
        foreach ((LinkId link, Queue<(byte[] Frame, long After)> waiting) in held)
        {
            while (waiting.TryPeek(out var first) && first.After <= journal.Durable) sent[link].Enqueue(waiting.Dequeue().Frame);
        }
    }

    /// <summary>All is lost but the durable records. Every link is down.</summary>
    internal void Crash()
    {
        if (!HoldsBack) journal.MarkDurable(journal.Last);
        journal.Crash();
        links.Clear();
        held.Clear();
        Closed.Clear();
        Core = NewCore();
        Routes(routes);
        var decoder = new RecordDecoder([.. services.Select(service => service.Profile.Format)]);
        for (long number = ownFrom, last = journal.Last; number <= last; number++)
        {
            Assert.True(decoder.TryDecode(journal[number], out JournalEntry entry));
            Core.Recover(number, in entry);
        }
        Core.Recovered(Now);
    }

    /// <summary>
    /// The shops go to another station, which has read what this one did. If this one has died, it carries on too. The other
    /// station's records come behind those of this one.
    /// </summary>
    internal void GoElsewhere(bool takesOver)
    {
        journal.MarkDurable(journal.Last);
        links.Clear();
        held.Clear();
        Core = NewCore();
        Routes(routes);
        Core.Recovered(Now);
        ownFrom = journal.Last + 1;
        var decoder = new RecordDecoder([.. services.Select(service => service.Profile.Format)]);
        var open = new OpenMessages();
        var parked = new HashSet<long>();
        for (long number = 1, last = journal.Last; number <= last; number++)
        {
            Assert.True(decoder.TryDecode(journal[number], out JournalEntry entry));
            if (entry.Kind == RecordKind.Parked) parked.Add(entry.Queued);
            open.Take(number, journal[number], []);
            Core.PeerDid(in entry, Now);
        }
        if (takesOver) TakeUp(open.Numbers.Order().ToDictionary(number => number, parked.Contains));
    }

    /// <summary>Takes up records of another station, again if they were before.</summary>
    internal void TakeUp(IReadOnlyDictionary<long, bool> unfinished)
    {
        takenUp = unfinished;
        var decoder = new RecordDecoder([.. services.Select(service => service.Profile.Format)]);
        foreach ((long number, bool isParked) in unfinished)
        {
            Assert.True(decoder.TryDecode(journal[number], out JournalEntry entry));
            Assert.True(Core.TryTakeUp(number, in entry, isParked, Now, out _));
        }
    }

    internal void TakeUpAgain() => TakeUp(takenUp);

    /// <summary>Another station has accepted a reversal of the last request.</summary>
    internal void BlockedElsewhere()
    {
        var decoder = new RecordDecoder([.. services.Select(service => service.Profile.Format)]);
        for (long number = journal.Last; ; number--)
        {
            Assert.True(decoder.TryDecode(journal[number], out JournalEntry entry));
            if (entry.Kind != RecordKind.Sent) continue;
            var blocked = new JournalEntry { Kind = RecordKind.Blocked, Issuer = -1, Type = entry.Type, Key = entry.Key };
            Core.PeerDid(in blocked, Now);
            return;
        }
    }

    /// <summary>What the records say, from this number on.</summary>
    internal IEnumerable<RecordKind> Kinds(long from)
    {
        var decoder = new RecordDecoder([.. services.Select(service => service.Profile.Format)]);
        for (; from <= journal.Last; from++)
        {
            Assert.True(decoder.TryDecode(journal[from], out JournalEntry entry));
            yield return entry.Kind;
        }
    }

    private SwitchCore NewCore() =>
        new(services, settings, this, new EncodingJournal(journal, journal.Last), Timings);

    private LinkId Add(string name, MessageFormat format)
    {
        var id = new LinkId(sent.Count, 1);
        links[name] = id;
        sent[id] = new Queue<byte[]>();
        held[id] = new Queue<(byte[], long)>();
        formats[name] = format;
        return id;
    }

    bool ISwitchOutput.TryReserve(LinkId link, int length, out Span<byte> message)
    {
        message = default;
        if (!links.ContainsValue(link) || Full.Contains(NameOf(link))) return false;
        message = room.AsSpan(0, Math.Min(length, Longest.GetValueOrDefault(NameOf(link), room.Length)));
        return true;
    }

    void ISwitchOutput.Send(LinkId link, int length, long after)
    {
        Assert.InRange(after, 0, journal.Last);
        held[link].Enqueue((room[..length], after));
        MarkDurable(HoldsBack ? journal.Durable : journal.Last);
    }

    void ISwitchOutput.Tell(in Notice notice) => Notices.Add(notice);

    void ISwitchOutput.Close(LinkId link) => Closed.Add(NameOf(link));

    private string NameOf(LinkId link) => links.First(pair => pair.Value == link).Key;
}
