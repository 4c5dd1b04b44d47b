using System.Security.Cryptography;
using System.Text;
using CardSwitch.Journal;

namespace CardSwitch.Tests.Journal.Stores;

/// <summary>Groups and rows as a station makes them, as far as a store can tell.</summary>
internal static class StoredSamples
{
    internal static IReadOnlyList<JournalIssuer> Issuers { get; } = [new("bank-a", "iso1987-ascii"), new("bank-b", "iso1987-binary")];

    internal static JournalOwner Owner(string station) => new(station, Issuers);

    internal static JournalGroup Group(long first, int count, int epoch, string text = "group") =>
        new(first, count, epoch, Issuers, Encoding.UTF8.GetBytes($"{text} of {first}, {count}"));

    internal static JournalRow Row(long number, Action<JournalRow>? change = null)
    {
        var row = new JournalRow
        {
            Number = number,
            Version = 1,
            Kind = 1,
            Issuer = "bank-a",
            Format = "iso1987-ascii",
            Type = 200,
            Stan = (int)number,
            OriginatorStan = 4711,
            Day = 20261122,
            Currency = 978,
            UnixMs = 1_795_000_000_000 + number,
            Amount = 100 * number,
            Acquirer = 12345,
            Key = Hash($"key {number}").AsMemory(0, 16),
            Content = 0xFEDCBA98,
            Lane = 0xFEDCBA9876543210,
            CardToken = Hash($"card {number % 3}").AsMemory(0, 16),
            Card = "476173******0119",
            Terminal = "TERM0001",
            Rrn = $"{number:D12}",
            Message = Encoding.ASCII.GetBytes($"0200 message {number}"),
            Chain = Hash($"chain {number}"),
        };
        change?.Invoke(row);
        return row;
    }

    internal static JournalSettlement Settling(int epoch, params JournalRow[] rows) => Settling(epoch, [], rows);

    internal static JournalSettlement Settling(int epoch, long[] ended, JournalRow[] rows) =>
        new(rows, ended, epoch, Seal(rows[^1].Number));

    internal static byte[] Seal(long number) => Hash($"seal {number}");

    internal static JournalRow[] Rows(long first, long last, Action<JournalRow>? change = null) =>
        [.. Enumerable.Range(0, (int)(last - first + 1)).Select(at => Row(first + at, change))];

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
