using System.Security.Cryptography;

namespace CardSwitch.Journal;

/// <summary>The thread that appends: seals what has gathered and gives it to the store, group by group.</summary>
internal sealed partial class JournalWriter
{
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(1);

    private readonly Backlog backlog;
    private readonly StoreReach reach;
    private readonly AutoResetEvent room = new(initialState: false);
    private readonly Lock telling = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IJournalStore store = null!;
    private IReadOnlyList<JournalIssuer> issuers = [];
    private JournalKeys keys = null!;
    private JournalSettler settler = null!;
    private RowMaker maker = null!;
    private byte[] sealedBytes = [];
    private int epoch;
    private long durable;
    private long settled;
    private bool isStarted;
    private volatile bool isRenewalDue;

    /// <summary>What the journal holds is known: records are numbered on from here.</summary>
    internal void Begin(JournalPosition position)
    {
        lock (intake) last = durable = settled = position.Last;
        epoch = position.Epoch;
        backlog.StartAt(position.Last + 1);
    }

    /// <summary>Starts the threads, which own the store from now on, until <see cref="StopAsync"/> has ended.</summary>
    internal void Start(
        IJournalStore store, JournalKeys keys, IReadOnlyList<JournalIssuer> issuers, JournalSettler settler, RowMaker maker)
    {
        (this.store, this.keys, this.issuers, this.settler, this.maker) = (store, keys, issuers, settler, maker);
        isStarted = true;
        var settling = new Thread(() => Guarded(SettleAll)) { IsBackground = true, Name = "CardSwitch rows" };
        settling.Start();
        new Thread(() => Run(settling)) { IsBackground = true, Name = "CardSwitch journal" }.Start();
    }

    /// <summary>Appends and settles all there is, and ends the threads; what cannot be within this time is left.</summary>
    internal async Task StopAsync(TimeSpan most)
    {
        if (!isStarted) return;
        lock (intake) isStopping = true;
        work.Set();
        using ITimer timer = time.CreateTimer(_ => reach.GiveUp(), null, most, Timeout.InfiniteTimeSpan);
        await ended.Task.ConfigureAwait(false);
    }

    // An owner that is not heard of for its lease loses its journal.
    private void Run(Thread settling)
    {
        ITimer renewing = time.CreateTimer(
            _ =>
            {
                isRenewalDue = true;
                work.Set();
                room.Set();
            },
            null, store is ISharedJournal ? RenewEvery : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Guarded(() => AppendAll(renewing));
        appended.Set();
        durableWork.Set();
        settling.Join();
        CryptographicOperations.ZeroMemory(sealedBytes);
        // No call of it may come after what it uses is disposed of.
        renewing.DisposeAsync().AsTask().GetAwaiter().GetResult();
        ended.TrySetResult();
    }

    private void Guarded(Action run)
    {
        try
        {
            run();
        }
        catch (JournalStoreException e)
        {
            Die(e.Fault, e.Message, e);
        }
#pragma warning disable CA1031 // Whatever went wrong, what was not confirmed is unknown for ever.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Die(JournalFault.Broken, "the journal failed: " + e.GetType().Name, e);
        }
    }

    private void AppendAll(ITimer renewing)
    {
        while (!isDead)
        {
            if (isRenewalDue)
            {
                reach.Until(((ISharedJournal)store).Renew);
                isRenewalDue = false;
                renewing.Change(RenewEvery, Timeout.InfiniteTimeSpan);
            }
            if (backlog.Bytes > limits.Backlog && !reach.HasGivenUp) room.WaitOne();
            else if (Take() is { } group) Append(group);
            else if (isStopping) return;
        }
    }

    private void Append(RecordBuffer group)
    {
        int length = group.Length + JournalKeys.TagLength;
        if (sealedBytes.Length < length) sealedBytes = new byte[Math.Max(length, limits.Group + JournalKeys.TagLength)];
        keys.SealGroup(epoch, group.First, group.Records, sealedBytes);
        var whole = new JournalGroup(group.First, group.Count, epoch, issuers, sealedBytes.AsMemory(0, length));
        reach.Until(() => store.Append(whole));
        HandOver(group);
        Volatile.Write(ref durable, whole.Last);
        Return(group);
        lock (telling)
        {
            if (!isDead) events.Durable(whole.Last);
        }
    }

    // Whichever thread meets the fault ends the other.
    private void Die(JournalFault fault, string why, Exception cause)
    {
        lock (telling)
        {
            if (isDead) return;
            lock (intake)
            {
                isDead = true;
                full.Clear();
                filling.Clear();
            }
            events.Failed(fault, why, cause);
        }
        work.Set();
        durableWork.Set();
        room.Set();
    }
}
