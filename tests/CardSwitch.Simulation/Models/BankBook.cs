using CardSwitch.Iso8583;

namespace CardSwitch.Simulation.Models;

/// <summary>
/// What a correct issuer writes down: each message once, however often it comes, and a reversal upon the one message that
/// it names. Survives the bank's crashes.
/// </summary>
internal sealed class BankBook
{
    private int[] latest = [];
    private BankEntry[] entries = new BankEntry[1024];
    private int count;

    /// <summary>Sums by station, day (MMDD) and currency.</summary>
    internal Positions Positions { get; } = new();

    /// <summary>Begins with nothing booked.</summary>
    internal void Begin(int transactions)
    {
        if (latest.Length != transactions) latest = new int[transactions];
        Array.Fill(latest, -1);
        count = 0;
        Positions.Clear();
    }

    internal ref BankEntry this[int entry] => ref entries[entry];

    /// <summary>The latest entry of a transaction, or -1; the others follow by <see cref="BankEntry.Before"/>.</summary>
    internal int LatestOf(int transaction) => latest[transaction];

    /// <summary>The message that came before with the same identity, or -1.</summary>
    internal int Find(int transaction, int station, MessageClass kind, int stan, long transmission, long acquirer)
    {
        int at = latest[transaction];
        for (; at >= 0; at = entries[at].Before)
        {
            ref BankEntry entry = ref entries[at];
            if (entry.Stan == stan && entry.Transmission == transmission && entry.Type.Class == kind
                && entry.Acquirer == acquirer && entry.Station == station)
            {
                break;
            }
        }
        return at;
    }

    internal int Add(int transaction, in BankEntry entry)
    {
        if (count == entries.Length) Array.Resize(ref entries, count * 2);
        entries[count] = entry;
        entries[count].Before = latest[transaction];
        if (entry.State == BankState.Approved) Positions.Add(entry.Station, entry.Day, entry.Currency, entry.Sign * entry.Amount);
        return latest[transaction] = count++;
    }

    /// <summary>Leaves so much of an approved amount booked, on the day that it was booked on.</summary>
    internal void Reduce(int at, long remaining)
    {
        ref BankEntry entry = ref entries[at];
        Positions.Add(entry.Station, entry.Day, entry.Currency, -entry.Sign * (entry.Amount - remaining));
        entry.Amount = remaining;
        entry.State = BankState.Reversed;
    }

    /// <summary>What is booked of a transaction, promises that move no money included.</summary>
    internal long AmountOf(int transaction)
    {
        long sum = 0;
        for (int at = latest[transaction]; at >= 0; at = entries[at].Before)
        {
            if (entries[at].State is BankState.Approved or BankState.Reversed) sum += entries[at].Amount;
        }
        return sum;
    }
}
