using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Simulation.Clockwork;
using CardSwitch.Simulation.Invariants;
using CardSwitch.Simulation.Models;
using CardSwitch.Simulation.Network;
using CardSwitch.Simulation.Records;
using CardSwitch.Timing;

namespace CardSwitch.Simulation;

/// <summary>
/// What one thread needs for one simulation after the other and is costly to make. No simulation depends on what is in it.
/// </summary>
internal sealed class Workbench
{
    private const int CardsPerBank = 12;

    private readonly List<FormatKit> kits = [];
    private readonly List<Card> cards = [];
    private readonly List<StationTimings?> timings = [];
    private readonly Pool<MemoryJournal> journals = new(() => new MemoryJournal());
    private readonly Pool<RecordEncoder> encoders = new(() => new RecordEncoder());
    private readonly Pool<Ledger> ledgers = new(() => new Ledger());
    private readonly Pool<Wire> wires = new(() => new Wire());
    private readonly Pool<BankBook> books = new(() => new BankBook());
    private ShopTransaction[] transactions = [];

    internal Agenda Agenda { get; } = new();

    internal FrameStore Frames { get; } = new();

    internal FormatKit Kit(MessageFormat format)
    {
        foreach (FormatKit kit in kits)
        {
            if (ReferenceEquals(kit.Format, format)) return kit;
        }
        kits.Add(new FormatKit(format));
        return kits[^1];
    }

    /// <summary>Takes back all that was lent, and empties what is always the same.</summary>
    internal void Begin()
    {
        Agenda.Clear();
        Frames.Clear();
        journals.TakeBack();
        encoders.TakeBack();
        ledgers.TakeBack();
        wires.TakeBack();
        books.TakeBack();
    }

    /// <summary>So many transactions that have not begun.</summary>
    internal ShopTransaction[] Transactions(int count)
    {
        if (transactions.Length != count) transactions = new ShopTransaction[count];
        else Array.Clear(transactions);
        return transactions;
    }

    /// <summary>The same few cards for each of so many banks.</summary>
    internal Card[] Cards(int banks)
    {
        for (int card = cards.Count; card < banks * CardsPerBank; card++)
        {
            cards.Add(new Card(card / CardsPerBank, card % CardsPerBank * 7919));
        }
        return [.. cards.Take(banks * CardsPerBank)];
    }

    /// <summary>An empty journal.</summary>
    internal MemoryJournal Journal()
    {
        MemoryJournal journal = journals.Lend();
        journal.Clear();
        return journal;
    }

    internal RecordEncoder Encoder() => encoders.Lend();

    internal Ledger Ledger(SimulatedNetwork network, string station)
    {
        Ledger ledger = ledgers.Lend();
        ledger.Begin(network, station);
        return ledger;
    }

    internal Wire Wire(int transactionCount)
    {
        Wire wire = wires.Lend();
        wire.Begin(transactionCount);
        return wire;
    }

    internal BankBook Book(int transactionCount)
    {
        BankBook book = books.Lend();
        book.Begin(transactionCount);
        return book;
    }

    /// <summary>Histograms for so many issuers; nobody reads them.</summary>
    internal StationTimings Timings(int issuers)
    {
        while (timings.Count <= issuers) timings.Add(null);
        return timings[issuers] ??= new StationTimings(Enumerable.Range(0, issuers).Select(issuer => $"issuer-{issuer}"));
    }
}
