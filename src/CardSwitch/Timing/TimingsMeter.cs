using System.Diagnostics.Metrics;

namespace CardSwitch.Timing;

/// <summary>
/// Publishes a station's timings as instruments of the meter "CardSwitch". All are observable: they cost when they are
/// collected, and nothing when a transaction passes.
/// <list type="table">
/// <item><term>cardswitch.step.count</term><description>latencies recorded; tags issuer, step</description></item>
/// <item><term>cardswitch.step.time</term><description>their sum in seconds; tags issuer, step</description></item>
/// <item><term>cardswitch.step.duration</term><description>percentiles in seconds over the last 10 to 20 s, or since the
/// collection before the last when collected more rarely; tags issuer, step, quantile (0.5, 0.99, 0.999)</description></item>
/// </list>
/// An issuer and step that recorded nothing (of late) is not shown.
/// </summary>
public sealed class TimingsMeter : IDisposable
{
    /// <summary>The name to subscribe to.</summary>
    public const string Name = "CardSwitch";

    // Three percentiles since the start would hardly move after a day, so they are of a window that slides in halves.
    private static readonly TimeSpan HalfWindow = TimeSpan.FromSeconds(10);

    private static readonly (double Percent, string Quantile)[] Quantiles = [(50, "0.5"), (99, "0.99"), (99.9, "0.999")];

    private static readonly string[] StepNames = ["parse", "route", "at-bank", "reply", "whole"];

    private readonly Lock gate = new();
    private readonly StationTimings timings;
    private readonly TimeProvider time;
    private readonly Meter meter;
    private readonly bool ownsMeter;
    private TimingsSnapshot windowStart;
    private TimingsSnapshot halfWay;
    private long halfWayAt;

    /// <param name="timings">What to publish.</param>
    /// <param name="time">Slides the window.</param>
    /// <param name="meters">Makes the meter; without one it is made here and ends with this object.</param>
    public TimingsMeter(StationTimings timings, TimeProvider time, IMeterFactory? meters = null)
    {
        ArgumentNullException.ThrowIfNull(timings);
        ArgumentNullException.ThrowIfNull(time);
        this.timings = timings;
        this.time = time;
        windowStart = halfWay = timings.Snapshot();
        halfWayAt = time.GetTimestamp();
        ownsMeter = meters is null;
        meter = meters?.Create(Name) ?? new Meter(Name);
        meter.CreateObservableCounter("cardswitch.step.count", Counts, "{latency}", "Latencies recorded");
        meter.CreateObservableCounter("cardswitch.step.time", Times, "s", "Sum of the latencies recorded");
        meter.CreateObservableGauge("cardswitch.step.duration", Durations, "s", "Percentiles of recent latencies");
    }

    private List<Measurement<long>> Counts() => Observe<long>(timings.Snapshot(),
        static (histogram, tags, seen) => seen.Add(new(histogram.Count, tags)));

    private List<Measurement<double>> Times() => Observe<double>(timings.Snapshot(),
        static (histogram, tags, seen) => seen.Add(new(histogram.Sum / 1e9, tags)));

    private List<Measurement<double>> Durations() => Observe<double>(Window(), static (histogram, tags, seen) =>
    {
        foreach ((double percent, string quantile) in Quantiles)
            seen.Add(new(histogram.Percentile(percent) / 1e9, [.. tags, new("quantile", quantile)]));
    });

    private TimingsSnapshot Window()
    {
        lock (gate)
        {
            TimingsSnapshot now = timings.Snapshot();
            TimingsSnapshot window = now.Since(windowStart);
            long at = time.GetTimestamp();
            if (time.GetElapsedTime(halfWayAt, at) >= HalfWindow)
                (windowStart, halfWay, halfWayAt) = (halfWay, now, at);
            return window;
        }
    }

    private static List<Measurement<T>> Observe<T>(TimingsSnapshot snapshot,
        Action<HistogramSnapshot, KeyValuePair<string, object?>[], List<Measurement<T>>> measure)
        where T : struct
    {
        List<Measurement<T>> seen = [];
        for (int issuer = StationTimings.NoIssuer; issuer < snapshot.Issuers.Count; issuer++)
        {
            string name = issuer < 0 ? StationTimings.NoIssuerName : snapshot.Issuers[issuer];
            for (int step = 0; step < StepNames.Length; step++)
            {
                HistogramSnapshot histogram = snapshot[issuer, (Step)step];
                if (histogram.Count > 0)
                    measure(histogram, [new("issuer", name), new("step", StepNames[step])], seen);
            }
        }
        return seen;
    }

    /// <summary>For listeners that serve one of several stations in a process.</summary>
    internal bool Owns(Instrument instrument) => ReferenceEquals(instrument.Meter, meter);

    /// <summary>Ends the instruments, if the meter was made here; a factory ends its own.</summary>
    public void Dispose()
    {
        if (ownsMeter)
            meter.Dispose();
    }
}
