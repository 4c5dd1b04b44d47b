using CardSwitch.Journal;
using Npgsql;
using NpgsqlTypes;

namespace CardSwitch.PostgreSql;

/// <summary>A row's columns, in the order in which they are copied in and read.</summary>
internal static class RowColumns
{
    internal const string Names =
        "number, version, kind, effect, issuer, format, mti, code, stan, originator_stan, day, currency, field, unix_ms, amount, "
        + "acquirer, key, content, lane, queued, card_token, card, terminal, rrn, message, chain";

    internal static void Write(NpgsqlBinaryImporter to, string station, JournalRow row)
    {
        to.StartRow();
        to.Write(station, NpgsqlDbType.Text);
        to.Write(row.Number, NpgsqlDbType.Bigint);
        to.Write(row.Version, NpgsqlDbType.Integer);
        to.Write(row.Kind, NpgsqlDbType.Integer);
        to.Write(row.Effect, NpgsqlDbType.Integer);
        WriteText(to, row.Issuer);
        WriteText(to, row.Format);
        to.Write(row.Type, NpgsqlDbType.Integer);
        WriteText(to, row.Code);
        to.Write(row.Stan, NpgsqlDbType.Integer);
        to.Write(row.OriginatorStan, NpgsqlDbType.Integer);
        to.Write(row.Day, NpgsqlDbType.Integer);
        to.Write(row.Currency, NpgsqlDbType.Integer);
        to.Write(row.Field, NpgsqlDbType.Integer);
        to.Write(row.UnixMs, NpgsqlDbType.Bigint);
        to.Write(row.Amount, NpgsqlDbType.Bigint);
        to.Write(row.Acquirer, NpgsqlDbType.Bigint);
        WriteBytes(to, row.Key);
        to.Write((long)row.Content, NpgsqlDbType.Bigint);
        to.Write(unchecked((long)row.Lane), NpgsqlDbType.Bigint);
        to.Write(row.Queued, NpgsqlDbType.Bigint);
        WriteBytes(to, row.CardToken);
        WriteText(to, row.Card);
        WriteText(to, row.Terminal);
        WriteText(to, row.Rrn);
        WriteBytes(to, row.Message);
        to.Write(row.Chain, NpgsqlDbType.Bytea);
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

    private static void WriteText(NpgsqlBinaryImporter to, string? text)
    {
        if (text is null) to.WriteNull();
        else to.Write(StoredText.Of(text)!, NpgsqlDbType.Text);
    }

    private static void WriteBytes(NpgsqlBinaryImporter to, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty) to.WriteNull();
        else to.Write(bytes, NpgsqlDbType.Bytea);
    }

    private static byte[] ReadBytes(NpgsqlDataReader from, int column) =>
        from.IsDBNull(column) ? [] : from.GetFieldValue<byte[]>(column);

    private static string? ReadText(NpgsqlDataReader from, int column) =>
        from.IsDBNull(column) ? null : StoredText.Back(from.GetString(column));
}
