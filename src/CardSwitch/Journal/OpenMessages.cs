using static System.Buffers.Binary.BinaryPrimitives;

namespace CardSwitch.Journal;

/// <summary>
/// Which records hold a message that may have to be sent again: requests without an outcome, and what is queued and has
/// not arrived. As the core's recovery reads them.
/// </summary>
internal sealed class OpenMessages
{
    private readonly Dictionary<TransactionKey, long> sent = [];
    private readonly HashSet<long> open = [];

    internal int Count => open.Count;

    internal IEnumerable<long> Numbers => open;

    internal bool Contains(long number) => open.Contains(number);

    /// <summary>A record of an earlier run, whose message is still needed.</summary>
    internal void Restore(long number, RecordKind kind, TransactionKey key)
    {
        open.Add(number);
        if (kind == RecordKind.Sent) sent[key] = number;
    }

    /// <summary>Takes the next record; numbers whose messages it makes needless are added to a list.</summary>
    internal void Take(long number, ReadOnlySpan<byte> record, List<long> ended)
    {
        var kind = (RecordKind)record[RecordLayout.KindAt];
        bool hasMessage = record.Length > RecordLayout.MessageAt;
        switch (kind)
        {
            case RecordKind.Sent:
                if (!hasMessage) break;
                open.Add(number);
                sent[KeyOf(record)] = number;
                break;
            case RecordKind.Forwarded:
                End(ReadInt64LittleEndian(record[RecordLayout.QueuedAt..]), ended);
                break;
            case RecordKind.Answered or RecordKind.Blocked:
                Decided(record, ended);
                break;
            case RecordKind.TimedOut or RecordKind.StoodIn or RecordKind.Queued or RecordKind.Undelivered or RecordKind.Reversed:
                Decided(record, ended);
                if (hasMessage) open.Add(number);
                break;
        }
    }

    private void Decided(ReadOnlySpan<byte> record, List<long> ended)
    {
        if (sent.Remove(KeyOf(record), out long number)) End(number, ended);
    }

    private void End(long number, List<long> ended)
    {
        if (open.Remove(number)) ended.Add(number);
    }

    private static TransactionKey KeyOf(ReadOnlySpan<byte> record) => new(
        ReadUInt64LittleEndian(record[RecordLayout.KeyHighAt..]), ReadUInt64LittleEndian(record[RecordLayout.KeyLowAt..]));
}
