using System.Security.Cryptography;
using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Switching;

namespace CardSwitch.Serving;

/// <summary>
/// Reads what a journal holds at the start. Groups that the last run did not settle become rows first. Then the core is
/// given rows from the opening of the second last business day on: whatever is older is closed, and repeats are known over
/// two days at most. What is older and still queued is read by itself.
/// </summary>
internal sealed class JournalRecovery(
    IJournalStore store, JournalKeys keys, IReadOnlyList<JournalIssuer> issuers, IReadOnlyDictionary<string, MessageFormat> formats)
{
    /// <summary>More queued messages than this that are older are read with everything that follows the first of them.</summary>
    private const int ReadSingly = 1000;

    private const int Batch = 4096;

    // The second digit of its message types.
    private const int Reconciliation = 5;

    private readonly OpenMessages open = new();
    private readonly RowReader reader = new(issuers, formats);
    private readonly SortedDictionary<long, byte[]> messages = [];
    private readonly HashSet<int> olderDays = [];
    private readonly Dictionary<string, int> homeless = [];
    private int firstDay;

    /// <summary>Settles what is not; returns what goes on doing so.</summary>
    internal JournalSettler Settle(JournalPosition position)
    {
        CheckKey(position);
        ReadMessages();
        foreach (JournalRow row in RowsOf([.. messages.Keys])) open.Restore(row.Number, (RecordKind)row.Kind, KeyOf(row));
        if (open.Count != messages.Count) throw Corrupt("there are sealed messages of records that are not there");
        var settler = new JournalSettler(keys, open, position);
        var groups = new StoredGroups(store, keys);
        var records = new UnsettledRecords();
        while (groups.Read(records, settler.Settled + 1) is { } issuersThen)
        {
            var maker = new RowMaker(keys, issuersThen, formats);
            while (records.Count > 0) store.Settle(settler.Make(records, maker, Batch));
        }
        if (settler.Settled != position.Last) throw Corrupt($"record {settler.Settled + 1} is missing");
        return settler;
    }

    /// <summary>Gives the core the records that it needs.</summary>
    internal void Read(SwitchCore core)
    {
        ReadMessages();
        foreach (long number in open.Numbers)
        {
            if (!messages.ContainsKey(number)) throw Corrupt($"the sealed message of record {number} is missing");
        }
        long first = Horizon();
        long[] older = [.. messages.Keys.TakeWhile(number => number < first)];
        if (older.Length > ReadSingly) first = older[0];
        else foreach (long number in older) GiveOlder(core, number, first);
        foreach (JournalRow row in store.Rows(new JournalQuery { From = first })) Give(core, row);
        foreach (int day in olderDays) core.Totals.Forget(day);
        if (homeless.Count > 0)
        {
            throw new StationOptionsException([.. homeless.Select(pair =>
                $"journal: {pair.Value} unfinished messages are for {pair.Key}; it is needed until they have been forwarded")]);
        }
        if (messages.Count > 0) throw Corrupt($"the row of record {messages.First().Key} is missing");
    }

    /// <summary>
    /// What is unfinished and has its issuer here, in the order of its numbers: for a station that carries on in place of this
    /// journal's own. Totals told to an issuer are left out: they are their station's.
    /// </summary>
    internal List<UnfinishedRecord> Unfinished()
    {
        ReadMessages();
        var found = new List<UnfinishedRecord>();
        foreach (JournalRow row in RowsOf([.. messages.Keys]))
        {
            if (!HasHome(row) || row.Type / 100 % 10 == Reconciliation) continue;
            byte[] whole = keys.OpenMessage(row.Number, messages[row.Number])
                ?? throw Corrupt($"the sealed message of record {row.Number} was altered");
            found.Add(new UnfinishedRecord(row, whole, IsParked(row)));
        }
        return found;
    }

    /// <summary>What cannot be taken up, since its issuer is not here: whose, and how many messages.</summary>
    internal IReadOnlyDictionary<string, int> Homeless => homeless;

    private bool IsParked(JournalRow queued)
    {
        bool isParked = false;
        if ((RecordKind)queued.Kind == RecordKind.Sent) return false;
        foreach (JournalRow row in store.Rows(new JournalQuery { Key = queued.Key, From = queued.Number + 1 }))
        {
            if (row.Queued == queued.Number) isParked = (RecordKind)row.Kind == RecordKind.Parked;
        }
        return isParked;
    }

    // Another key would seal what no one could read together with what is there.
    private void CheckKey(JournalPosition position)
    {
        if (position.Settled == 0) return;
        JournalChain chain = store.Chain();
        byte[] seal = keys.SealOfChain(position.Settled, position.Chain.Span);
        if (chain.Last != position.Settled || !CryptographicOperations.FixedTimeEquals(seal, chain.Seal.Span))
        {
            throw Corrupt("the seal of the last row is wrong: the key is another one, or the rows were altered");
        }
    }

    private void ReadMessages()
    {
        messages.Clear();
        foreach (SealedMessage message in store.SealedMessages()) messages[message.Number] = message.Sealed.ToArray();
    }

    // Two days are open at most; before the second day of all, everything is needed.
    private long Horizon()
    {
        long last = 0, before = 0;
        int lastDay = 0;
        foreach (JournalRow row in store.Rows(new JournalQuery { Kind = (int)RecordKind.DayOpened }))
        {
            (before, last) = (last, row.Number);
            (firstDay, lastDay) = (lastDay, row.Day);
        }
        return Math.Max(before, 1);
    }

    // What is parked stays so: the record of it has the same key.
    private void GiveOlder(SwitchCore core, long number, long before)
    {
        JournalRow[] rows = [.. RowsOf([number])];
        if (rows.Length == 0) return;
        byte[] key = rows[0].Key.ToArray();
        Give(core, rows[0]);
        foreach (JournalRow row in store.Rows(new JournalQuery { Key = key, From = number + 1, To = before - 1 }))
        {
            if (row.Queued == number && (RecordKind)row.Kind is RecordKind.Parked or RecordKind.Released) Give(core, row);
        }
    }

    private void Give(SwitchCore core, JournalRow row)
    {
        byte[] whole = [];
        if (messages.Remove(row.Number, out byte[]? sealedBytes))
        {
            whole = keys.OpenMessage(row.Number, sealedBytes) ?? throw Corrupt($"the sealed message of record {row.Number} was altered");
            if (!HasHome(row)) return;
        }
        bool isOlder = row.Day != 0 && row.Day < firstDay;
        if (isOlder && (RecordKind)row.Kind is RecordKind.DayClosed or RecordKind.DayOpened) return;
        if (isOlder) olderDays.Add(row.Day);
        if (reader.TryRead(row, whole, out JournalEntry entry)) core.Recover(row.Number, in entry);
    }

    private bool HasHome(JournalRow row)
    {
        JournalIssuer? issuer = issuers.FirstOrDefault(issuer => issuer.Name == row.Issuer);
        if (issuer is not null && row.Format == issuer.Format) return true;
        string whose = issuer is null ? $"issuer '{row.Issuer}'" : $"issuer '{row.Issuer}' in the format '{row.Format ?? "unknown"}'";
        homeless[whose] = homeless.GetValueOrDefault(whose) + 1;
        return false;
    }

    private IEnumerable<JournalRow> RowsOf(long[] numbers)
    {
        if (numbers.Length > ReadSingly)
        {
            HashSet<long> wanted = [.. numbers];
            foreach (JournalRow row in store.Rows(new JournalQuery { From = numbers[0], To = numbers[^1] }))
            {
                if (wanted.Contains(row.Number)) yield return row;
            }
            yield break;
        }
        foreach (long number in numbers)
        {
            foreach (JournalRow row in store.Rows(new JournalQuery { From = number, To = number })) yield return row;
        }
    }

    private static TransactionKey KeyOf(JournalRow row) => new(
        System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(row.Key.Span),
        System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(row.Key.Span[8..]));

    private static JournalStoreException Corrupt(string what) => new(JournalFault.Corrupt, "The journal cannot be used: " + what + ".");
}
