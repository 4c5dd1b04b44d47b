using System.Globalization;

namespace CardSwitch.Station.Demo;

/// <summary>The demo's last second on one line, for where there is no screen.</summary>
internal static class DemoLine
{
    internal static string Of(TimeSpan uptime, DemoMeter meter)
    {
        string banks = string.Join("  ", meter.Banks.Select(bank =>
            $"{bank.Name} {LatencyText.Of(bank.Latencies.Percentile(99))}{Down(bank)}{Waiting(bank)}"));
        DemoRow all = meter.Total;
        return string.Create(CultureInfo.InvariantCulture,
            $"{uptime.TotalSeconds,4:0} s {all.Rate,7:N0}/s  approved {all.Approved:N0}")
            + string.Create(CultureInfo.InvariantCulture, $"  declined {all.Declined:N0}  91 {all.Unavailable:N0}")
            + $"  p50 {LatencyText.Of(all.Latencies.Percentile(50))}  p99 {LatencyText.Of(all.Latencies.Percentile(99))}"
            + $"  p99.9 {LatencyText.Of(all.Latencies.Percentile(99.9))}  | p99 at {banks}";
    }

    private static string Waiting(DemoRow bank) => bank.Queued == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" (queued {bank.Queued:N0})");

    private static string Down(DemoRow bank) =>
        bank.Links.Up == bank.Links.All ? "" : $" ({bank.Links.Up} of {bank.Links.All} links)";
}
