using System.Security.Cryptography;

namespace CardSwitch.Journal;

/// <summary>The journal's thread.</summary>
internal sealed partial class JournalWriter
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100), LongestDelay = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(1);

    private readonly UnsettledRecords unsettled = new();
    private readonly CancellationTokenSource givingUp = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IJournalStore store = null!;
    private IReadOnlyList<JournalIssuer> issuers = [];
    private JournalKeys keys = null!;
    private JournalSettler settler = null!;
    private RowMaker maker = null!;
    private byte[] sealedBytes = [];
    private JournalSettlement? settlement;
    private TimeSpan settleDelay;
    private long notSettledAt;
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
        unsettled.StartAt(position.Last + 1);
    }

    /// <summary>Starts the thread, which owns the store from now on, until <see cref="StopAsync"/> has ended.</summary>
    internal void Start(
        IJournalStore store, JournalKeys keys, IReadOnlyList<JournalIssuer> issuers, JournalSettler settler, RowMaker maker)
    {
        (this.store, this.keys, this.issuers, this.settler, this.maker) = (store, keys, issuers, settler, maker);
        isStarted = true;
        new Thread(Run) { IsBackground = true, Name = "CardSwitch journal" }.Start();
    }

    /// <summary>Appends and settles all there is, and ends the thread; what cannot be within this time is left.</summary>
    internal async Task StopAsync(TimeSpan most)
    {
        if (!isStarted) return;
        lock (intake) isStopping = true;
        work.Set();
        using ITimer timer = time.CreateTimer(_ => givingUp.Cancel(), null, most, Timeout.InfiniteTimeSpan);
        await ended.Task.ConfigureAwait(false);
    }

    // An owner that is not heard of for its lease loses its journal.
    private void Run()
    {
        ITimer renewing = time.CreateTimer(
            _ =>
            {
                isRenewalDue = true;
                work.Set();
            },
            null, store is ISharedJournal ? RenewEvery : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            WriteAll(renewing);
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
        // No call of it may come after what it uses is disposed of.
        renewing.DisposeAsync().AsTask().GetAwaiter().GetResult();
        ended.TrySetResult();
    }

    private void WriteAll(ITimer renewing)
    {
        TimeSpan wait = Timeout.InfiniteTimeSpan;
        while (true)
        {
            if (isRenewalDue)
            {
                UntilReached(((ISharedJournal)store).Renew);
                isRenewalDue = false;
                renewing.Change(RenewEvery, Timeout.InfiniteTimeSpan);
            }
            if (unsettled.Bytes > limits.SettleFirst)
            {
                if (!TrySettle(limits.LargeBatch)) Wait(settleDelay);
                continue;
            }
            if (Take(wait) is { } group)
            {
                Append(group);
                if (unsettled.Bytes > limits.SettleBetween && MaySettle) TrySettle(limits.Batch);
                wait = MaySettle ? limits.Quiet : settleDelay;
            }
            else if (unsettled.Count > 0 || settlement is not null)
            {
                if (!TrySettle(limits.Batch)) wait = settleDelay;
                else wait = unsettled.Count > 0 ? TimeSpan.Zero : Timeout.InfiniteTimeSpan;
                if (isStopping && settlement is not null) Wait(settleDelay);
            }
            else if (isStopping)
            {
                return;
            }
        }
    }

    private void Append(RecordBuffer group)
    {
        int length = group.Length + JournalKeys.TagLength;
        if (sealedBytes.Length < length) sealedBytes = new byte[Math.Max(length, limits.Group + JournalKeys.TagLength)];
        keys.SealGroup(epoch, group.First, group.Records, sealedBytes);
        var whole = new JournalGroup(group.First, group.Count, epoch, issuers, sealedBytes.AsMemory(0, length));
        UntilReached(() => store.Append(whole));
        unsettled.Add(group.Records, group.Count);
        Volatile.Write(ref durable, whole.Last);
        Return(group);
        events.Durable(whole.Last);
    }

    private bool MaySettle => settlement is null || time.GetElapsedTime(notSettledAt) >= settleDelay;

    // While rows cannot be settled, groups are appended all the same, if they can be.
    private bool TrySettle(int most)
    {
        settlement ??= settler.Make(unsettled, maker, most);
        try
        {
            store.Settle(settlement);
        }
        catch (JournalStoreException e) when (e.Fault == JournalFault.Unreachable && !givingUp.IsCancellationRequested)
        {
            if (settleDelay == TimeSpan.Zero) events.Unreachable(e.Message);
            settleDelay = settleDelay == TimeSpan.Zero ? FirstDelay : Longer(settleDelay);
            notSettledAt = time.GetTimestamp();
            return false;
        }
        Volatile.Write(ref settled, settlement.UpTo);
        settlement = null;
        if (settleDelay != TimeSpan.Zero) events.Reachable();
        settleDelay = TimeSpan.Zero;
        return true;
    }

    private static TimeSpan Longer(TimeSpan delay) => delay * 2 < LongestDelay ? delay * 2 : LongestDelay;

    // What surely was not done is done again, and only that; it stays the same, byte for byte, so that no nonce is used twice.
    private void UntilReached(Action act)
    {
        TimeSpan delay = FirstDelay;
        bool isTold = false;
        while (true)
        {
            try
            {
                act();
                if (isTold) events.Reachable();
                return;
            }
            catch (JournalStoreException e) when (e.Fault == JournalFault.Unreachable && !givingUp.IsCancellationRequested)
            {
                if (!isTold) events.Unreachable(e.Message);
                isTold = true;
            }
            Wait(delay);
            delay = Longer(delay);
        }
    }

    private void Wait(TimeSpan delay)
    {
        using var over = new ManualResetEventSlim();
        using ITimer timer = time.CreateTimer(static state => ((ManualResetEventSlim)state!).Set(), over, delay, Timeout.InfiniteTimeSpan);
        try
        {
            over.Wait(givingUp.Token);
        }
        catch (OperationCanceledException)
        {
            // One last try.
        }
    }

    private void Die(JournalFault fault, string why, Exception cause)
    {
        lock (intake)
        {
            isDead = true;
            full.Clear();
            filling.Clear();
        }
        CryptographicOperations.ZeroMemory(sealedBytes);
        events.Failed(fault, why, cause);
    }
}
