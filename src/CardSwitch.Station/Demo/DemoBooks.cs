using System.Globalization;
using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Station.Simulators.Banks;
using CardSwitch.Station.Simulators.Shops;
using CardSwitch.Switching;

namespace CardSwitch.Station.Demo;

/// <summary>
/// The shops', the stations' and the banks' books after the end, side by side: what one side sent the other must have
/// received, and what the three have counted for each bank and currency must be the same money.
/// </summary>
internal sealed class DemoBooks
{
    private const int DemoCurrency = 978;

    // "100,000,000", and "-1,000,000,000.00" in the place of two.
    private const int Width = 11, AmountWidth = 18;

    private readonly DemoNetwork network;
    private readonly StationSnapshot[] stations;
    private readonly List<string> mismatches = [];
    private readonly List<string> lines = [];

    internal DemoBooks(DemoNetwork network, bool changedOver)
    {
        this.network = network;
        stations = [.. network.Regions.Select(region => region.Station.Snapshot())];
        if (!changedOver) mismatches.Add("a station could not change over to a bank's new address");
        Sent = AddRegions();
        AddTraffic();
        AddForwarding();
        AddMoney();
    }

    internal long Sent { get; }

    /// <summary>The summary's tables.</summary>
    internal IReadOnlyList<string> Lines => lines;

    /// <summary>What does not add up; empty when all does.</summary>
    internal IReadOnlyList<string> Mismatches => mismatches;

    private long AddRegions()
    {
        lines.Add(Row("region", "sent", "answered", "approved", "declined", "91", "wrong", "no answer", "twice", "taken back"));
        ShopCounts all = default;
        for (int i = 0; i < stations.Length; i++)
        {
            ShopCounts shops = network.Regions[i].Shops.Counts;
            AddShops(network.Regions[i].Plan.Name, shops);
            CheckRegion(network.Regions[i], shops, stations[i]);
            all += shops;
        }
        AddShops("all", all);
        return all.Sent;
    }

    private void AddShops(string name, ShopCounts shops) => lines.Add(Row(
        name, shops.Sent, shops.Answered, shops.Approved, shops.Declined, shops.Unavailable, shops.Wrong, shops.Unanswered,
        shops.Repeats, shops.TakenBack));

    private void CheckRegion(DemoRegion region, ShopCounts shops, StationSnapshot station)
    {
        string name = region.Plan.Name;
        TrafficCounts traffic = station.Traffic;
        long approved = Sum(station, counts => counts.Approved + counts.StoodIn);
        long refused = Sum(station, counts => counts.TimedOut + counts.Unreachable + counts.Shed - counts.StoodIn);
        Expect($"{name}: sent by shops = answered + unanswered", shops.Sent, shops.Answered + shops.Unanswered);
        Expect($"{name}: wrong or unexpected answers", 0, shops.Wrong + shops.Unexpected);
        Expect($"{name}: reversals that the station has not acknowledged", 0, region.Shops.Owed);
        Expect($"{name}: messages of shops = received by the station", shops.Messages, traffic.Received);
        Expect($"{name}: answered by the station = received by shops", traffic.Answered, shops.Heard);
        Expect($"{name}: sent twice by shops = known to the station", shops.Repeats, traffic.Repeats);
        Expect($"{name}: approved by banks or in their place = approved at shops", approved, shops.Approved);
        Expect($"{name}: timed out or not reachable, and not stood in = 91 at shops", refused, shops.Unavailable);
    }

    private void AddTraffic()
    {
        lines.Add("");
        lines.Add(Row("bank", "sent to it", "received", "approved", "declined", "timed out", "late", "lost"));
        for (int i = 0; i < network.Banks.Count; i++)
        {
            DemoBank bank = network.Banks[i];
            string name = bank.Plan.Name;
            BankCounts counts = bank.Books.Counts;
            long sent = Sum(i, c => c.Requests), timedOut = Sum(i, c => c.TimedOut), lost = sent - counts.Received;
            long approved = Sum(i, c => c.Approved), declined = Sum(i, c => c.Declined);
            lines.Add(Row(name, sent, counts.Received, approved, declined, timedOut, Sum(i, c => c.Late), lost));
            Expect($"{name}: sent = approved + declined + timed out", sent, approved + declined + timedOut);
            Expect($"{name}: answers that match no request", 0, Sum(i, c => c.Unmatched + c.Malformed));
            Expect($"{name}: messages that it could not read", 0, counts.Malformed);

            // What was on a link when it was cut is lost, and must have timed out; nothing else may be missing.
            long mayBeLost = bank.WasCut ? timedOut : 0;
            if (lost < 0 || lost > mayBeLost) Expect($"{name}: sent by stations = received by the bank", sent, counts.Received);
        }
    }

