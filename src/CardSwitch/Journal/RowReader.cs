using CardSwitch.Iso8583;
using static System.Buffers.Binary.BinaryPrimitives;

namespace CardSwitch.Journal;

/// <summary>
/// Reads rows back into the records that they were made of. Issuers are found by their names; what is about an issuer that
/// is no longer there is of no use to anybody. Allocates nothing for a row.
/// </summary>
/// <param name="issuers">Today's issuers, by their positions.</param>
/// <param name="formats">The formats that are known, by their names.</param>
internal sealed class RowReader(IReadOnlyList<JournalIssuer> issuers, IReadOnlyDictionary<string, MessageFormat> formats)
{
    private readonly Dictionary<string, short> positions =
        issuers.Select((issuer, i) => (issuer.Name, i)).ToDictionary(pair => pair.Name, pair => (short)pair.i, StringComparer.Ordinal);

    private readonly Dictionary<string, MessageParser> parsers =
        formats.ToDictionary(pair => pair.Key, pair => new MessageParser(pair.Value, ParseChecks.None), StringComparer.Ordinal);

    private readonly FieldIndex index = new();

    /// <summary>
    /// The record; its message stands in the row's bytes, or in those given, and is good until the next call. False when its
    /// issuer is not there.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="whole">Its message as it was before the card number was masked; empty where that is not needed.</param>
    /// <param name="entry">The record.</param>
    /// <exception cref="JournalStoreException">The row says something that no record says.</exception>
    internal bool TryRead(JournalRow row, ReadOnlySpan<byte> whole, out JournalEntry entry)
    {
        entry = default;
        short issuer = -1;
        if (row.Issuer is not null && !positions.TryGetValue(row.Issuer, out issuer)) return false;
        if (row.Version != RecordLayout.Version || row.Kind is < (int)RecordKind.Sent or > (int)RecordKind.MacFailed
            || row.Effect is < 0 or > (int)TotalsEffect.TransferReversal || row.Key.Length != 16
            || !TryReadType(row.Type, out entry.Type) || !TryReadCode(row.Code, out entry.Code))
        {
            throw new JournalStoreException(
                JournalFault.Corrupt, $"Row {row.Number} of the journal says what this version of the station does not know.");
        }
        entry.Kind = (RecordKind)row.Kind;
        entry.Effect = (TotalsEffect)row.Effect;
        entry.Issuer = issuer;
        entry.Field = (byte)row.Field;
        entry.Content = row.Content;
        entry.Stan = row.Stan;
        entry.OriginatorStan = row.OriginatorStan;
        entry.Day = row.Day;
        entry.Currency = (short)row.Currency;
        entry.UnixMs = row.UnixMs;
        entry.Amount = row.Amount;
        entry.Acquirer = row.Acquirer;
        entry.Key = new TransactionKey(ReadUInt64BigEndian(row.Key.Span), ReadUInt64BigEndian(row.Key.Span[8..]));
        entry.Lane = row.Lane;
        entry.Queued = row.Queued;

        // A request that has its outcome is never sent again: half of the messages need not be read.
        if (entry.Kind == RecordKind.Sent && whole.IsEmpty) return true;
        string? format = whole.IsEmpty ? row.Format : issuer >= 0 ? issuers[issuer].Format : null;
        ReadOnlySpan<byte> frame = whole.IsEmpty ? row.Message.Span : whole;
        if (frame.IsEmpty || issuer < 0 || format is null || !parsers.TryGetValue(format, out MessageParser? parser)) return true;
        if (!parser.Parse(frame, index).IsOk) return true;
        entry.HasMessage = true;
        entry.Message = new MessageView(frame, index);
        return true;
    }

    // Four decimal digits: 200 is 0200. No type at all is 0.
    private static bool TryReadType(int digits, out MessageType type)
    {
        int high = digits / 100, low = digits % 100;
        return MessageType.TryFromBcd([(byte)(high / 10 << 4 | high % 10), (byte)(low / 10 << 4 | low % 10)], out type);
    }

    private static bool TryReadCode(string text, out ResponseCode code)
    {
        code = default;
        if (text.Length == 0) return true;
        if (text.Length > 4) return false;
        Span<byte> characters = stackalloc byte[text.Length];
        for (int i = 0; i < text.Length; i++) characters[i] = (byte)text[i];
        return ResponseCode.TryParse(characters, out code);
    }
}
