using CardSwitch.Journal;

namespace CardSwitch.Sqlite;

/// <summary>The columns of the table <c>record</c>, in their order, and how a row goes into them and comes out of them.</summary>
internal static class RecordColumns
{
    internal const string Names =
        "number, version, unix_ms, day, kind, mti, code, amount, currency, effect, issuer, format, acquirer, terminal, rrn, card, "
        + "card_token, stan, originator_stan, key, queued, lane, content, field, message, chain";

    /// <summary>
    /// What rows' values are put behind. It is run in a transaction that is rolled back as a whole: without a way back to before
    /// this statement alone, SQLite need not keep the pages that it changes as they were.
    /// </summary>
    internal const string Insert = $"INSERT OR ROLLBACK INTO record ({Names}) VALUES ";

    internal const string Values = "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

    /// <summary>More bytes than a row's texts and bytes take.</summary>
    internal static int MostBytes(JournalRow row) =>
        1 + row.Key.Length + row.CardToken.Length + row.Message.Length + row.Chain.Length
        + 3 * (row.Code.Length + LengthOf(row.Issuer) + LengthOf(row.Format) + LengthOf(row.Terminal)
            + LengthOf(row.Rrn) + LengthOf(row.Card));

    private static int LengthOf(string? text) => text?.Length ?? 0;

    internal static void Bind(RowInsert insert, JournalRow row) => insert
        .Bind(row.Number)
        .Bind(row.Version)
        .Bind(row.UnixMs)
        .Bind(row.Day)
        .Bind(row.Kind)
        .Bind(row.Type)
        .Bind(row.Code)
        .Bind(row.Amount)
        .Bind(row.Currency)
        .Bind(row.Effect)
        .Bind(row.Issuer)
        .Bind(row.Format)
        .Bind(row.Acquirer)
        .Bind(row.Terminal)
        .Bind(row.Rrn)
        .Bind(row.Card)
        .BindOptional(row.CardToken.Span)
        .Bind(row.Stan)
        .Bind(row.OriginatorStan)
        .BindOptional(row.Key.Span)
        .Bind(row.Queued)
        .Bind(unchecked((long)row.Lane))
        .Bind(row.Content)
        .Bind(row.Field)
        .BindOptional(row.Message.Span)
        .Bind(row.Chain.Span);

    internal static JournalRow Read(Statement row, string path) => new()
    {
        Number = row.Long(0),
        Version = row.Int(1),
        UnixMs = row.Long(2),
        Day = row.Int(3),
        Kind = row.Int(4),
        Type = row.Int(5),
        Code = row.Text(6),
        Amount = row.Long(7),
        Currency = row.Int(8),
        Effect = row.Int(9),
        Issuer = row.OptionalText(10),
        Format = row.OptionalText(11),
        Acquirer = row.Long(12),
        Terminal = row.OptionalText(13),
        Rrn = row.OptionalText(14),
        Card = row.OptionalText(15),
        CardToken = row.Bytes(16),
        Stan = row.Int(17),
        OriginatorStan = row.Int(18),
        Key = row.Bytes(19),
        Queued = row.Long(20),
        Lane = unchecked((ulong)row.Long(21)),
        Content = row.Long(22) is >= 0 and <= uint.MaxValue and var content
            ? (uint)content
            : throw SqliteFault.Corrupt(path, "a number is too large for its column."),
        Field = row.Int(23),
        Message = row.Bytes(24),
        Chain = row.Bytes(25),
    };
}