    private void AddForwarding()
    {
        lines.Add("");
        lines.Add(Row("bank", "stood in", "advices", "reversals", "received", "forwarded", "parked", "waiting", "balanced"));
        for (int i = 0; i < network.Banks.Count; i++)
        {
            BankCounts counts = network.Banks[i].Books.Counts;
            string name = network.Banks[i].Plan.Name;
            int bank = i;
            long waiting = stations.Sum(station => station.Issuers[bank].Queued);
            long parked = stations.Sum(station => station.Issuers[bank].Parked);
            long stoodIn = Sum(i, c => c.StoodIn), reversals = Sum(i, c => c.Reversals);
            lines.Add(Row(
                name, stoodIn, counts.Advices, reversals, counts.Reversals, Sum(i, c => c.Forwarded), parked, waiting, counts.Balanced));
            Expect($"{name}: advices and reversals that did not arrive", 0, waiting + parked);
            Expect($"{name}: stood in by stations = advices at the bank", stoodIn, counts.Advices);
            Expect($"{name}: reversals by stations = reversals at the bank", reversals, counts.Reversals);
            Expect($"{name}: totals that are not balanced", 0, counts.Unbalanced);
        }
    }

    private void AddMoney()
    {
        string code = Currency.Of(DemoCurrency).AlphaCode;
        lines.Add("");
        string blank = new(' ', AmountWidth);
        lines.Add(Row($"net {code}", "shops", blank, "stations", blank, "bank"));
        for (int i = 0; i < network.Banks.Count; i++)
        {
            string name = network.Banks[i].Plan.Name;
            (long Count, long Net) shops = OfShops(i), station = OfStations(name), bank = OfBank(network.Banks[i]);
            lines.Add(Row(
                name, shops.Count, Amount(shops.Net), station.Count, Amount(station.Net), bank.Count, Amount(bank.Net)));
            Expect($"{name}: transactions of shops = of stations", shops.Count, station.Count);
            Expect($"{name}: transactions of stations = of the bank", station.Count, bank.Count);
            Expect($"{name}: net amount of shops = of stations", shops.Net, station.Net);
            Expect($"{name}: net amount of stations = of the bank", station.Net, bank.Net);
        }
    }

    // Shops keep counts by card range, and each bank has one.
    private (long Count, long Net) OfShops(int bank)
    {
        ShopCounts sum = network.Regions.Aggregate(default(ShopCounts), (sum, region) => sum + region.Shops.Tallies[bank].Counts);
        return (sum.Approved - sum.TakenBack, sum.TakenBackAmount - sum.ApprovedAmount);
    }

    private (long Count, long Net) OfStations(string bank)
    {
        TotalsSnapshot[] totals =
        [
            .. stations.SelectMany(station => station.Totals)
                .Where(total => total.Issuer == bank && total.Currency == DemoCurrency),
        ];
        return (
            totals.Sum(total => total.Debits - total.DebitReversals + total.Credits - total.CreditReversals),
            totals.Sum(total => total.Net));
    }

    private static (long Count, long Net) OfBank(DemoBank bank)
    {
        BankTotal[] totals = [.. bank.Books.Totals.Where(total => total.Currency == DemoCurrency)];
        return (totals.Sum(total => total.Count), totals.Sum(total => total.Net));
    }

    private long Sum(int issuer, Func<IssuerCounts, long> count) => stations.Sum(station => count(station.Issuers[issuer].Counts));

    private static long Sum(StationSnapshot station, Func<IssuerCounts, long> count) =>
        station.Issuers.Sum(issuer => count(issuer.Counts));

    private void Expect(string what, long left, long right)
    {
        if (left == right) return;
        mismatches.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {left:N0} is not {right:N0}"));
    }

    private static string Amount(long minor) => (minor / 100m).ToString("N2", CultureInfo.InvariantCulture).PadLeft(AmountWidth);

    private static string Row(string name, params ReadOnlySpan<object> cells)
    {
        var line = new System.Text.StringBuilder($"  {name,-9}");
        foreach (object cell in cells)
        {
            string text = cell is long number ? number.ToString("N0", CultureInfo.InvariantCulture) : (string)cell;
            line.Append(text.PadLeft(Width));
        }
        return line.ToString();
    }
}
