using System.Security.Cryptography;

namespace CardSwitch.Journal;

/// <summary>Reads groups back from a store, and opens them.</summary>
internal sealed class StoredGroups(IJournalStore store, JournalKeys keys)
{
    private const long Enough = 16 << 20;

    /// <summary>Some of the records from a number on, as long as their groups name the same issuers.</summary>
    /// <param name="records">Gets them; empty before.</param>
    /// <param name="from">The first one that is wanted.</param>
    /// <returns>The issuers that the records name by their positions; null when there are no such records.</returns>
    /// <exception cref="JournalStoreException">A group is missing, was altered, or is of another key.</exception>
    internal IReadOnlyList<JournalIssuer>? Read(UnsettledRecords records, long from)
    {
        IReadOnlyList<JournalIssuer>? issuers = null;
        long next = from;
        foreach (JournalGroup group in store.Unsettled(from))
        {
            if (group.First > next) throw Corrupt($"record {next} is missing");
            if (issuers is null)
            {
                issuers = group.Issuers;
                records.StartAt(group.First);
            }
            else if (!issuers.SequenceEqual(group.Issuers))
            {
                break;
            }
            Add(records, group);
            next = group.Last + 1;
            if (records.Bytes >= Enough) break;
        }
        while (records.Count > 0 && records.First < from) records.Drop();
        return issuers;
    }

    private void Add(UnsettledRecords records, JournalGroup group)
    {
        int length = group.Sealed.Length - JournalKeys.TagLength;
        byte[] plain = GC.AllocateUninitializedArray<byte>(Math.Max(length, 0));
        if (length < 0 || !keys.TryOpenGroup(group.Epoch, group.First, group.Sealed.Span, plain))
        {
            throw Corrupt($"the group from record {group.First} on was altered, or the key is another one");
        }
        int count = 0;
        for (int at = 0; at < plain.Length; count++)
        {
            if (plain.Length - at < RecordLayout.MessageAt) throw Corrupt($"the group from record {group.First} on ends within a record");
            at += RecordLayout.LengthOf(plain.AsSpan(at));
            if (at > plain.Length) throw Corrupt($"the group from record {group.First} on ends within a record");
        }
        if (count != group.Count) throw Corrupt($"the group from record {group.First} on has {count} records, not {group.Count}");
        records.Add(plain, count);
        CryptographicOperations.ZeroMemory(plain);
    }

    private static JournalStoreException Corrupt(string what) => new(JournalFault.Corrupt, "The journal cannot be used: " + what + ".");
}
