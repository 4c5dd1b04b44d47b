using System.Security.Cryptography;

namespace CardSwitch.Journal;

/// <summary>
/// Finds what was done to settled rows by somebody without the key: a row edited, added, removed or moved breaks the
/// chain of hashes; rows cut off at either end do not fit the seal there.
/// </summary>
public static class JournalVerifier
{
    private const int ProgressEvery = 4096;

    /// <summary>
    /// Reads every row; those settled meanwhile by the station are verified with the head that was there at the beginning.
    /// </summary>
    /// <param name="store">An open store.</param>
    /// <param name="keys">The keys of its station.</param>
    /// <param name="progress">Told how many rows were read so far; may be null.</param>
    /// <exception cref="JournalStoreException">The store failed.</exception>
    public static JournalVerdict Verify(IJournalStore store, JournalKeys keys, IProgress<long>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(keys);
        JournalChain ends = store.Chain();
        if (ends.Last == 0)
        {
            JournalRow? headless = store.Rows(new JournalQuery()).FirstOrDefault();
            return headless is null
                ? new JournalVerdict(0, 0, null)
                : new JournalVerdict(0, headless.Number, "there is no head of the chain");
        }
        if (CheckStart(ends, keys) is { } wrong) return new JournalVerdict(0, ends.First, wrong);

        Span<byte> chain = stackalloc byte[RowChain.Length];
        ends.Before.Span.CopyTo(chain);
        long next = Math.Max(ends.First, 1), begun = next;
        foreach (JournalRow row in store.Rows(new JournalQuery { From = 0, To = ends.Last }))
        {
            if (row.Number > next) return new JournalVerdict(next - begun, next, "the row is missing");
            if (row.Number < next) return new JournalVerdict(next - begun, row.Number, "the row is there twice, or does not belong there");
            RowChain.Next(chain, row, chain);
            if (!row.Chain.Span.SequenceEqual(chain)) return new JournalVerdict(next - begun, next, "the row was edited");
            next++;
            if ((next - begun) % ProgressEvery == 0) progress?.Report(next - begun);
        }
        progress?.Report(next - begun);
        if (next <= ends.Last) return new JournalVerdict(next - begun, next, "the row is missing");
        return IsSealed(keys, ends.Last, chain, ends.Seal)
            ? new JournalVerdict(next - begun, 0, null)
            : new JournalVerdict(next - 1 - begun, ends.Last, "the seal of the last row is wrong: the rows were written without the key");
    }

    private static string? CheckStart(JournalChain ends, JournalKeys keys)
    {
        if (ends.Before.Length != RowChain.Length) return "the value before the first row is missing";
        if (ends.First <= 1) return ends.Before.Span.ContainsAnyExcept((byte)0) ? "the chain does not begin with zeros" : null;
        return IsSealed(keys, ends.First - 1, ends.Before.Span, ends.BeforeSeal)
            ? null
            : "the seal of the older rows is wrong: rows were taken away without the key";
    }

    private static bool IsSealed(JournalKeys keys, long number, ReadOnlySpan<byte> chain, ReadOnlyMemory<byte> seal) =>
        CryptographicOperations.FixedTimeEquals(keys.SealOfChain(number, chain), seal.Span);
}
