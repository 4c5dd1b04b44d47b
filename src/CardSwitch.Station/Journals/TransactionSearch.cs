using CardSwitch.Journal;

namespace CardSwitch.Station.Journals;

/// <summary>Finds transactions by rows that are about them: one row that fits tells the key, and the key all the others.</summary>
/// <param name="store">The journal, open.</param>
/// <param name="query">What rows must fit.</param>
internal sealed class TransactionSearch(IJournalStore store, JournalQuery query)
{
    // So many keys are gathered before their stories are read: a store may read only one thing at a time.
    private const int KeysAtOnce = 256;

    /// <summary>The issuer that a transaction must have gone to.</summary>
    internal string? Issuer { get; init; }

    /// <summary>The code that must have decided it.</summary>
    internal string? Code { get; init; }

    /// <summary>The transactions in the order of the first rows that fit; rows about none stand alone.</summary>
    internal IEnumerable<TransactionStory> Run()
    {
        var seen = new HashSet<UInt128>();
        var found = new List<JournalRow>();
        for (long from = query.From; ;)
        {
            found.Clear();
            foreach (JournalRow row in store.Rows(query with { From = from }))
            {
                from = row.Number + 1;
                if (!MayFit(row) || (HasKey(row) && !seen.Add(KeyOf(row)))) continue;
                found.Add(KeptRow.Of(row));
                if (found.Count == KeysAtOnce) break;
            }
            foreach (JournalRow row in found)
            {
                TransactionStory story = StoryOf(store, row);
                if (Fits(story)) yield return story;
            }
            if (found.Count < KeysAtOnce) yield break;
        }
    }

    /// <summary>All rows of the transaction that a row is about; the row alone if it is about none.</summary>
    internal static TransactionStory StoryOf(IJournalStore store, JournalRow row)
    {
        if (!HasKey(row)) return new TransactionStory([row]);
        JournalRow[] rows = [.. store.Rows(new JournalQuery { Key = row.Key }).Select(KeptRow.Of)];
        return new TransactionStory(rows.Length == 0 ? [row] : rows);
    }

    // Every transaction with the code or the issuer has a row with it.
    private bool MayFit(JournalRow row) =>
        (Issuer is null || row.Issuer == Issuer) && (Code is null || row.Code == Code);

    private bool Fits(TransactionStory story) =>
        (Issuer is null || story.Issuer == Issuer) && (Code is null || story.Code == Code);

    private static bool HasKey(JournalRow row) => row.Key.Length == 16 && row.Key.Span.ContainsAnyExcept((byte)0);

    private static UInt128 KeyOf(JournalRow row) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(row.Key.Span);
}
