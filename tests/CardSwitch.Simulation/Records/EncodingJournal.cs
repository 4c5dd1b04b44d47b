using CardSwitch.Journal;

namespace CardSwitch.Simulation.Records;

/// <summary>Numbers the core's records, encodes them, and gives them to a store. Allocates nothing once it has run a while.</summary>
/// <param name="store">Takes the records in their order.</param>
/// <param name="lastNumber">The number of the last record that the store holds already; 0 if it is empty.</param>
internal sealed class EncodingJournal(IRecordSink store, long lastNumber = 0) : IJournal
{
    private readonly RecordEncoder encoder = new();
    private long last = lastNumber;

    public long Append(in JournalEntry entry)
    {
        store.Append(++last, encoder.Encode(in entry));
        return last;
    }
}
