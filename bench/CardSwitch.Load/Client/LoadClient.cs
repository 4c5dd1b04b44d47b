using System.Diagnostics;
using System.Numerics;
using CardSwitch.Load.Payload;
using CardSwitch.Load.Report;
using CardSwitch.Load.Scenarios;
using CardSwitch.Load.Sockets;

namespace CardSwitch.Load.Client;

/// <summary>
/// All shops of a run, on one thread: per ready connection one receive, every reply checked, and as many new requests
/// in one send. Nothing is allocated per message.
/// </summary>
internal sealed class LoadClient : IDisposable
{
    private const int TimerKey = -1;
    private const int WaitMs = 10;
    private static readonly long drainNs = (long)TimeSpan.FromSeconds(5).TotalNanoseconds;

    // In an open loop a stall of this many requests a connection holds the schedule up; their latency counts on.
    private const int OpenLoopCapacity = 4096;

    // A window of 128 replies is 43 KiB.
    private const int ReceiveCapacity = 128 * 1024;

    private readonly Scenario scenario;
    private readonly int ratePerSecond;
    private readonly Epoll epoll = new();
    private readonly ShopConnection?[] shops;
    private readonly byte[] frames = new byte[OpenLoopCapacity * R1Frame.RequestLength];
    private readonly byte[] received = new byte[ReceiveCapacity];
    private readonly LatencyHistogram latency = new();
    private readonly Thread thread;
    private OpenSchedule? schedule;
    private volatile ClientPhase phase = ClientPhase.WarmUp;
    private long completed;
    private long wrong;
    private long lost;
    private ReplyFault firstFault;
    private long measuredFromNs;
    private long measuredToNs;

    /// <param name="port">Where the shops connect.</param>
    /// <param name="scenario">Connections and window; a window of zero without a rate keeps them idle.</param>
    /// <param name="ratePerSecond">Of an open loop, over all connections; zero for a closed loop.</param>
    public LoadClient(int port, Scenario scenario, int ratePerSecond)
    {
        this.scenario = scenario;
        this.ratePerSecond = ratePerSecond;
        // Twice the window: answers that overtake each other leave gaps, and the next request soon finds a free slot.
        int capacity = IsOpen ? OpenLoopCapacity : 2 * (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, scenario.Window));
        shops = new ShopConnection[scenario.Connections];
        for (int i = 0; i < shops.Length; i++)
            shops[i] = new ShopConnection(Loopback.Connect(port), epoll, i, capacity);
        thread = new Thread(Run) { Name = "client", IsBackground = true };
        thread.Start();
    }

    /// <summary>Right replies so far.</summary>
    public long Completed => Volatile.Read(ref completed);

    private bool IsOpen => ratePerSecond > 0;

    private static long NowNs => Stopwatch.GetTimestamp(); // Linux: the unit is one nanosecond

    public void StartMeasuring() => phase = ClientPhase.Measuring;

    public void StopMeasuring() => phase = ClientPhase.Draining;

    /// <summary>Waits until every request is answered, or given up.</summary>
    public ClientResult Finish()
    {
        thread.Join();
        double seconds = (measuredToNs - measuredFromNs) / 1e9;
        return new ClientResult(latency, latency.Count / seconds, wrong, lost, firstFault);
    }

    public void Dispose()
    {
        foreach (ShopConnection? shop in shops) shop?.Dispose();
        epoll.Dispose();
    }

    private void Run()
    {
        using IntervalTimer? timer = IsOpen ? new IntervalTimer(OpenSchedule.TickNs) : null;
        if (timer is not null) epoll.Add(timer.Descriptor, TimerKey, EpollInterop.In);
        Begin();
        while (phase != ClientPhase.Draining) Turn(timer);
        measuredToNs = NowNs;
        while (InFlight() > 0 && NowNs - measuredToNs < drainNs) Turn(timer);
        lost += InFlight();
    }

    private void Begin()
    {
        if (IsOpen)
        {
            schedule = new OpenSchedule(ratePerSecond, NowNs);
            return;
        }

        for (int i = 0; i < shops.Length; i++) Request(i, scenario.Window, NowNs);
    }

    private void Turn(IntervalTimer? timer)
    {
        int ready = epoll.Wait(WaitMs);
        if (phase == ClientPhase.Measuring && measuredFromNs == 0) measuredFromNs = NowNs;
        for (int i = 0; i < ready; i++)
        {
            int key = epoll.Key(i);
            if (key == TimerKey) timer!.Acknowledge();
            else Serve(key, epoll.CanRead(i), epoll.CanWrite(i));
        }

        if (IsOpen) RequestDue();
    }

    private void Serve(int number, bool canRead, bool canWrite)
    {
        if (shops[number] is not { } shop) return;
        bool open = !canWrite || shop.SendUnsent();
        if (open && canRead)
        {
            open = shop.Receive(received, out Span<byte> replies);
            long now = NowNs;
            int answered = Accept(shop, replies, now);
            if (open && !IsOpen && answered > 0 && phase != ClientPhase.Draining) Request(number, answered, now);
        }

        if (!open) Drop(number);
    }

    private int Accept(ShopConnection shop, Span<byte> replies, long now)
    {
        int answered = 0;
        bool measuring = measuredFromNs != 0 && measuredToNs == 0;
        while (Frames.TryCut(ref replies, out Span<byte> frame))
        {
            ReplyFault fault = shop.Accept(frame, out long intendedAtNs);
            if (fault != ReplyFault.None)
            {
                if (wrong++ == 0) firstFault = fault;
                continue;
            }

            answered++;
            if (measuring) latency.Record(now - intendedAtNs);
        }

        shop.Keep(replies);
        Volatile.Write(ref completed, completed + answered);
        return answered;
    }

    private void RequestDue()
    {
        long now = NowNs;
        while (phase != ClientPhase.Draining && schedule!.NextNs <= now)
        {
            int number = schedule.Turn(shops.Length);
            int count = schedule.NextCount;
            if (shops[number] is { } shop)
            {
                if (shop.HasUnsent || shop.InFlight + count > OpenLoopCapacity) return;
                Request(number, count, schedule.NextNs);
            }

            schedule.Advance();
        }
    }

    private void Request(int number, int count, long intendedAtNs)
    {
        ShopConnection shop = shops[number]!;
        int length = 0;
        for (int i = 0; i < count && shop.CanSend; i++)
        {
            shop.WriteRequest(frames.AsSpan(length), intendedAtNs);
            length += R1Frame.RequestLength;
        }

        if (length > 0 && !shop.Send(frames.AsSpan(0, length))) Drop(number);
    }

    private void Drop(int number)
    {
        lost += Math.Max(1, shops[number]!.InFlight);
        shops[number]!.Dispose();
        shops[number] = null;
    }

    private long InFlight() => shops.Sum(shop => shop?.InFlight ?? 0);
}
