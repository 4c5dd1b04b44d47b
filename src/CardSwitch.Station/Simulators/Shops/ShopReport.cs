using System.Globalization;
using CardSwitch.Timing;

namespace CardSwitch.Station.Simulators.Shops;

/// <summary>What the shops did, as text: a line for what is new since the last one, and a summary.</summary>
internal sealed class ShopReport(ShopSimulator shops)
{
    private HistogramSnapshot before = new();
    private ShopCounts last;

    internal string Line(TimeSpan uptime)
    {
        ShopCounts counts = shops.Counts, fresh = counts - last;
        last = counts;
        HistogramSnapshot latencies = shops.Latencies, window = latencies.Since(before);
        before = latencies;
        string connected = shops.Connected == shops.Options.Terminals
            ? ""
            : $"  connected {shops.Connected} of {shops.Options.Terminals}";
        return string.Create(CultureInfo.InvariantCulture,
            $"{uptime.TotalSeconds,5:0} s {fresh.Answered,8:N0}/s  {Outcomes(fresh)}  open {counts.Open:N0}  {Times(window)}{connected}");
    }

    internal string Summary(TimeSpan uptime)
    {
        ShopCounts counts = shops.Counts;
        string wrong = counts.Wrong + counts.Unexpected == 0
            ? "every answer fits its request"
            : string.Create(CultureInfo.InvariantCulture, $"WRONG {counts.Wrong:N0}, unexpected {counts.Unexpected:N0}");
        return string.Create(CultureInfo.InvariantCulture,
            $"sent {counts.Sent:N0} in {uptime.TotalSeconds:0.0} s: {Outcomes(counts)}, "
            + $"no answer {counts.Unanswered:N0}; {wrong}; {Times(shops.Latencies)}")
            + Undone(counts);
    }

    // What a run without time-outs, repeats and reversals has nothing to say about.
    private string Undone(ShopCounts counts) => counts.Repeats + counts.Reversals == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture,
            $"; repeated {counts.Repeats:N0} (answered again {counts.AnsweredAgain:N0}), reversals {counts.Reversals:N0}, "
            + $"{shops.Owed:N0} of them not acknowledged; approvals kept {counts.Approved - counts.TakenBack:N0}, "
            + $"amount {counts.ApprovedAmount - counts.TakenBackAmount:N0}");

    private static string Outcomes(ShopCounts counts) => string.Create(CultureInfo.InvariantCulture,
        $"approved {counts.Approved:N0}, declined {counts.Declined:N0}, 91 {counts.Unavailable:N0}");

    private static string Times(HistogramSnapshot latencies) =>
        $"p50 {LatencyText.Of(latencies.Percentile(50))}  p99 {LatencyText.Of(latencies.Percentile(99))}"
        + $"  p99.9 {LatencyText.Of(latencies.Percentile(99.9))}";
}
