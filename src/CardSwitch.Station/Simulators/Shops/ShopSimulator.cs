using System.Diagnostics;
using CardSwitch.Timing;

namespace CardSwitch.Station.Simulators.Shops;

/// <summary>Shops that buy at one station: terminals with one rate, or each with its own window.</summary>
internal sealed class ShopSimulator : IBeat, IAsyncDisposable
{
    // A late beat is made up for, but not for more than this: else a pause would end in a flood.
    private const int MostPerBeat = 4096;

    private readonly Pulse pulse;
    private readonly ShopTerminal[] terminals;
    private readonly ShopTally[] tallies;
    private readonly CancellationTokenSource stop = new();
    private readonly long[] due = new long[MostPerBeat];
    private Task[] running = [];
    private long begun;
    private long issued;
    private long nextExpiry;
    private int next;
    private volatile bool isSending;

    internal ShopSimulator(ShopOptions options, Pulse pulse)
    {
        Options = options;
        this.pulse = pulse;
        var deck = new PurchaseDeck(options);
        tallies = [.. options.Cards.Select(_ => new ShopTally())];
        Func<bool>? wantsAnother = options.Rate > 0 ? null : WantsAnother;
        terminals =
        [
            .. Enumerable.Range(options.FirstTerminal, options.Terminals)
                .Select(number => new ShopTerminal(options, deck, tallies, number) { WantsAnother = wantsAnother }),
        ];
    }

    internal ShopOptions Options { get; }

    /// <summary>What became of the purchases, by card range in the order of the options.</summary>
    internal IReadOnlyList<ShopTally> Tallies => tallies;

    internal ShopCounts Counts => tallies.Aggregate(default(ShopCounts), (sum, tally) => sum + tally.Counts);

    /// <summary>From the moment a purchase was to be sent to its answer, all card ranges together; in ns.</summary>
    internal HistogramSnapshot Latencies
    {
        get
        {
            var sum = new HistogramSnapshot();
            foreach (ShopTally tally in tallies) sum.Add(tally.Latencies);
            return sum;
        }
    }

    /// <summary>When the first answer came, in stopwatch ticks; 0 as long as there is none.</summary>
    internal long FirstAnswerAt => tallies.Select(tally => tally.FirstAnswerAt).Where(at => at != 0).DefaultIfEmpty().Min();

    /// <summary>Purchases under way.</summary>
    internal int Open => terminals.Sum(terminal => terminal.OpenCount);

    /// <summary>Reversals that no station has acknowledged yet.</summary>
    internal int Owed => terminals.Sum(terminal => terminal.OwedCount);

    internal int Connected => terminals.Count(terminal => terminal.IsConnected);

    /// <summary>Whether as many purchases were sent as the options ask for.</summary>
    internal bool IsDone => Options.Count > 0 && Interlocked.Read(ref issued) >= Options.Count;

    internal void Start()
    {
        begun = Stopwatch.GetTimestamp();
        isSending = true;
        running = [.. terminals.Select(terminal => terminal.RunAsync(stop.Token))];
        pulse.Add(this);
    }

    /// <summary>Sends no more; answers still come.</summary>
    internal void StopSending() => isSending = false;

    /// <summary>
    /// Waits until every purchase is answered or given up, which a terminal's time-out bounds, and until every reversal is
    /// acknowledged, for as long again.
    /// </summary>
    internal async Task WhenAnsweredAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (Open > 0) await timer.WaitForNextTickAsync();
        long since = Stopwatch.GetTimestamp();
        while (Owed > 0 && Stopwatch.GetElapsedTime(since) < Options.TimeOut) await timer.WaitForNextTickAsync();
    }

    /// <summary>Sends what an open loop owes at this moment, in turn over the terminals.</summary>
    public void Beat(long now)
    {
        if (now >= nextExpiry)
        {
            nextExpiry = now + Stopwatch.Frequency / 4;
            foreach (ShopTerminal terminal in terminals) terminal.Expire(now);
        }
        if (Options.Rate > 0 && isSending) SendDue(now);
    }

    public async ValueTask DisposeAsync()
    {
        isSending = false;
        pulse.Remove(this);
        await stop.CancelAsync();
        await Task.WhenAll(running);
        foreach (ShopTerminal terminal in terminals) terminal.Disconnect();
        stop.Dispose();
    }

    private void SendDue(long now)
    {
        double perTick = Options.Rate / Stopwatch.Frequency;
        long owed = (long)((now - begun) * perTick) - issued;
        if (Options.Count > 0) owed = Math.Min(owed, Options.Count - issued);
        if (owed <= 0) return;
        int count = (int)Math.Min(owed, MostPerBeat);
        for (int i = 0; i < count; i++) due[i] = begun + (long)((issued + i + 1) / perTick);

        // Spread over as many terminals as there are purchases, so that a few of them do not always take turns.
        int share = (count + terminals.Length - 1) / terminals.Length, sent = 0;
        for (int tried = 0; tried < terminals.Length && sent < count; tried++)
        {
            next = (next + 1) % terminals.Length;
            sent += terminals[next].Send(due.AsSpan(sent, Math.Min(share, count - sent)));
        }
        Interlocked.Add(ref issued, sent);
        if (sent == 0 && owed > MostPerBeat / 2) Forget(owed);
    }

    // Nobody could send: what is owed is not made up for later, or the station would meet a flood when it is back.
    private void Forget(long owed)
    {
        double perTick = Options.Rate / Stopwatch.Frequency;
        begun += (long)(owed / perTick);
    }

    private bool WantsAnother()
    {
        if (!isSending) return false;
        if (Options.Count == 0) return true;
        if (Interlocked.Increment(ref issued) <= Options.Count) return true;
        Interlocked.Decrement(ref issued);
        return false;
    }
}
