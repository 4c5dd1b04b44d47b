using CardSwitch.Journal;

namespace CardSwitch.Benchmarks.Switching;

/// <summary>
/// A journal in memory that goes on for as long as a benchmark does: when so many records are kept, it begins again over
/// the same memory, which is as large as that of a busy minute.
/// </summary>
internal sealed class OneStore : IRecordSink
{
    private const long Most = 200_000;

    private readonly MemoryJournal journal = new();
    private long dropped;

    void IRecordSink.Append(long number, ReadOnlySpan<byte> record)
    {
        if (journal.Last == Most)
        {
            journal.Clear();
            dropped += Most;
        }
        journal.Append(number - dropped, record);
    }
}
