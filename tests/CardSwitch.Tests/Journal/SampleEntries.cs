using CardSwitch.Iso8583;
using CardSwitch.Journal;

namespace CardSwitch.Tests.Journal;

/// <summary>Records to encode, and what to compare of them.</summary>
internal static class SampleEntries
{
    /// <summary>A record of random values; everything but the message.</summary>
    public static JournalEntry Random(Random random) => new()
    {
        Kind = (RecordKind)random.Next(1, 18),
        Effect = (TotalsEffect)random.Next(9),
        Issuer = (short)random.Next(3),
        Type = MessageType.Of(random.Next(10_000)),
        Code = random.Next(4) switch
        {
            0 => default,
            1 => ResponseCode.Of("91"u8),
            2 => ResponseCode.Of("107"u8),
            _ => ResponseCode.Of("1003"u8),
        },
        Stan = random.Next(),
        OriginatorStan = random.Next(1_000_000),
        Day = random.Next(),
        Currency = (short)random.Next(1000),
        Field = (byte)random.Next(256),
        UnixMs = random.NextInt64(),
        Amount = random.NextInt64(long.MinValue, long.MaxValue),
        Acquirer = random.NextInt64(),
        Key = new TransactionKey((ulong)random.NextInt64(), (ulong)random.NextInt64(long.MinValue, 0)),
        Content = (uint)random.NextInt64(1L << 32),
        Lane = (ulong)random.NextInt64(long.MinValue, long.MaxValue),
        Queued = random.NextInt64(),
    };

    /// <summary>All values but the message's, as text.</summary>
    public static string Text(in JournalEntry entry) => string.Join(
        ' ', entry.Kind, entry.Effect, entry.Issuer, entry.Type, entry.Code, entry.Stan, entry.OriginatorStan, entry.Day,
        entry.Currency, entry.Field, entry.UnixMs, entry.Amount, entry.Acquirer, entry.Key, entry.Content, entry.Lane, entry.Queued,
        entry.HasMessage);
}
