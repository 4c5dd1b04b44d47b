using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Links;
using CardSwitch.Routing;
using CardSwitch.Switching;
using CardSwitch.Timing;

namespace CardSwitch.Tests.Switching;

/// <summary>
/// The real core between made-up shops and banks, in virtual time: what it sends is kept by link, and nothing moves
/// unless the test moves it.
/// </summary>
internal sealed class CoreRig : ISwitchOutput
{
    private readonly Dictionary<string, LinkId> links = [];
    private readonly Dictionary<LinkId, Queue<byte[]>> sent = [];
    private readonly Dictionary<LinkId, MessageFormat> formats = [];
    private readonly byte[] room = new byte[8192];

    internal CoreRig(CoreSettings settings, params IssuerProfile[] issuers)
    {
        Timings = new StationTimings([.. issuers.Select(i => i.Name)]);
        Core = new SwitchCore(issuers, settings, this, new NoJournal(), Timings);
    }

    internal SwitchCore Core { get; }

    internal StationTimings Timings { get; }

    internal long NowNs { get; private set; } = 1_000_000_000;

    /// <summary>Links whose output takes nothing.</summary>
    internal HashSet<string> Full { get; } = [];

    internal HashSet<string> Closed { get; } = [];

    /// <summary>Links whose framing carries no more than so many bytes.</summary>
    internal Dictionary<string, int> Longest { get; } = [];

    internal void Routes(params Route[] routes)
    {
        string[] names = [.. Core.Issuers.Select(i => i.Profile.Name)];
        Assert.True(RoutePlan.TryBuild(routes, names, out BinTable table, out string error), error);
        Core.ReplaceRoutes(table);
    }

    internal void Shop(string name, MessageFormat format) => Core.ShopUp(Add(name, format), new MessageParser(format));

    internal void Bank(string link, int issuer) =>
        Core.IssuerUp(Add(link, Core.Issuers[issuer].Format), issuer, new Moment(NowNs, NowNs));

    internal void Drop(string link)
    {
        Core.LinkDown(links[link], new Moment(NowNs, NowNs));
        links.Remove(link);
    }

    internal MessageFormat FormatOf(string link) => formats[links[link]];

    internal void Receive(string link, byte[] frame) =>
        Core.Received(links[link], frame, new Moment(NowNs, NowNs));

    internal void Wait(TimeSpan time)
    {
        NowNs += (long)(time.TotalMilliseconds * 1e6);
        Core.Tick(new Moment(NowNs, NowNs));
    }

    /// <summary>The next message that the link was sent, or null.</summary>
    internal byte[]? Take(string link) => links.TryGetValue(link, out LinkId id) && sent[id].TryDequeue(out byte[]? frame) ? frame : null;

    private LinkId Add(string name, MessageFormat format)
    {
        var id = new LinkId(formats.Count, 1);
        links[name] = id;
        sent[id] = new Queue<byte[]>();
        formats[id] = format;
        return id;
    }

    bool ISwitchOutput.TryReserve(LinkId link, int length, out Span<byte> message)
    {
        message = default;
        if (!links.ContainsValue(link) || Full.Contains(NameOf(link))) return false;
        message = room.AsSpan(0, Math.Min(length, Longest.GetValueOrDefault(NameOf(link), room.Length)));
        return true;
    }

    void ISwitchOutput.Send(LinkId link, int length, long after) => sent[link].Enqueue(room[..length]);

    void ISwitchOutput.Tell(in Notice notice)
    {
    }

    void ISwitchOutput.Close(LinkId link) => Closed.Add(NameOf(link));

    private string NameOf(LinkId link) => links.First(pair => pair.Value == link).Key;
}
