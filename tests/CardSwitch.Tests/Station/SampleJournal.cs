using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Sqlite;
using CardSwitch.Station.Configuration;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Station;

/// <summary>A small journal in a folder of its own, as a station that has stopped leaves it, with its key and station file.</summary>
internal sealed class SampleJournal : IDisposable
{
    public const string Card = "4761739001010119", OtherCard = "5413330089010442";
    public const string Masked = "476173******0119";

    private static readonly DateOnly FirstDay = new(2026, 11, 21);

    private readonly TemporaryFolder folder = new();
    private readonly JournalKeys keys;

    public SampleJournal()
    {
        StationFile = folder.Add("station.json", Station);
        Folder = Path.Combine(Path.GetDirectoryName(StationFile)!, "journal");
        KeyFile = Path.Combine(Path.GetDirectoryName(StationFile)!, "journal.key");
        Directory.CreateDirectory(Folder);
        SecretFile.CreateKey(KeyFile);
        Assert.True(SecretFile.TryReadKey(KeyFile, out byte[] key, out _));
        keys = new JournalKeys(key, "north");
        using var store = new SqliteJournal(Folder);
        Settle(store, keys);
    }

    /// <summary>A station file whose section names the journal and its key.</summary>
    public string StationFile { get; }

    public string Folder { get; }

    public string KeyFile { get; }

    /// <summary>Runs <c>journal</c> with a verb and its options on this journal.</summary>
    public Task<CommandOutcome> RunAsync(string verb, params string[] options) =>
        CommandOutcome.OfAsync(["journal", verb, .. options, "--station", StationFile]);

    /// <summary>A path beside the station file.</summary>
    public string PathOf(string name) => Path.Combine(Path.GetDirectoryName(StationFile)!, name);

    public void Dispose()
    {
        keys.Dispose();
        folder.Dispose();
    }

    /// <summary>Settles the sample's rows in a store.</summary>
    internal static void Settle(IJournalStore store, JournalKeys keys)
    {
        JournalPosition position = store.Open(new JournalOwner("north", [new("harbour", "iso1987-ascii"), new("alpine", "iso1987-ascii")]));
        JournalRow[] rows = Rows(keys);
        byte[] chain = new byte[RowChain.Length];
        foreach (JournalRow row in rows)
        {
            RowChain.Next(chain, row, chain);
            row.Chain = chain.ToArray();
        }
        store.Settle(new JournalSettlement(rows, [], position.Epoch, keys.SealOfChain(rows[^1].Number, chain)));
    }

    private static JournalRow[] Rows(JournalKeys keys)
    {
        return
        [
            // Approved.
            Row(1, 1, RecordKind.Sent, Card, "harbour", amount: 12_345, message: Purchase()),
            Row(2, 1, RecordKind.Answered, Card, "harbour", "00", amount: 12_345, effect: TotalsEffect.Debit),
            // Timed out, reversed.
            Row(3, 2, RecordKind.Sent, Card, "harbour", amount: 500, message: Purchase()),
            Row(4, 2, RecordKind.TimedOut, Card, "harbour", "91", amount: 500, message: Purchase()),
            Row(5, 2, RecordKind.Forwarded, null, "harbour", "00", queued: 4),
            // Nobody's transaction.
            new JournalRow { Number = 6, Version = 1, Kind = (int)RecordKind.Network, Type = 800, Code = "00", Issuer = "alpine", Amount = 1, UnixMs = Time(6) },
            // Declined on the next day, in a currency without decimals.
            Row(7, 3, RecordKind.Sent, OtherCard, "alpine", amount: 700, currency: 392, day: 1, message: Purchase()),
            Row(8, 3, RecordKind.Answered, OtherCard, "alpine", "51", amount: 700, currency: 392, day: 1),
            // Approved, then reversed by the shop; the reversal waits.
            Row(9, 4, RecordKind.Sent, OtherCard, "alpine", amount: 250, day: 1, message: Purchase()),
            Row(10, 4, RecordKind.Answered, OtherCard, "alpine", "00", amount: 250, day: 1, effect: TotalsEffect.Debit),
            Row(11, 4, RecordKind.Reversed, OtherCard, "alpine", amount: 250, day: 1, effect: TotalsEffect.DebitReversal, message: Purchase()),
        ];

        JournalRow Row(
            long number, byte transaction, RecordKind kind, string? card, string issuer, string code = "", long amount = 0,
            int currency = 978, int day = 0, TotalsEffect effect = TotalsEffect.None, long queued = 0, byte[]? message = null)
        {
            JournalRow row = RowOf(number, transaction, kind, issuer, code, amount, currency, day, effect, queued, message);
            if (card is null) return row;
            row.CardToken = keys.TokenOf(Encoding.ASCII.GetBytes(card));
            row.Card = $"{card[..6]}******{card[^4..]}";
            row.Terminal = transaction < 3 ? "TERM0001" : "TERM0002";
            row.Rrn = $"63260512345{transaction}";
            return row;
        }
    }

    private static JournalRow RowOf(
        long number, byte transaction, RecordKind kind, string issuer, string code, long amount, int currency, int day,
        TotalsEffect effect, long queued, byte[]? message)
    {
        DateOnly date = FirstDay.AddDays(day);
        byte[] key = new byte[16];
        key[15] = transaction;
        return new JournalRow
        {
            Number = number,
            Version = 1,
            Kind = (int)kind,
            Effect = (int)effect,
            Issuer = issuer,
            Format = message is null ? null : "iso1987-ascii",
            Type = 200,
            Code = code,
            Stan = 900_000 + transaction,
            OriginatorStan = 123_000 + transaction,
            Day = date.Year * 10_000 + date.Month * 100 + date.Day,
            Currency = amount == 0 ? 0 : currency,
            UnixMs = Time(number),
            Amount = amount,
            Acquirer = 123_456,
            Key = key,
            Queued = queued,
            Message = message,
        };
    }

    private static long Time(long number) => 1_795_269_600_000 + number * 1000;

    /// <summary>R1 as a journal keeps it.</summary>
    private static byte[] Purchase()
    {
        byte[] frame = ReferenceMessages.R1;
        var index = new FieldIndex();
        Assert.True(new MessageParser(MessageFormats.Iso1987Ascii).Parse(frame, index).IsOk);
        byte[] image = new byte[frame.Length];
        Assert.True(JournalImage.TryWrite(new MessageView(frame, index), image, out int length));
        int card = image.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Card));
        image.AsSpan(card + 6, 6).Fill((byte)'0');
        return image[..length];
    }

    private const string Station =
        """
        {
          "name": "north",
          "listeners": [{ "name": "shops", "port": 0 }],
          "issuers": [
            { "name": "harbour", "endpoints": [{ "host": "127.0.0.1", "port": 6000 }] },
            { "name": "alpine", "endpoints": [{ "host": "127.0.0.1", "port": 6001 }] },
          ],
          "journal": { "store": "sqlite", "directory": "journal", "keyFile": "journal.key" },
        }
        """;
}
