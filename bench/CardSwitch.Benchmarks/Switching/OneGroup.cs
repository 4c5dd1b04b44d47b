using CardSwitch.Journal;

namespace CardSwitch.Benchmarks.Switching;

/// <summary>
/// What a station's journal costs its core: the record is encoded into the group that gathers, which begins anew when it
/// is full. Sealing and writing are other threads' work.
/// </summary>
internal sealed class OneGroup : IJournal
{
    private readonly Lock intake = new();
    private readonly RecordBuffer filling = new(new JournalLimits().Group);
    private long last;

    public long Append(in JournalEntry entry)
    {
        lock (intake)
        {
            if (filling.Rest.Length < RecordEncoder.RoomFor(in entry)) filling.Clear();
            filling.Add(++last, RecordEncoder.Write(in entry, filling.Rest));
            return last;
        }
    }
}
