using System.Diagnostics;
using CardSwitch.Timing;

namespace CardSwitch.Station.Simulators.Shops;

/// <summary>Shops that buy at one station: terminals with one rate, or each with its own window.</summary>
internal sealed class ShopSimulator : IBeat, IAsyncDisposable
{
    // A late beat is made up for, but not for more than this: else a pause would end in a flood.
    private const int MostPerBeat = 4096;

    private readonly Pulse _pulse;
    private readonly ShopTerminal[] _terminals;
    private readonly ShopTally[] _tallies;
    private readonly CancellationTokenSource _stop = new();
    private readonly long[] _due = new long[MostPerBeat];
    private Task[] _running = [];
    private long _begun;
    private long _issued;
    private long _nextExpiry;
    private int _next;
    private volatile bool _isSending;

    internal ShopSimulator(ShopOptions options, Pulse pulse)
    {
        Options = options;
        _pulse = pulse;
        var deck = new PurchaseDeck(options);
        _tallies = [.. options.Cards.Select(_ => new ShopTally())];
        Func<bool>? wantsAnother = options.Rate > 0 ? null : WantsAnother;
        _terminals =
        [
            .. Enumerable.Range(options.FirstTerminal, options.Terminals)
                .Select(number => new ShopTerminal(options, deck, _tallies, number) { WantsAnother = wantsAnother }),
        ];
    }

    internal ShopOptions Options { get; }

    /// <summary>What became of the purchases, by card range in the order of the options.</summary>
    internal IReadOnlyList<ShopTally> Tallies => _tallies;

    internal ShopCounts Counts => _tallies.Aggregate(default(ShopCounts), (sum, tally) => sum + tally.Counts);

    /// <summary>From the moment a purchase was to be sent to its answer, all card ranges together; in ns.</summary>
    internal HistogramSnapshot Latencies
    {
        get
        {
            var sum = new HistogramSnapshot();
            foreach (ShopTally tally in _tallies) sum.Add(tally.Latencies);
            return sum;
        }
    }

    /// <summary>When the first answer came, in stopwatch ticks; 0 as long as there is none.</summary>
    internal long FirstAnswerAt => _tallies.Select(tally => tally.FirstAnswerAt).Where(at => at != 0).DefaultIfEmpty().Min();

    /// <summary>Purchases under way.</summary>
    internal int Open => _terminals.Sum(terminal => terminal.OpenCount);

    internal int Connected => _terminals.Count(terminal => terminal.IsConnected);

    /// <summary>Whether as many purchases were sent as the options ask for.</summary>
    internal bool IsDone => Options.Count > 0 && Interlocked.Read(ref _issued) >= Options.Count;

    internal void Start()
    {
        _begun = Stopwatch.GetTimestamp();
        _isSending = true;
        _running = [.. _terminals.Select(terminal => terminal.RunAsync(_stop.Token))];
        _pulse.Add(this);
    }

    /// <summary>Sends no more; answers still come.</summary>
    internal void StopSending() => _isSending = false;

    /// <summary>Waits until every purchase is answered or given up; a terminal's time-out bounds it.</summary>
    internal async Task WhenAnsweredAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (Open > 0) await timer.WaitForNextTickAsync();
    }

    /// <summary>Sends what an open loop owes at this moment, in turn over the terminals.</summary>
    public void Beat(long now)
    {
        if (now >= _nextExpiry)
        {
            _nextExpiry = now + Stopwatch.Frequency / 4;
            foreach (ShopTerminal terminal in _terminals) terminal.Expire(now);
        }
        if (Options.Rate > 0 && _isSending) SendDue(now);
    }

    public async ValueTask DisposeAsync()
    {
        _isSending = false;
        _pulse.Remove(this);
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        foreach (ShopTerminal terminal in _terminals) terminal.Disconnect();
        _stop.Dispose();
    }

    private void SendDue(long now)
    {
        double perTick = Options.Rate / Stopwatch.Frequency;
        long owed = (long)((now - _begun) * perTick) - _issued;
        if (Options.Count > 0) owed = Math.Min(owed, Options.Count - _issued);
        if (owed <= 0) return;
        int count = (int)Math.Min(owed, MostPerBeat);
        for (int i = 0; i < count; i++) _due[i] = _begun + (long)((_issued + i + 1) / perTick);

        // Spread over as many terminals as there are purchases, so that a few of them do not always take turns.
        int share = (count + _terminals.Length - 1) / _terminals.Length, sent = 0;
        for (int tried = 0; tried < _terminals.Length && sent < count; tried++)
        {
            _next = (_next + 1) % _terminals.Length;
            sent += _terminals[_next].Send(_due.AsSpan(sent, Math.Min(share, count - sent)));
        }
        Interlocked.Add(ref _issued, sent);
        if (sent == 0 && owed > MostPerBeat / 2) Forget(owed);
    }

    // Nobody could send: what is owed is not made up for later, or the station would meet a flood when it is back.
    private void Forget(long owed)
    {
        double perTick = Options.Rate / Stopwatch.Frequency;
        _begun += (long)(owed / perTick);
    }

    private bool WantsAnother()
    {
        if (!_isSending) return false;
        if (Options.Count == 0) return true;
        if (Interlocked.Increment(ref _issued) <= Options.Count) return true;
        Interlocked.Decrement(ref _issued);
        return false;
    }
}
