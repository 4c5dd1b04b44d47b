using CardSwitch.Journal;

namespace CardSwitch.Station.Journals;

/// <summary>Rows that stay when the reader goes on: a store may fill one row again and again.</summary>
internal static class KeptRow
{
    internal static JournalRow Of(JournalRow row) => new()
    {
        Number = row.Number,
        Version = row.Version,
        Kind = row.Kind,
        Effect = row.Effect,
        Issuer = row.Issuer,
        Format = row.Format,
        Type = row.Type,
        Code = row.Code,
        Stan = row.Stan,
        OriginatorStan = row.OriginatorStan,
        Day = row.Day,
        Currency = row.Currency,
        Field = row.Field,
        UnixMs = row.UnixMs,
        Amount = row.Amount,
        Acquirer = row.Acquirer,
        Key = row.Key.ToArray(),
        Content = row.Content,
        Lane = row.Lane,
        Queued = row.Queued,
        CardToken = row.CardToken.ToArray(),
        Card = row.Card,
        Terminal = row.Terminal,
        Rrn = row.Rrn,
        Message = row.Message.ToArray(),
        Chain = row.Chain.ToArray(),
    };
}
