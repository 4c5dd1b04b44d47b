using CardSwitch.Iso8583;
using CardSwitch.Journal;
using static System.Buffers.Binary.BinaryPrimitives;

namespace CardSwitch.Simulation.Records;

/// <summary>Reads records back. Used by one thread at a time; allocates nothing for a record.</summary>
internal sealed class RecordDecoder
{
    private readonly MessageParser[] parsers;
    private readonly FieldIndex index = new();

    /// <summary>A decoder of a station's journal.</summary>
    /// <param name="formatsByIssuer">Each issuer's format, in the order of their positions.</param>
    internal RecordDecoder(IReadOnlyList<MessageFormat> formatsByIssuer)
    {
        // What a lenient link let pass must be readable again.
        var byFormat = new Dictionary<MessageFormat, MessageParser>();
        parsers = new MessageParser[formatsByIssuer.Count];
        for (int issuer = 0; issuer < parsers.Length; issuer++)
        {
            MessageFormat format = formatsByIssuer[issuer];
            if (!byFormat.TryGetValue(format, out MessageParser? parser))
            {
                parser = new MessageParser(format, ParseChecks.None);
                byFormat.Add(format, parser);
            }
            parsers[issuer] = parser;
        }
    }

    /// <summary>
    /// Reads a record; its message stands in the record's bytes, and is good until the next call. False when the record is cut
    /// short or has bytes too many, is of another version, says something unknown, or has a message that cannot be read.
    /// </summary>
    internal bool TryDecode(ReadOnlySpan<byte> record, out JournalEntry entry)
    {
        entry = default;
        if (record.Length < RecordLayout.MessageAt || record[RecordLayout.VersionAt] != RecordLayout.Version) return false;
        int messageLength = ReadUInt16LittleEndian(record[RecordLayout.MessageLengthAt..]);
        if (record.Length != RecordLayout.MessageAt + messageLength || !TryReadHead(record, ref entry)) return false;
        if (messageLength == 0) return true;
        if ((uint)entry.Issuer >= (uint)parsers.Length) return false;

        ReadOnlySpan<byte> frame = record[RecordLayout.MessageAt..];
        if (!parsers[entry.Issuer].Parse(frame, index).IsOk) return false;
        entry.HasMessage = true;
        entry.Message = new MessageView(frame, index);
        return true;
    }

    private static bool TryReadHead(ReadOnlySpan<byte> record, ref JournalEntry entry)
    {
        entry.Kind = (RecordKind)record[RecordLayout.KindAt];
        entry.Effect = (TotalsEffect)record[RecordLayout.EffectAt];
        entry.Field = record[RecordLayout.FieldAt];
        entry.Issuer = ReadInt16LittleEndian(record[RecordLayout.IssuerAt..]);
        entry.Content = ReadUInt32LittleEndian(record[RecordLayout.ContentAt..]);
        entry.Stan = ReadInt32LittleEndian(record[RecordLayout.StanAt..]);
        entry.OriginatorStan = ReadInt32LittleEndian(record[RecordLayout.OriginatorStanAt..]);
        entry.Day = ReadInt32LittleEndian(record[RecordLayout.DayAt..]);
        entry.Currency = ReadInt16LittleEndian(record[RecordLayout.CurrencyAt..]);
        entry.UnixMs = ReadInt64LittleEndian(record[RecordLayout.UnixMsAt..]);
        entry.Amount = ReadInt64LittleEndian(record[RecordLayout.AmountAt..]);
        entry.Acquirer = ReadInt64LittleEndian(record[RecordLayout.AcquirerAt..]);
        entry.Key = new TransactionKey(
            ReadUInt64LittleEndian(record[RecordLayout.KeyHighAt..]), ReadUInt64LittleEndian(record[RecordLayout.KeyLowAt..]));
        entry.Lane = ReadUInt64LittleEndian(record[RecordLayout.LaneAt..]);
        entry.Queued = ReadInt64LittleEndian(record[RecordLayout.QueuedAt..]);
        return entry.Kind is >= RecordKind.Sent and <= RecordKind.MacFailed
            && entry.Effect <= TotalsEffect.TransferReversal
            && TryReadType(record.Slice(RecordLayout.TypeAt, 2), out entry.Type)
            && TryReadCode(record.Slice(RecordLayout.CodeAt, 4), out entry.Code);
    }

    private static bool TryReadType(ReadOnlySpan<byte> place, out MessageType type) =>
        MessageType.TryFromBcd([place[1], place[0]], out type);

    private static bool TryReadCode(ReadOnlySpan<byte> place, out ResponseCode code)
    {
        code = default;
        ReadOnlySpan<byte> characters = place.TrimEnd((byte)0);
        return characters.IsEmpty || ResponseCode.TryParse(characters, out code);
    }
}
