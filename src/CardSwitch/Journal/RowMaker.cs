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
        var row = new JournalRow();
        Make(row, number, record, new RowBytes());
        return row;
    }

    /// <summary>The same in a row that is used again: every value is set.</summary>
    /// <param name="row">The row.</param>
    /// <param name="number">Its number.</param>
    /// <param name="record">The record.</param>
    /// <param name="bytes">Where the row's bytes are put.</param>
    internal void Make(JournalRow row, long number, ReadOnlySpan<byte> record, RowBytes bytes)
    {
        int issuer = ReadInt16LittleEndian(record[RecordLayout.IssuerAt..]);
        JournalIssuer? named = (uint)issuer < (uint)issuers.Count ? issuers[issuer] : null;
        row.Number = number;
        row.Version = record[RecordLayout.VersionAt];
        row.Kind = record[RecordLayout.KindAt];
        row.Effect = record[RecordLayout.EffectAt];
        row.Field = record[RecordLayout.FieldAt];
        row.Issuer = named?.Name;
        row.Type = ToDecimal(ReadUInt16LittleEndian(record[RecordLayout.TypeAt..]));
        row.Code = CodeOf(record.Slice(RecordLayout.CodeAt, 4));
        row.Content = ReadUInt32LittleEndian(record[RecordLayout.ContentAt..]);
        row.Stan = ReadInt32LittleEndian(record[RecordLayout.StanAt..]);
        row.OriginatorStan = ReadInt32LittleEndian(record[RecordLayout.OriginatorStanAt..]);
        row.Day = ReadInt32LittleEndian(record[RecordLayout.DayAt..]);
        row.Currency = ReadInt16LittleEndian(record[RecordLayout.CurrencyAt..]);
        row.UnixMs = ReadInt64LittleEndian(record[RecordLayout.UnixMsAt..]);
        row.Amount = ReadInt64LittleEndian(record[RecordLayout.AmountAt..]);
        row.Acquirer = ReadInt64LittleEndian(record[RecordLayout.AcquirerAt..]);
        row.Lane = ReadUInt64LittleEndian(record[RecordLayout.LaneAt..]);
        row.Queued = ReadInt64LittleEndian(record[RecordLayout.QueuedAt..]);
        row.Format = row.Card = row.Terminal = row.Rrn = null;
        row.CardToken = row.Message = row.Chain = row.Sealed = default;
        Memory<byte> key = bytes.Take(16);
        WriteUInt64BigEndian(key.Span, ReadUInt64LittleEndian(record[RecordLayout.KeyHighAt..]));
        WriteUInt64BigEndian(key.Span[8..], ReadUInt64LittleEndian(record[RecordLayout.KeyLowAt..]));
        row.Key = key;
        ReadOnlySpan<byte> frame = record[RecordLayout.MessageAt..];
        if (frame.IsEmpty || named is null) return;
        row.Format = named.Format;
        if (parsers[issuer] is not { } parser || !parser.Parse(frame, index).IsOk) return;
        AddMessage(row, parser, new MessageView(frame, index), bytes);
    }

    private void AddMessage(JournalRow row, MessageParser parser, MessageView message, RowBytes bytes)
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
            Memory<byte> token = bytes.Take(JournalKeys.TokenLength);
            keys.WriteToken(digits[..card.CopyTo(digits)], token.Span);
            row.CardToken = token;
            row.Card = card.ToString();
        }
        Memory<byte> image = bytes.Take(message.Frame.Length);
        message.Frame.CopyTo(image.Span);
        if (CardsOf.TryMask(message, in card, image.Span, imageIndex, parser)) row.Message = image;
        else image.Span.Clear();
    }

    private static string? TextOf(MessageView message, int field)
    {
        Span<byte> plain = stackalloc byte[64];
        if (!message.Has(field) || !message.TryCopy(field, plain, out int length)) return null;
        return Encoding.Latin1.GetString(plain[..length].TrimEnd(" \0"u8));
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
