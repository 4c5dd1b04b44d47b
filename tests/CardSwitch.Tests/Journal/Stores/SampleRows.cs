using System.Globalization;
using System.Security.Cryptography;
using CardSwitch.Journal;

namespace CardSwitch.Tests.Journal.Stores;

/// <summary>Rows, groups and settlements whose every value follows from their numbers.</summary>
internal static class SampleRows
{
    internal const int FirstDay = 20260301;

    internal static readonly JournalIssuer[] Issuers = [new("first bank", "iso1987-ascii"), new("zweite Bank ü", "iso1993-bcd")];

    internal static byte[] Bytes(string what, long number, int length)
    {
        byte[] bytes = new byte[length];
        byte[] seed = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{what} {number}"));
        for (int i = 0; i < length; i++) bytes[i] = (byte)(seed[i % 32] + i / 32);
        return bytes;
    }

    internal static JournalGroup Group(long first, int count, int epoch, int length = 700) =>
        new(first, count, epoch, Issuers, Bytes("group", first, length));

    /// <summary>A transaction is two rows. Some rows have everything, some as little as there can be.</summary>
    internal static JournalRow Row(long number, int day = FirstDay, bool isSealed = false)
    {
        bool isRequest = number % 2 == 1;
        long transaction = (number + 1) / 2;
        bool isBare = number % 10 == 0;
        return new JournalRow
        {
            Number = number,
            Version = 1,
            Kind = isBare ? 14 : isRequest ? 1 : 2,
            Effect = isRequest || isBare ? 0 : 1,
            Issuer = isBare ? null : Issuers[transaction % 2].Name,
            Format = isBare ? null : Issuers[transaction % 2].Format,
            Type = isBare ? 0 : 200,
            Code = isRequest || isBare ? "" : transaction % 7 == 0 ? "51" : "00",
            Stan = isBare ? 0 : (int)(transaction % 999_999) + 1,
            OriginatorStan = isBare ? 0 : (int)(transaction * 7 % 999_999) + 1,
            Day = day,
            Currency = isBare ? 0 : 978,
            Field = number % 11 == 0 ? 37 : 0,
            UnixMs = 1_772_000_000_000 + number,
            Amount = isBare ? 0 : 100 * transaction,
            Acquirer = isBare ? 0 : 99_999_999_999 - transaction % 3,
            Key = Bytes("key", transaction, 16),
            Content = uint.MaxValue - (uint)number,
            Lane = number % 13 == 0 ? ulong.MaxValue - (ulong)number : 0,
            Queued = number % 17 == 0 ? number - 1 : 0,
            CardToken = isBare ? default : Bytes("card", transaction % 5, 16),
            Card = isBare ? null : $"400000******{transaction % 5:D4}",
            Terminal = isBare ? null : string.Create(CultureInfo.InvariantCulture, $"TERM{transaction % 3}"),
            Rrn = isBare ? null : string.Create(CultureInfo.InvariantCulture, $"{transaction:D12}"),
            Message = isBare ? default : Bytes("message", number, 90 + (int)(number % 50)),
            Chain = ChainOf(number),
            Sealed = isSealed ? Bytes("sealed", number, 120) : default,
        };
    }

    /// <summary>To a store, chain values and seals are bytes; these follow from the number alone.</summary>
    internal static byte[] ChainOf(long number)
    {
        byte[] chain = new byte[32];
        if (number != 0) SHA256.HashData(Bytes("chain", number, 8), chain);
        return chain;
    }

    internal static byte[] SealOf(long number) => Bytes("seal", number, 32);

    internal static JournalSettlement Settlement(
        long first, int count, int epoch, int day = FirstDay, long[]? ended = null, Func<long, bool>? isSealed = null)
    {
        JournalRow[] rows = [.. Enumerable.Range(0, count).Select(i => Row(first + i, day, isSealed?.Invoke(first + i) ?? false))];
        return new JournalSettlement(rows, ended ?? [], epoch, SealOf(first + count - 1));
    }

    /// <summary>All that a row says but its sealed message, as text to compare.</summary>
    internal static string Text(JournalRow row) => string.Join('|', row.Number, row.Version, row.Kind, row.Effect, row.Issuer ?? "-",
        row.Format ?? "-", row.Type, row.Code, row.Stan, row.OriginatorStan, row.Day, row.Currency, row.Field, row.UnixMs, row.Amount,
        row.Acquirer, Hex(row.Key), row.Content, row.Lane, row.Queued, Hex(row.CardToken), row.Card ?? "-", row.Terminal ?? "-",
        row.Rrn ?? "-", Hex(row.Message), Hex(row.Chain));

    internal static string Text(JournalGroup group) => string.Join('|', group.First, group.Count, group.Epoch,
        string.Join(',', group.Issuers.Select(issuer => $"{issuer.Name}={issuer.Format}")), Hex(group.Sealed));

    internal static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexString(bytes.Span);
}
