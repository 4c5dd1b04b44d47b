using CardSwitch.Timing;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Timing;

public sealed class LatencyHistogramTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void Every_percentile_is_within_1_percent_of_the_sorted_list() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            Random random = new(seed);
            long[] values = RandomLatencies(random);
            HistogramSnapshot snapshot = Histogram(values).Snapshot();
            Array.Sort(values);

            Assert.Equal(values.Length, snapshot.Count);
            Assert.Equal(values[0], snapshot.Min);
            Assert.Equal(values[^1], snapshot.Max);
            Assert.Equal(values.Sum(), snapshot.Sum);
            Assert.Equal(values.Average(), snapshot.Mean, values.Average() * 1e-9);
            foreach (double percent in new[] { 0, 1, 50, 90, 99, 99.9, 100, random.NextDouble() * 100 })
            {
                long exact = values[Math.Max(1, (int)Math.Ceiling(percent / 100 * values.Length)) - 1];
                long tolerance = exact < 1000 ? 10 : exact / 100;
                Assert.InRange(snapshot.Percentile(percent), exact - tolerance, exact + tolerance);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Buckets_join_without_gap_or_overlap()
    {
        for (int bucket = 0; bucket < LatencyBuckets.Saturated; bucket++)
        {
            long lowest = LatencyBuckets.LowestOf(bucket), highest = LatencyBuckets.HighestOf(bucket);
            Assert.Equal(bucket, LatencyBuckets.IndexOf(lowest));
            Assert.Equal(bucket, LatencyBuckets.IndexOf(highest));
            Assert.Equal(bucket == 0 ? 0 : LatencyBuckets.HighestOf(bucket - 1) + 1, lowest);
            if (highest < 1000)
                Assert.True(highest - lowest < 10);
        }
        Assert.Equal(60 * Second, LatencyBuckets.HighestOf(LatencyBuckets.Saturated - 1));
        Assert.Equal(1969, LatencyBuckets.Count);
    }

    [Fact]
    public void Above_60_seconds_is_counted_as_60()
    {
        HistogramSnapshot snapshot = Histogram(60 * Second, (60 * Second) + 1, long.MaxValue).Snapshot();
        Assert.Equal(3, snapshot.Count);
        Assert.Equal(2, snapshot.Saturated);
        Assert.Equal(60 * Second, snapshot.Max);
        Assert.Equal(60 * Second, snapshot.Percentile(99));
        Assert.Equal(180 * Second, snapshot.Sum);
    }

    [Fact]
    public void A_negative_latency_counts_as_nothing_but_counts()
    {
        HistogramSnapshot snapshot = Histogram(-5, long.MinValue).Snapshot();
        Assert.Equal((2, 0, 0, 0L), (snapshot.Count, snapshot.Min, snapshot.Max, snapshot.Sum));
    }

    [Fact]
    public void Nothing_recorded_reads_as_zero()
    {
        HistogramSnapshot snapshot = new LatencyHistogram().Snapshot();
        Assert.Equal((0L, 0L, 0L, 0L), (snapshot.Count, snapshot.Min, snapshot.Max, snapshot.Percentile(99)));
        Assert.Equal(0, snapshot.Mean);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(100.1)]
    [InlineData(double.NaN)]
    public void A_percentile_outside_0_to_100_is_refused(double percent) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new HistogramSnapshot().Percentile(percent));

    [Fact]
    public void A_merge_is_the_union() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            Random random = new(seed);
            long[] a = RandomLatencies(random), b = RandomLatencies(random);
            HistogramSnapshot merged = Histogram(a).Snapshot();
            HistogramSnapshot copy = merged.Copy();
            merged.Add(Histogram(b).Snapshot());
            AssertSame(Histogram([.. a, .. b]).Snapshot(), merged);
            AssertSame(Histogram(a).Snapshot(), copy);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_difference_is_what_came_between() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            Random random = new(seed);
            long[] before = RandomLatencies(random), between = RandomLatencies(random);
            LatencyHistogram histogram = Histogram(before);
            HistogramSnapshot earlier = histogram.Snapshot();
            foreach (long value in between)
                histogram.Record(value);
            HistogramSnapshot difference = histogram.Snapshot().Since(earlier);

            HistogramSnapshot expected = Histogram(between).Snapshot();
            Assert.Equal(expected.Count, difference.Count);
            Assert.Equal(expected.Sum, difference.Sum);
            foreach (double percent in new[] { 1, 50, 99, 100 })
                AssertNear(expected.Percentile(percent), difference.Percentile(percent));
            AssertNear(expected.Min, difference.Min);
            AssertNear(expected.Max, difference.Max);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_snapshot_of_something_else_is_no_earlier_one() =>
        Assert.Throws<ArgumentException>(() => Histogram(1).Snapshot().Since(Histogram(2).Snapshot()));

    [Fact]
    public void A_snapshot_taken_again_forgets_what_it_held()
    {
        HistogramSnapshot snapshot = Histogram(1, 2, 70 * Second).Snapshot();
        new LatencyHistogram().SnapshotInto(snapshot);
        AssertSame(new LatencyHistogram().Snapshot(), snapshot);
        Histogram(500).SnapshotInto(snapshot);
        AssertSame(Histogram(500).Snapshot(), snapshot);
    }

    [Fact]
    public void Snapshots_beside_a_running_writer_never_count_back()
    {
        LatencyHistogram histogram = new();
        Thread writer = new(() =>
        {
            for (int i = 0; i < 300_000; i++)
                histogram.Record(i % 5000);
        });
        writer.Start();
        HistogramSnapshot last = histogram.Snapshot();
        while (writer.IsAlive)
        {
            HistogramSnapshot now = histogram.Snapshot();
            Assert.True(now.Since(last).Count >= 0);
            Assert.InRange(now.Percentile(50), now.Min, now.Max);
            last = now;
        }
        writer.Join();
        Assert.Equal(300_000, histogram.Snapshot().Count);
    }

    [Fact]
    public void Recording_and_repeated_snapshots_allocate_nothing()
    {
        LatencyHistogram histogram = Histogram(1);
        HistogramSnapshot snapshot = histogram.Snapshot();
        long before = GC.GetAllocatedBytesForCurrentThread();
        histogram.Record(1234);
        histogram.Record(long.MaxValue);
        histogram.SnapshotInto(snapshot);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(0, allocated);
        Assert.Equal(3, snapshot.Count);
    }

    private static LatencyHistogram Histogram(params long[] values)
    {
        LatencyHistogram histogram = new();
        foreach (long value in values)
            histogram.Record(value);
        return histogram;
    }

    // Evenly over the orders of magnitude from 1 ns to 60 s.
    private static long[] RandomLatencies(Random random) => [.. Enumerable.Range(0, random.Next(1, 2000))
        .Select(_ => Math.Min(60 * Second, (long)Math.Exp(random.NextDouble() * Math.Log(60.0 * Second))))];

    private static void AssertNear(long expected, long actual)
    {
        long tolerance = expected < 1000 ? 16 : expected / 50;
        Assert.InRange(actual, expected - tolerance, expected + tolerance);
    }

    private static void AssertSame(HistogramSnapshot expected, HistogramSnapshot actual)
    {
        Assert.Equal((expected.Count, expected.Sum, expected.Min, expected.Max, expected.Saturated),
            (actual.Count, actual.Sum, actual.Min, actual.Max, actual.Saturated));
        for (double percent = 0; percent <= 100; percent += 2.5)
            Assert.Equal(expected.Percentile(percent), actual.Percentile(percent));
    }
}
