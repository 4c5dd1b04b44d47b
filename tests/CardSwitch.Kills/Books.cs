using System.Globalization;
using System.Text;
using CardSwitch.Journal;
using CardSwitch.Station.Simulators.Banks;
using CardSwitch.Station.Simulators.Shops;

namespace CardSwitch.Kills;

/// <summary>The books of shops, journal and banks, side by side, and whether the journal is whole and tells no card number.</summary>
internal sealed class Books
{
    private readonly Neighbours neighbours;
    private readonly List<string> lines = [];
    private readonly List<string> mismatches = [];

    internal Books(Neighbours neighbours, StationFolder folder)
    {
        this.neighbours = neighbours;
        CheckShops();
        using (IJournalStore journal = folder.OpenJournal())
        {
            CompareMoney(TotalsOf(journal));
            Verify(journal, folder);
        }
        FindCards(folder);
    }

    internal IReadOnlyList<string> Lines => lines;

    /// <summary>What does not add up; empty when all does.</summary>
    internal IReadOnlyList<string> Mismatches => mismatches;

    private void CheckShops()
    {
        ShopCounts shops = neighbours.Shops.Counts;
        lines.Add(string.Create(CultureInfo.InvariantCulture,
            $"shops: sent {shops.Sent:N0}, approved {shops.Approved:N0}, declined {shops.Declined:N0}, 91 {shops.Unavailable:N0}, ")
            + string.Create(CultureInfo.InvariantCulture,
                $"no answer {shops.Unanswered:N0}, reversals {shops.Reversals:N0}, late {shops.Late:N0}"));
        Expect("answers that do not fit", 0, shops.Wrong + shops.Unexpected);
        Expect("reversals that nobody acknowledged", 0, neighbours.Shops.Owed);
    }

    private static Dictionary<string, (long Count, long Net)> TotalsOf(IJournalStore journal)
    {
        var totals = new JournalTotals();
        foreach (JournalRow row in journal.Rows(new JournalQuery())) totals.Add(row);
        return totals.Snapshot().GroupBy(total => total.Issuer).ToDictionary(
            group => group.Key,
            group => (group.Sum(t => t.Debits - t.DebitReversals + t.Credits - t.CreditReversals), group.Sum(t => t.Net)));
    }

    private void CompareMoney(Dictionary<string, (long Count, long Net)> journal)
    {
        for (int i = 0; i < neighbours.Banks.Count; i++)
        {
            BankSimulator bank = neighbours.Banks[i];
            string name = bank.Options.Name;
            ShopCounts shop = neighbours.Shops.Tallies[i].Counts;
            (long Count, long Net) shops = (shop.Approved - shop.TakenBack, shop.TakenBackAmount - shop.ApprovedAmount);
            (long Count, long Net) station = journal.GetValueOrDefault(name);
            IReadOnlyList<BankTotal> totals = bank.Books.Totals;
            (long Count, long Net) banks = (totals.Sum(total => total.Count), totals.Sum(total => total.Net));
            lines.Add(string.Create(CultureInfo.InvariantCulture,
                $"{name}: shops {shops.Count:N0} net {shops.Net:N0}, journal {station.Count:N0} net {station.Net:N0}, ")
                + string.Create(CultureInfo.InvariantCulture, $"bank {banks.Count:N0} net {banks.Net:N0}"));
            Expect($"{name}: transactions of shops and journal", shops.Count, station.Count);
            Expect($"{name}: transactions of journal and bank", station.Count, banks.Count);
            Expect($"{name}: net amount of shops and journal", shops.Net, station.Net);
            Expect($"{name}: net amount of journal and bank", station.Net, banks.Net);
        }
    }

    private void Verify(IJournalStore journal, StationFolder folder)
    {
        using JournalKeys keys = folder.Keys();
        JournalVerdict verdict = JournalVerifier.Verify(journal, keys);
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"journal: {verdict.Verified:N0} rows verified"));
        if (!verdict.IsIntact) mismatches.Add($"journal: row {verdict.Wrong}: {verdict.What}");
    }

    // Everything is settled, so that what is left in clear is left for good.
    private void FindCards(StationFolder folder)
    {
        if (!Directory.Exists(folder.Journal)) return;
        byte[][] cards = [.. neighbours.CardNumbers().Where(card => card != Masked(card)).Select(Encoding.ASCII.GetBytes)];
        foreach (string file in Directory.EnumerateFiles(folder.Journal))
        {
            ReadOnlySpan<byte> bytes = File.ReadAllBytes(file);
            foreach (byte[] card in cards)
            {
                if (bytes.IndexOf(card) >= 0) mismatches.Add($"{Path.GetFileName(file)} holds a card number");
            }
        }
    }

    private static string Masked(string card) => card[..6] + new string('0', card.Length - 10) + card[^4..];

    private void Expect(string what, long left, long right)
    {
        if (left == right) return;
        mismatches.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {left:N0} is not {right:N0}"));
    }
}
