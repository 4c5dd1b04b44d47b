using System.Diagnostics.Metrics;
using CardSwitch.Timing;

namespace CardSwitch.Tests.Timing;

public sealed class StationTimingsTests
{
    private static readonly string[] Issuers = ["bank-a", "bank-b"];

    [Fact]
    public void Each_issuer_and_step_is_counted_apart()
    {
        StationTimings timings = new(Issuers);
        foreach (Step step in Enum.GetValues<Step>())
        {
            for (int issuer = -1; issuer < 2; issuer++)
                timings.Record(issuer, step, 1 + (10 * (issuer + 1)) + (int)step);
        }
        TimingsSnapshot snapshot = timings.Snapshot();
        foreach (Step step in Enum.GetValues<Step>())
        {
            for (int issuer = -1; issuer < 2; issuer++)
            {
                Assert.Equal(1, snapshot[issuer, step].Count);
                Assert.Equal(1 + (10 * (issuer + 1)) + (int)step, snapshot[issuer, step].Max);
            }
            Assert.Equal(3, snapshot.Total(step).Count);
        }
        Assert.Equal(Issuers, snapshot.Issuers);
    }

    [Fact]
    public void An_issuer_that_there_is_not_is_refused()
    {
        StationTimings timings = new(Issuers);
        Assert.Throws<IndexOutOfRangeException>(() => timings.Record(2, Step.Whole, 1));
        Assert.Throws<IndexOutOfRangeException>(() => timings.Record(-2, Step.Whole, 1));
    }

    [Fact]
    public void Snapshots_of_stations_add_and_differences_tell_a_second()
    {
        StationTimings north = new(Issuers), south = new(Issuers);
        north.Record(0, Step.Whole, 100);
        south.Record(0, Step.Whole, 200);
        TimingsSnapshot first = north.Snapshot();
        north.Record(1, Step.Whole, 300);
        TimingsSnapshot second = north.Snapshot().Since(first);
        Assert.Equal((0, 1), (second[0, Step.Whole].Count, second[1, Step.Whole].Count));

        first.Add(south.Snapshot());
        Assert.Equal((2, 300), (first[0, Step.Whole].Count, first[0, Step.Whole].Sum));
        Assert.Throws<ArgumentException>(() => first.Add(new StationTimings(["bank-c"]).Snapshot()));
    }

    [Fact]
    public void Instruments_show_counts_sums_and_percentiles_with_tags()
    {
        StationTimings timings = new(Issuers);
        using TimingsMeter meter = new(timings, new SetTime());
        for (int i = 0; i < 1000; i++)
            timings.Record(1, Step.AtBank, 2_000_000);
        timings.Record(StationTimings.NoIssuer, Step.Parse, 500);

        Dictionary<string, double> seen = Collect(meter);
        Assert.Equal(1000, seen["cardswitch.step.count issuer=bank-b step=at-bank"]);
        Assert.Equal(1, seen["cardswitch.step.count issuer=none step=parse"]);
        Assert.Equal(2.0, seen["cardswitch.step.time issuer=bank-b step=at-bank"], 1e-9);
        Assert.Equal(0.002, seen["cardswitch.step.duration issuer=bank-b step=at-bank quantile=0.5"], 0.00002);
        Assert.Equal(0.002, seen["cardswitch.step.duration issuer=bank-b step=at-bank quantile=0.999"], 0.00002);
        Assert.DoesNotContain(seen.Keys, key => key.Contains("bank-a", StringComparison.Ordinal));
        Assert.Equal(2 + 2 + 6, seen.Count);
    }

    [Fact]
    public void Percentiles_forget_what_left_the_window()
    {
        const string Median = "cardswitch.step.duration issuer=bank-a step=whole quantile=0.5";
        StationTimings timings = new(Issuers);
        SetTime time = new();
        using TimingsMeter meter = new(timings, time);
        timings.Record(0, Step.Whole, 1_000_000);
        Assert.Equal(0.001, Collect(meter)[Median], 0.00001);
        time.Advance(10);
        Assert.Equal(0.001, Collect(meter)[Median], 0.00001); // a window that began at the start, half of it over
        time.Advance(10);
        Assert.Equal(0.001, Collect(meter)[Median], 0.00001); // still the same start: the next one leaves it behind
        timings.Record(0, Step.Whole, 5_000_000);
        Assert.Equal(0.005, Collect(meter)[Median], 0.00005);
        time.Advance(30);
        Collect(meter);
        time.Advance(30);
        Collect(meter);
        Assert.False(Collect(meter).ContainsKey(Median));
        Assert.Equal(2, Collect(meter)["cardswitch.step.count issuer=bank-a step=whole"]);
    }

    private static Dictionary<string, double> Collect(TimingsMeter meter)
    {
        Dictionary<string, double> seen = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, l) =>
        {
            // Other tests have meters of the same name in this process.
            if (instrument.Meter.Name == TimingsMeter.Name && meter.Owns(instrument))
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => seen.Add(Key(i, tags), value));
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => seen.Add(Key(i, tags), value));
        listener.Start();
        listener.RecordObservableInstruments();
        return seen;
    }

    private static string Key(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string key = instrument.Name;
        foreach (KeyValuePair<string, object?> tag in tags)
            key += $" {tag.Key}={tag.Value}";
        return key;
    }

    private sealed class SetTime : TimeProvider
    {
        private long seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => seconds;

        public void Advance(long seconds) => this.seconds += seconds;
    }
}
