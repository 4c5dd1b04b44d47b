namespace CardSwitch.Journal;

/// <summary>The thread that settles: makes rows of what is durable, at its own pace.</summary>
internal sealed partial class JournalWriter
{
    private readonly AutoResetEvent durableWork = new(initialState: false);
    private readonly ManualResetEventSlim appended = new();
    private UnsettledRecords settling = new();
    private long burstAt;
    private bool isBurst;

    private void SettleAll()
    {
        var groups = new StoredGroups(store, keys);
        while (!isDead && !(reach.HasGivenUp && appended.IsSet))
        {
            if (settling.Count == 0 && !TryRefill(groups))
            {
                if (!WaitForRecords()) return;
                continue;
            }
            RestInBurst();
            Settle();
        }
    }

    private void Settle()
    {
        long before = settling.Bytes;
        JournalSettlement settlement = settler.Make(settling, maker, limits.Batch);
        reach.Until(() => store.Settle(settlement));
        Volatile.Write(ref settled, settlement.UpTo);
        backlog.Settled(before - settling.Bytes);
        room.Set();
    }

    // Everything in memory is older than what is in the store only.
    private bool TryRefill(StoredGroups groups)
    {
        long last = backlog.Last;
        if (settler.Settled == last) return false;
        if (backlog.TryTake(ref settling)) return true;
        if (groups.Read(settling, settler.Settled + 1) is null)
        {
            throw new JournalStoreException(JournalFault.Corrupt, $"record {settler.Settled + 1} is missing, which was appended");
        }
        backlog.CaughtUp(settling.First + settling.Count - 1);
        return true;
    }

    // False when there is nothing, and nothing will come.
    private bool WaitForRecords()
    {
        while (backlog.Waiting == 0)
        {
            if (appended.IsSet) return false;
            durableWork.WaitOne();
            if (isDead) return true;
        }
        if (backlog.Waiting < limits.Batch && !appended.IsSet) durableWork.WaitOne(limits.Gather);
        return true;
    }

    private void RestInBurst()
    {
        while (!appended.IsSet && !isDead && backlog.Bytes < limits.Backlog / 2 && Volatile.Read(ref isBurst)
            && time.GetElapsedTime(Volatile.Read(ref burstAt)) < limits.Lull)
        {
            appended.Wait(limits.Lull);
        }
    }

    // The other thread's side: called for each group that has become durable.
    private void HandOver(RecordBuffer group)
    {
        isBurst = group.Length >= limits.Burst;
        if (isBurst) Volatile.Write(ref burstAt, time.GetTimestamp());
        long waiting = backlog.Add(group);
        if (waiting == 0 || waiting < limits.Batch && waiting + group.Count >= limits.Batch) durableWork.Set();
    }
}
