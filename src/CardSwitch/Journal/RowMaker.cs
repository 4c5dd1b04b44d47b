using System.Text;
using CardSwitch.Iso8583;
using static System.Buffers.Binary.BinaryPrimitives;

namespace CardSwitch.Journal;

/// <summary>Makes rows of records: what a person may see of them. No row holds a card number.</summary>
/// <param name="keys">Make the tokens of cards.</param>
/// <param name="issuers">The issuers by the positions in the records.</param>
/// <param name="formats">The formats that are known, by their names.</param>
internal sealed class RowMaker(
    JournalKeys keys, IReadOnlyList<JournalIssuer> issuers, IReadOnlyDictionary<string, MessageFormat> formats)
{
    private readonly MessageParser?[] parsers =
    [
        .. issuers.Select(issuer => formats.TryGetValue(issuer.Format, out MessageFormat? format)
            ? new MessageParser(format, ParseChecks.None)
            : null),
    ];

    private readonly FieldIndex index = new();
    private readonly FieldIndex imageIndex = new();
    private readonly Dictionary<uint, string> codes = [];

    /// <summary>
    /// The row of a record, not chained and without its sealed message. A message of a format that is not known here is left
    /// out: where its card number stands cannot be told.
    /// </summary>
    internal JournalRow Make(long number, ReadOnlySpan<byte> record)
    {
        int issuer = ReadInt16LittleEndian(record[RecordLayout.IssuerAt..]);
        JournalIssuer? named = (uint)issuer < (uint)issuers.Count ? issuers[issuer] : null;
        var row = new JournalRow
        {
            Number = number,
            Version = record[RecordLayout.VersionAt],
            Kind = record[RecordLayout.KindAt],
            Effect = record[RecordLayout.EffectAt],
            Field = record[RecordLayout.FieldAt],
            Issuer = named?.Name,
            Type = ToDecimal(ReadUInt16LittleEndian(record[RecordLayout.TypeAt..])),
            Code = CodeOf(record.Slice(RecordLayout.CodeAt, 4)),
            Content = ReadUInt32LittleEndian(record[RecordLayout.ContentAt..]),
            Stan = ReadInt32LittleEndian(record[RecordLayout.StanAt..]),
            OriginatorStan = ReadInt32LittleEndian(record[RecordLayout.OriginatorStanAt..]),
            Day = ReadInt32LittleEndian(record[RecordLayout.DayAt..]),
            Currency = ReadInt16LittleEndian(record[RecordLayout.CurrencyAt..]),
            UnixMs = ReadInt64LittleEndian(record[RecordLayout.UnixMsAt..]),
            Amount = ReadInt64LittleEndian(record[RecordLayout.AmountAt..]),
            Acquirer = ReadInt64LittleEndian(record[RecordLayout.AcquirerAt..]),
            Key = KeyOf(record),
            Lane = ReadUInt64LittleEndian(record[RecordLayout.LaneAt..]),
            Queued = ReadInt64LittleEndian(record[RecordLayout.QueuedAt..]),
        };
        ReadOnlySpan<byte> frame = record[RecordLayout.MessageAt..];
        if (frame.IsEmpty || named is null) return row;
        row.Format = named.Format;
        if (parsers[issuer]?.Parse(frame, index).IsOk == true) AddMessage(row, parsers[issuer]!, new MessageView(frame, index));
        return row;
    }

    private void AddMessage(JournalRow row, MessageParser parser, MessageView message)
    {
        bool hasCard = message.TryGetPan(out Pan card);
        // An answer repeats them: the request's row, found by them, tells the key that all rows of the transaction have.
        if (row.Kind != (int)RecordKind.Answered)
        {
            row.Terminal = TextOf(message, Field.TerminalId);
            row.Rrn = TextOf(message, Field.Rrn);
        }
        if (hasCard && row.Kind != (int)RecordKind.Answered)
        {
            Span<byte> digits = stackalloc byte[Pan.MaxDigits];
            row.CardToken = keys.TokenOf(digits[..card.CopyTo(digits)]);
            row.Card = card.ToString();
        }
        byte[] image = message.Frame.ToArray();
        if (CardsOf.TryMask(message, in card, image, imageIndex, parser)) row.Message = image;
    }

    private static string? TextOf(MessageView message, int field)
    {
        Span<byte> plain = stackalloc byte[64];
        if (!message.Has(field) || !message.TryCopy(field, plain, out int length)) return null;
        return Encoding.Latin1.GetString(plain[..length]).TrimEnd(' ', '\0');
    }

    private static byte[] KeyOf(ReadOnlySpan<byte> record)
    {
        var key = new byte[16];
        WriteUInt64BigEndian(key, ReadUInt64LittleEndian(record[RecordLayout.KeyHighAt..]));
        WriteUInt64BigEndian(key.AsSpan(8), ReadUInt64LittleEndian(record[RecordLayout.KeyLowAt..]));
        return key;
    }

    private static int ToDecimal(ushort bcd) =>
        1000 * (bcd >> 12) + 100 * (bcd >> 8 & 0xF) + 10 * (bcd >> 4 & 0xF) + (bcd & 0xF);

    // There are few codes.
    private string CodeOf(ReadOnlySpan<byte> place)
    {
        uint value = ReadUInt32LittleEndian(place);
        if (codes.TryGetValue(value, out string? code)) return code;
        code = Encoding.Latin1.GetString(place.TrimEnd((byte)0));
        if (codes.Count < 1000) codes.Add(value, code);
        return code;
    }
}
