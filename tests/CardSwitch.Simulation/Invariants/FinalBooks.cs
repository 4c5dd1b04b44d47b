using CardSwitch.Simulation.Models;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Invariants;

/// <summary>After healing: the issuers' books, the shops' books and the stations' totals say the same.</summary>
internal static class FinalBooks
{
    internal static void Check(SimulatedNetwork network)
    {
        CheckTransactions(network);
        foreach (Station station in network.Stations) CheckTotals(network, station);
    }

    /// <summary>A transaction that is not done with, for the trace; -1 if there is none.</summary>
    internal static int FirstOpen(SimulatedNetwork network)
    {
        for (int number = 0; number < network.Transactions.Length; number++)
        {
            if (network.Transactions[number].IsOpen) return number;
        }
        foreach (Station station in network.Stations)
        {
            int open = network.Auditor.LedgerOf(station).FirstOpen();
            if (open >= 0) return open;
        }
        return -1;
    }

    private static void CheckTransactions(SimulatedNetwork network)
    {
        for (int number = 0; number < network.Transactions.Length; number++)
        {
            ref ShopTransaction transaction = ref network.Transactions[number];
            Bank bank = network.Banks[network.Cards[transaction.Card].Bank];
            long booked = bank.Book.AmountOf(number);
            if (booked == transaction.Believed) continue;
            throw new InvariantBrokenException(
                4, number, $"{bank.Name} has booked {booked}, {transaction.State} at the shop, which believes {transaction.Believed}");
        }
    }

    private static void CheckTotals(SimulatedNetwork network, Station station)
    {
        Ledger ledger = network.Auditor.LedgerOf(station);
        for (int issuer = 0; issuer < station.Plan.Issuers.Length; issuer++)
        {
            string name = station.Plan.Issuers[issuer].Name;
            Bank? bank = network.Banks.FirstOrDefault(bank => bank.Name == name);
            if (bank is null) continue;
            for (int at = 0; at < ledger.Totals.Count; at++)
            {
                Position ours = ledger.Totals[at];
                if (ours.Counterpart != issuer) continue;
                bool byDay = station.Plan.Settings.Institution != 0;
                long total = byDay ? ours.Net : ledger.Totals.Sum(issuer, -1, ours.Currency);
                long theirs = bank.Book.Positions.Sum(station.Index, byDay ? ours.Day % 10_000 : -1, ours.Currency);
                if (total == theirs) continue;
                throw new InvariantBrokenException(
                    4, -1, $"{station.Name} and {bank.Name} differ on day {ours.Day}, currency {ours.Currency}: {total} and {theirs}");
            }
        }
    }
}
