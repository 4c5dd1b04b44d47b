using CardSwitch.Journal;

namespace CardSwitch.Sqlite;

/// <summary>The columns of the table <c>record</c>, in their order, and how a row goes into them and comes out of them.</summary>
internal static class RecordColumns
{
    internal const string Names =
        "number, version, unix_ms, day, kind, mti, code, amount, currency, effect, issuer, format, acquirer, terminal, rrn, card, "
        + "card_token, stan, originator_stan, key, queued, lane, content, field, message, chain";

    internal const string Insert =
        $"INSERT INTO record ({Names}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

    internal static void Bind(Statement insert, JournalRow row) => insert
        .Bind(1, row.Number)
        .Bind(2, row.Version)
        .Bind(3, row.UnixMs)
        .Bind(4, row.Day)
        .Bind(5, row.Kind)
        .Bind(6, row.Type)
        .Bind(7, row.Code)
        .Bind(8, row.Amount)
        .Bind(9, row.Currency)
        .Bind(10, row.Effect)
        .Bind(11, row.Issuer)
        .Bind(12, row.Format)
        .Bind(13, row.Acquirer)
        .Bind(14, row.Terminal)
        .Bind(15, row.Rrn)
        .Bind(16, row.Card)
        .BindOptional(17, row.CardToken.Span)
        .Bind(18, row.Stan)
        .Bind(19, row.OriginatorStan)
        .BindOptional(20, row.Key.Span)
        .Bind(21, row.Queued)
        .Bind(22, unchecked((long)row.Lane))
        .Bind(23, row.Content)
        .Bind(24, row.Field)
        .BindOptional(25, row.Message.Span)
        .Bind(26, row.Chain.Span);

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
