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
    private readonly List<(JournalRow Row, byte[] Message)> mayStayOpen = [];

    /// <summary>The number of the last record that a settlement was made of.</summary>
    internal long Settled { get; private set; } = position.Settled;

    /// <summary>Makes rows of the first of the records, and drops those.</summary>
    /// <param name="records">At least one.</param>
    /// <param name="maker">Makes the rows.</param>
    /// <param name="most">So many rows at most.</param>
    internal JournalSettlement Make(UnsettledRecords records, RowMaker maker, int most)
    {
        int count = (int)Math.Min(most, records.Count);
        long first = records.First;
        var rows = new List<JournalRow>(count);
        var ended = new List<long>();
        for (int i = 0; i < count; i++)
        {
            long number = records.First;
            ReadOnlySpan<byte> record = records.Peek();
            JournalRow row = maker.Make(number, record);
            RowChain.Next(chain, row, chain);
            row.Chain = chain.AsSpan().ToArray();
            rows.Add(row);
            open.Take(number, record, ended);
            if (open.Contains(number)) mayStayOpen.Add((row, record[RecordLayout.MessageAt..].ToArray()));
            records.Drop();
        }
        foreach ((JournalRow row, byte[] message) in mayStayOpen)
        {
            if (open.Contains(row.Number)) row.Sealed = keys.SealMessage(position.Epoch, row.Number, message);
            CryptographicOperations.ZeroMemory(message);
        }
        mayStayOpen.Clear();
        ended.RemoveAll(number => number >= first);
        Settled = rows[^1].Number;
        return new JournalSettlement(rows, ended, position.Epoch, keys.SealOfChain(Settled, chain));
    }
}
