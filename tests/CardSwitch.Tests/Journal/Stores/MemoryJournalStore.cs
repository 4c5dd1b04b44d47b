using CardSwitch.Journal;
using CardSwitch.Station.Journals;

namespace CardSwitch.Tests.Journal.Stores;

/// <summary>A store in memory that fails as told. Its faults come before anything is done, but for those of <see cref="AfterAppend"/>.</summary>
internal sealed class MemoryJournalStore(MemoryJournalDisk disk) : IJournalStore
{
    private int epoch;

    internal MemoryJournalDisk Disk => disk;

    /// <summary>Called before a group is appended; it may throw or wait.</summary>
    internal Action<JournalGroup>? BeforeAppend { get; set; }

    /// <summary>Called when a group is there; it may throw.</summary>
    internal Action<JournalGroup>? AfterAppend { get; set; }

    /// <summary>Called before a settlement; it may throw or wait.</summary>
    internal Action<JournalSettlement>? BeforeSettle { get; set; }

    /// <summary>Called when groups are read back.</summary>
    internal Action? BeforeUnsettled { get; set; }

    internal bool IsDisposed { get; private set; }

    internal int Appends { get; private set; }

    public JournalPosition Open(JournalOwner owner)
    {
        if (!owner.IsReader) epoch = ++disk.Epoch;
        JournalRow? head = disk.Rows.LastOrDefault();
        return new JournalPosition(disk.Last, head?.Number ?? 0, head?.Chain.ToArray() ?? new byte[32], disk.Epoch);
    }

    public void Append(JournalGroup group)
    {
        CheckOwner();
        BeforeAppend?.Invoke(group);
        if (group.First != disk.Last + 1 || group.Epoch != epoch) throw new InvalidOperationException("The group does not follow.");
        lock (disk.Lock)
        {
            disk.Groups.Add(group with { Sealed = group.Sealed.ToArray() });
            disk.Last = group.Last;
        }
        Appends++;
        AfterAppend?.Invoke(group);
    }

    public IEnumerable<JournalGroup> Unsettled(long from = 1)
    {
        BeforeUnsettled?.Invoke();
        lock (disk.Lock) return [.. disk.Groups.Where(group => group.Last >= from)];
    }

    public void Settle(JournalSettlement settlement)
    {
        CheckOwner();
        BeforeSettle?.Invoke(settlement);
        long next = (disk.Rows.LastOrDefault()?.Number ?? 0) + 1;
        if (settlement.Rows[0].Number != next || settlement.UpTo > disk.Last) throw new InvalidOperationException("The rows do not follow.");
        lock (disk.Lock) Keep(settlement);
    }

    private void Keep(JournalSettlement settlement)
    {
        foreach (JournalRow row in settlement.Rows)
        {
            if (!row.Sealed.IsEmpty) disk.Sealed.Add(row.Number, row.Sealed.ToArray());
            // The station uses the row again.
            disk.Rows.Add(KeptRow.Of(row));
        }
        foreach (long number in settlement.Ended) disk.Sealed.Remove(number);
        disk.Seal = settlement.Seal.ToArray();
        disk.Groups.RemoveAll(group => group.Last <= settlement.UpTo);
    }

    public IEnumerable<SealedMessage> SealedMessages() => disk.Sealed.Select(pair => new SealedMessage(pair.Key, pair.Value));

    public IEnumerable<JournalRow> Rows(JournalQuery query) => disk.Rows.Where(row =>
        row.Number >= query.From && row.Number <= query.To
        && (query.Kind == 0 || row.Kind == query.Kind)
        && (query.Key.IsEmpty || row.Key.Span.SequenceEqual(query.Key.Span)));

    public JournalChain Chain() => disk.Rows.Count == 0
        ? new JournalChain(0, new byte[32], default, 0, default)
        : new JournalChain(1, new byte[32], default, disk.Rows[^1].Number, disk.Seal);

    public long Prune(DateOnly before, IProgress<long>? progress) => throw new NotSupportedException();

    public void Dispose() => IsDisposed = true;

    internal void CheckOwner()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (epoch != disk.Epoch) throw new JournalStoreException(JournalFault.Fenced, "another owner has the journal");
    }
}
