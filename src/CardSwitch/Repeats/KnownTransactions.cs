using System.Runtime.CompilerServices;
using CardSwitch.Journal;

namespace CardSwitch.Repeats;

/// <summary>
/// The requests that repeats and reversals may name, in two generations: when the current one is full, or whenever
/// <see cref="Turn"/> is called, it becomes the earlier one, and what was earlier is forgotten. So a request is known until
/// at least as many others have come as a generation holds. Nothing is allocated once both have been full.
///
/// Memory: 72 bytes a request and 8 to 16 for its place in the index.
/// </summary>
internal sealed class KnownTransactions
{
    private KnownGeneration current;
    private KnownGeneration earlier;
    private long fullTurns;

    /// <param name="perGeneration">Requests in each generation at most.</param>
    internal KnownTransactions(int perGeneration)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perGeneration);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(perGeneration, 1 << 26);
        current = new KnownGeneration(perGeneration);
        earlier = new KnownGeneration(perGeneration);
        current.Restart(1, current.Buckets);
    }

    /// <summary>Requests known, of both generations.</summary>
    internal int Count => current.Count + earlier.Count;

    /// <summary>How often a generation has ended.</summary>
    internal long Turns => current.Number - 1;

    /// <summary>How often because it was full, so that the window was shorter than meant.</summary>
    internal long FullTurns => fullTurns;

    /// <summary>Has the processor fetch what <see cref="Find"/> will read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Prefetch(TransactionKey key)
    {
        current.Prefetch(key);
        earlier.Prefetch(key);
    }

    /// <summary>
    /// The request of that key, which may be written to until it is forgotten; a null reference
    /// (<see cref="Unsafe.IsNullRef{T}"/>) when it is not known.
    /// </summary>
    internal ref KnownTransaction Find(TransactionKey key, out KnownHandle handle)
    {
        ref KnownTransaction known = ref current.Find(key, out int position);
        if (position >= 0)
        {
            handle = new KnownHandle(current.Number, position);
            return ref known;
        }
        handle = default;
        if (earlier.Count == 0) return ref known;
        known = ref earlier.Find(key, out position);
        handle = position >= 0 ? new KnownHandle(earlier.Number, position) : default;
        return ref known;
    }

    /// <summary>
    /// Takes a request whose key <see cref="Find"/> does not know; all but the key is to be filled in. It may forget the
    /// earlier generation.
    /// </summary>
    internal ref KnownTransaction Add(TransactionKey key, out KnownHandle handle)
    {
        if (current.Count == current.Most) TurnFull();
        ref KnownTransaction known = ref current.Add(key, out int position);
        handle = new KnownHandle(current.Number, position);
        return ref known;
    }

    /// <summary>The request of the handle; a null reference when it is forgotten.</summary>
    internal ref KnownTransaction At(KnownHandle handle)
    {
        if (handle.Generation == current.Number) return ref current[handle.Position];
        if (handle.Generation == earlier.Number && handle.Generation != 0) return ref earlier[handle.Position];
        return ref Unsafe.NullRef<KnownTransaction>();
    }

    /// <summary>Begins a new generation and forgets the earlier one.</summary>
    internal void Turn()
    {
        int number = current.Number + 1;
        (current, earlier) = (earlier, current);
        current.Restart(number, earlier.Buckets);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TurnFull()
    {
        fullTurns++;
        Turn();
    }
}
