namespace CardSwitch.Journal;

/// <summary>
/// A station's journal: the core's records are encoded into a buffer under the station's lock; a thread of its own seals
/// what has gathered and gives it to the store as a group, and a second one settles groups into rows behind it. While one
/// group is written the next gathers. After a fault of the store nothing is written any more: records get numbers that
/// never become durable.
///
/// Invariant: settled &lt;= durable &lt;= last. Memory: the bytes that wait to be appended are bounded by what is admitted, those
/// that wait to be settled by <see cref="JournalLimits.Memory"/>; more of them are left in the store.
/// </summary>
internal sealed partial class JournalWriter : IJournal, IDisposable
{
    private const int MostSpare = 8;

    private readonly Lock intake = new();
    private readonly AutoResetEvent work = new(initialState: false);
    private readonly Queue<RecordBuffer> full = [];
    private readonly Stack<RecordBuffer> spare = [];
    private readonly JournalLimits limits;
    private readonly TimeProvider time;
    private readonly IJournalEvents events;
    private RecordBuffer filling;
    private long last;
    private long waitingBytes;
    private bool isIdle;
    private bool isStopping;
    private volatile bool isDead;

    internal JournalWriter(JournalLimits limits, TimeProvider time, IJournalEvents events)
    {
        this.limits = limits;
        this.time = time;
        this.events = events;
        backlog = new Backlog(limits.Memory);
        reach = new StoreReach(time, events);
        filling = new RecordBuffer(limits.Group);
    }

    /// <summary>The number of the last record, durable or not.</summary>
    internal long Last => Volatile.Read(ref last);

    /// <summary>The number of the last durable record.</summary>
    internal long Durable => Volatile.Read(ref durable);

    /// <summary>The number of the last record that is a row.</summary>
    internal long Settled => Volatile.Read(ref settled);

    /// <summary>Whether the store has failed for good.</summary>
    internal bool IsDead => isDead;

    public bool TakesRequests => !isDead && Volatile.Read(ref waitingBytes) < limits.Requests;

    public bool TakesAdvices => !isDead && Volatile.Read(ref waitingBytes) < limits.Advices;

    public void Dispose()
    {
        work.Dispose();
        durableWork.Dispose();
        appended.Dispose();
        room.Dispose();
        reach.Dispose();
    }

    public long Append(in JournalEntry entry)
    {
        long number;
        bool wakes;
        lock (intake)
        {
            number = ++last;
            if (isDead) return number;
            int room = RecordEncoder.RoomFor(in entry);
            if (filling.Rest.Length < room) Turn(room);
            int length = RecordEncoder.Write(in entry, filling.Rest);
            filling.Add(number, length);
            waitingBytes += length;
            wakes = isIdle;
            isIdle = false;
        }
        if (wakes) work.Set();
        return number;
    }

    private void Turn(int room)
    {
        if (filling.Count > 0) full.Enqueue(filling);
        filling = Empty(room);
    }

    // Nearly all buffers are of one size; one for a longer record is used once.
    private RecordBuffer Empty(int room) =>
        room <= limits.Group && spare.TryPop(out RecordBuffer? kept) ? kept : new RecordBuffer(Math.Max(room, limits.Group));

    /// <summary>What has gathered; null when the journal stops and all is taken, has died, or when the lease is to be renewed.</summary>
    private RecordBuffer? Take()
    {
        while (true)
        {
            lock (intake)
            {
                isIdle = false;
                if (full.TryDequeue(out RecordBuffer? first)) return first;
                if (filling.Count > 0)
                {
                    RecordBuffer taken = filling;
                    filling = Empty(0);
                    return taken;
                }
                if (isStopping || isRenewalDue || isDead) return null;
                isIdle = true;
            }
            work.WaitOne();
        }
    }

    private void Return(RecordBuffer written)
    {
        lock (intake)
        {
            waitingBytes -= written.Length;
            written.Clear();
            if (spare.Count < MostSpare && written.Capacity == limits.Group) spare.Push(written);
        }
    }
}
