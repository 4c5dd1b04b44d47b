using System.Security.Cryptography;

namespace CardSwitch.Journal;

/// <summary>
/// Turns records that are durable in groups into chained rows, a settlement at a time. A settlement is made once: if the
/// store cannot be reached, the same one is given to it again.
/// </summary>
/// <param name="keys">The journal's keys.</param>
/// <param name="open">Whose messages are kept sealed; seeded with those of earlier runs.</param>
/// <param name="position">Where the journal stands.</param>
internal sealed class JournalSettler(JournalKeys keys, OpenMessages open, JournalPosition position)
{
    private readonly byte[] chain = position.Chain.ToArray();
    private readonly RowChainHash hash = new();
    private readonly List<JournalRow> rows = [];
    private readonly Stack<JournalRow> spare = [];
    private readonly RowBytes bytes = new();
    private readonly List<(JournalRow Row, int At, int Length)> mayStayOpen = [];
    private byte[] messages = [];

    /// <summary>The number of the last record that a settlement was made of.</summary>
    internal long Settled { get; private set; } = position.Settled;

    /// <summary>Makes rows of the first of the records, and drops those.</summary>
    /// <param name="records">At least one.</param>
    /// <param name="maker">Makes the rows.</param>
    /// <param name="most">So many rows at most.</param>
    /// <returns>Good until the next call, which uses its rows and their bytes again.</returns>
    internal JournalSettlement Make(UnsettledRecords records, RowMaker maker, int most)
    {
        foreach (JournalRow row in rows) spare.Push(row);
        rows.Clear();
        bytes.Clear();
        int count = (int)Math.Min(most, records.Count), kept = 0;
        long first = records.First;
        var ended = new List<long>();
        for (int i = 0; i < count; i++)
        {
            long number = records.First;
            ReadOnlySpan<byte> record = records.Peek();
            JournalRow row = spare.TryPop(out JournalRow? old) ? old : new JournalRow();
            maker.Make(row, number, record, bytes);
            hash.Next(chain, row, chain);
            Memory<byte> value = bytes.Take(RowChain.Length);
            chain.CopyTo(value);
            row.Chain = value;
            rows.Add(row);
            open.Take(number, record, ended);
            if (open.Contains(number)) mayStayOpen.Add((row, kept, Keep(record[RecordLayout.MessageAt..], ref kept)));
            records.Drop();
        }
        foreach ((JournalRow row, int at, int length) in mayStayOpen)
        {
            if (open.Contains(row.Number)) row.Sealed = keys.SealMessage(position.Epoch, row.Number, messages.AsSpan(at, length));
        }
        CryptographicOperations.ZeroMemory(messages.AsSpan(0, kept));
        mayStayOpen.Clear();
        ended.RemoveAll(number => number >= first);
        Settled = rows[^1].Number;
        return new JournalSettlement(rows, ended, position.Epoch, keys.SealOfChain(Settled, chain));
    }

    // Whole messages, with their card numbers: zeroed wherever they stood.
    private int Keep(ReadOnlySpan<byte> message, ref int kept)
    {
        if (messages.Length - kept < message.Length)
        {
            var larger = new byte[Math.Max(2 * messages.Length, kept + Math.Max(message.Length, 1 << 16))];
            messages.AsSpan(0, kept).CopyTo(larger);
            CryptographicOperations.ZeroMemory(messages.AsSpan(0, kept));
            messages = larger;
        }
        message.CopyTo(messages.AsSpan(kept));
        kept += message.Length;
        return message.Length;
    }
}
