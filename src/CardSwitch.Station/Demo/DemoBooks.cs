using System.Globalization;
using CardSwitch.Issuing;
using CardSwitch.Station.Simulators.Banks;
using CardSwitch.Station.Simulators.Shops;
using CardSwitch.Switching;

namespace CardSwitch.Station.Demo;

/// <summary>
/// The shops', the stations' and the banks' counts after the end, side by side. What one side sent the other must have
/// received.
/// </summary>
internal sealed class DemoBooks
{
    private readonly List<string> mismatches = [];
    private readonly List<string> lines = [];

    internal DemoBooks(DemoNetwork network)
    {
        StationSnapshot[] stations = [.. network.Regions.Select(region => region.Station.Snapshot())];
        lines.Add(Row("region", "sent", "answered", "approved", "declined", "91", "wrong", "no answer"));
        ShopCounts all = default;
        for (int i = 0; i < stations.Length; i++)
        {
            ShopCounts shops = network.Regions[i].Shops.Counts;
            AddRegion(network.Regions[i].Plan.Name, shops, stations[i]);
            all += shops;
        }
        lines.Add(Row("all", all.Sent, all.Answered, all.Approved, all.Declined, all.Unavailable, all.Wrong, all.Unanswered));
        lines.Add("");
        lines.Add(Row("bank", "sent to it", "received", "approved", "declined", "timed out", "late", "lost"));
        for (int i = 0; i < network.Banks.Count; i++)
        {
            int bank = i;
            AddBank(network.Banks[i], [.. stations.Select(station => station.Issuers[bank].Counts)]);
        }
        Sent = all.Sent;
    }

    internal long Sent { get; }

    /// <summary>The summary's table.</summary>
    internal IReadOnlyList<string> Lines => lines;

    /// <summary>What does not add up; empty when all does.</summary>
    internal IReadOnlyList<string> Mismatches => mismatches;

    private void AddRegion(string name, ShopCounts shops, StationSnapshot station)
    {
        lines.Add(Row(
            name, shops.Sent, shops.Answered, shops.Approved, shops.Declined, shops.Unavailable, shops.Wrong, shops.Unanswered));
        TrafficCounts traffic = station.Traffic;
        long approved = station.Issuers.Sum(issuer => issuer.Counts.Approved);
        long timedOut = station.Issuers.Sum(issuer => issuer.Counts.TimedOut);
        Expect($"{name}: sent by shops = answered + unanswered", shops.Sent, shops.Answered + shops.Unanswered);
        Expect($"{name}: wrong or unexpected answers", 0, shops.Wrong + shops.Unexpected);
        Expect($"{name}: sent by shops = received by the station", shops.Sent, traffic.Received);
        Expect($"{name}: answered by the station = answers at shops", traffic.Answered, shops.Answered);
        Expect($"{name}: approved by banks = approved at shops", approved, shops.Approved);
        Expect($"{name}: timed out + not reachable = 91 at shops", timedOut + traffic.IssuerUnavailable, shops.Unavailable);
    }

    private void AddBank(DemoBank bank, IssuerCounts[] stations)
    {
        string name = bank.Plan.Name;
        BankCounts counts = bank.Counts;
        long sent = stations.Sum(c => c.Requests), timedOut = stations.Sum(c => c.TimedOut);
        long approved = stations.Sum(c => c.Approved), declined = stations.Sum(c => c.Declined);
        long lost = sent - counts.Received;
        lines.Add(Row(name, sent, counts.Received, approved, declined, timedOut, stations.Sum(c => c.Late), lost));
        Expect($"{name}: sent = approved + declined + timed out", sent, approved + declined + timedOut);
        Expect($"{name}: answers that match no request", 0, stations.Sum(c => c.Unmatched + c.Malformed));
        Expect($"{name}: messages that it could not read", 0, counts.Malformed);

        // What was on a link when it was cut is lost, and must have timed out; nothing else may be missing.
        long mayBeLost = bank.WasCut ? timedOut : 0;
        if (lost < 0 || lost > mayBeLost)
        {
            Expect($"{name}: sent by stations = received by the bank", sent, counts.Received);
        }
    }

    private void Expect(string what, long left, long right)
    {
        if (left == right) return;
        mismatches.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {left:N0} is not {right:N0}"));
    }

    private static string Row(string name, params ReadOnlySpan<object> cells)
    {
        var line = new System.Text.StringBuilder($"  {name,-9}");
        foreach (object cell in cells)
        {
            string text = cell is long number ? number.ToString("N0", CultureInfo.InvariantCulture) : (string)cell;
            line.Append(CultureInfo.InvariantCulture, $"{text,12}");
        }
        return line.ToString();
    }
}
