using CardSwitch.Iso8583;
using CardSwitch.Links;
using CardSwitch.StoreAndForward;

namespace CardSwitch.Tests.StoreAndForward;

/// <summary>A queue that looks at everything each time: lists, no heaps, no links between entries.</summary>
internal sealed class SlowForwardQueue(ForwardSettings settings)
{
    public sealed class Entry(long number, ulong lane, int day)
    {
        public long Number => number;
        public ulong Lane => lane;
        public int Day => day;
        public int Attempts;
        public ForwardState State = ForwardState.Waiting;
        public long At;
        public LinkId Link;
        public long SentAs;
    }

    private readonly SortedDictionary<ulong, List<Entry>> lanes = [];
    private readonly List<Entry> parked = [];
    private long sends;

    public IEnumerable<Entry> Waiting => lanes.Values.SelectMany(lane => lane);

    public IReadOnlyList<Entry> Parked => parked;

    public IEnumerable<Entry> InFlight =>
        Waiting.Where(entry => entry.State == ForwardState.InFlight).OrderBy(entry => entry.SentAs);

    public IEnumerable<long> All => Waiting.Concat(parked).Select(entry => entry.Number).Order();

    public Entry? Find(long number) => Waiting.Concat(parked).FirstOrDefault(entry => entry.Number == number);

    private bool HasRoom =>
        Waiting.Count(entry => entry.State is ForwardState.InFlight or ForwardState.Offered) < settings.MaxInFlight;

    private IEnumerable<Entry> Ready => lanes.Values.Select(lane => lane[0]).Where(entry => entry.State == ForwardState.Waiting);

    public long NextAt =>
        InFlight.Select(entry => entry.At).Concat(HasRoom ? Ready.Select(entry => entry.At) : []).DefaultIfEmpty(long.MaxValue).Min();

    public void Add(Entry entry)
    {
        if (!lanes.TryGetValue(entry.Lane, out List<Entry>? lane)) lanes[entry.Lane] = lane = [];
        int place = lane.FindIndex(other => other.Number > entry.Number);
        if (place == 0 && (lane[0].State != ForwardState.Waiting || lane[0].Attempts > 0))
        {
            place = lane.FindIndex(1, other => other.Number > entry.Number);
        }
        lane.Insert(place < 0 ? lane.Count : place, entry);
        entry.At = 0;
        entry.State = ForwardState.Waiting;
    }

    public Entry? Next(long now)
    {
        Entry? next = HasRoom ? Ready.Where(entry => entry.At <= now).MinBy(entry => entry.Number) : null;
        if (next is not null) next.State = ForwardState.Offered;
        return next;
    }

    public void Sent(Entry entry, LinkId link, long now)
    {
        entry.State = ForwardState.InFlight;
        entry.Attempts++;
        entry.Link = link;
        entry.At = now + settings.TimeOutNs;
        entry.SentAs = ++sends;
    }

    public void Wait(Entry entry, long until)
    {
        entry.State = ForwardState.Waiting;
        entry.At = until;
    }

    public ForwardEnd Answered(Entry entry, ResponseCode code, long now)
    {
        string text = code.ToString();
        if (text is "00" or "10")
        {
            Remove(entry);
            return ForwardEnd.Accepted;
        }
        if (entry.State == ForwardState.Parked) return ForwardEnd.Parked;
        if (text is "91" or "96") return entry.State == ForwardState.InFlight ? Fail(entry, now) : ForwardEnd.Retry;
        return Park(entry);
    }

    public (Entry? Entry, ForwardEnd End) Expire(long now)
    {
        Entry? first = InFlight.FirstOrDefault(entry => entry.At <= now);
        return first is null ? default : (first, Fail(first, now));
    }

    private ForwardEnd Fail(Entry entry, long now)
    {
        if (entry.Attempts >= settings.MaxAttempts) return Park(entry);
        Wait(entry, now + (long)Math.Min(settings.RetryMostNs, settings.RetryFirstNs * Math.Pow(2, entry.Attempts - 1)));
        return ForwardEnd.Retry;
    }

    private ForwardEnd Park(Entry entry)
    {
        Remove(entry);
        entry.State = ForwardState.Parked;
        parked.Add(entry);
        return ForwardEnd.Parked;
    }

    private void Remove(Entry entry)
    {
        if (parked.Remove(entry)) return;
        List<Entry> lane = lanes[entry.Lane];
        bool wasFirst = lane[0] == entry;
        lane.Remove(entry);
        if (lane.Count == 0) lanes.Remove(entry.Lane);
        else if (wasFirst) lane[0].At = 0;
    }

    public void LinkDown(LinkId link, long now)
    {
        foreach (Entry entry in InFlight.Where(entry => entry.Link == link).ToArray()) Wait(entry, now + settings.RetryFirstNs);
    }

    public void Resume()
    {
        foreach (Entry entry in Ready) entry.At = 0;
    }

    public IEnumerable<long> Release()
    {
        Entry[] released = [.. parked.OrderBy(entry => entry.Number)];
        parked.Clear();
        foreach (Entry entry in released)
        {
            entry.Attempts = 0;
            Add(entry);
        }
        return released.Select(entry => entry.Number);
    }
}
