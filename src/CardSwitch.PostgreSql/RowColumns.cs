using CardSwitch.Journal;
using Npgsql;

namespace CardSwitch.PostgreSql;

/// <summary>A row's columns, in the order in which they are copied in and read.</summary>
internal static class RowColumns
{
    internal const string Names =
        "number, version, kind, effect, issuer, format, mti, code, stan, originator_stan, day, currency, field, unix_ms, amount, "
        + "acquirer, key, content, lane, queued, card_token, card, terminal, rrn, message, chain";

    // With the station.
    private const int Count = 27;

    internal static void Write(CopyWriter to, string station, JournalRow row)
    {
        to.BeginRow(Count);
        to.Text(station);
        to.Bigint(row.Number);
        to.Integer(row.Version);
        to.Integer(row.Kind);
        to.Integer(row.Effect);
        WriteText(to, row.Issuer);
        WriteText(to, row.Format);
        to.Integer(row.Type);
        WriteText(to, row.Code);
        to.Integer(row.Stan);
        to.Integer(row.OriginatorStan);
        to.Integer(row.Day);
        to.Integer(row.Currency);
        to.Integer(row.Field);
        to.Bigint(row.UnixMs);
        to.Bigint(row.Amount);
        to.Bigint(row.Acquirer);
        WriteBytes(to, row.Key);
        to.Bigint(row.Content);
        to.Bigint(unchecked((long)row.Lane));
        to.Bigint(row.Queued);
        WriteBytes(to, row.CardToken);
        WriteText(to, row.Card);
        WriteText(to, row.Terminal);
        WriteText(to, row.Rrn);
        WriteBytes(to, row.Message);
        to.Bytea(row.Chain.Span);
    }

    internal static JournalRow Read(NpgsqlDataReader from) => new()
    {
        Number = from.GetInt64(0),
        Version = from.GetInt32(1),
        Kind = from.GetInt32(2),
        Effect = from.GetInt32(3),
        Issuer = ReadText(from, 4),
        Format = ReadText(from, 5),
        Type = from.GetInt32(6),
        Code = ReadText(from, 7) ?? "",
        Stan = from.GetInt32(8),
        OriginatorStan = from.GetInt32(9),
        Day = from.GetInt32(10),
        Currency = from.GetInt32(11),
        Field = from.GetInt32(12),
        UnixMs = from.GetInt64(13),
        Amount = from.GetInt64(14),
        Acquirer = from.GetInt64(15),
        Key = ReadBytes(from, 16),
        // A value beyond its range was written by another hand; the chain tells.
        Content = unchecked((uint)from.GetInt64(17)),
        Lane = unchecked((ulong)from.GetInt64(18)),
        Queued = from.GetInt64(19),
        CardToken = ReadBytes(from, 20),
        Card = ReadText(from, 21),
        Terminal = ReadText(from, 22),
        Rrn = ReadText(from, 23),
        Message = ReadBytes(from, 24),
        Chain = from.GetFieldValue<byte[]>(25),
    };

    private static void WriteText(CopyWriter to, string? text)
    {
        if (text is null) to.Null();
        else to.Text(text);
    }

    private static void WriteBytes(CopyWriter to, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty) to.Null();
        else to.Bytea(bytes.Span);
    }

    private static byte[] ReadBytes(NpgsqlDataReader from, int column) =>
        from.IsDBNull(column) ? [] : from.GetFieldValue<byte[]>(column);

    private static string? ReadText(NpgsqlDataReader from, int column) =>
        from.IsDBNull(column) ? null : StoredText.Back(from.GetString(column));
}
