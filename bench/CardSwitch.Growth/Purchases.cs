using System.Buffers.Text;
using CardSwitch.Benchmarks.Payloads;
using CardSwitch.Iso8583;
using CardSwitch.Journal;

namespace CardSwitch.Growth;

/// <summary>
/// Records of purchases like R1: sent to the issuer, and answered, a few requests later. Every one has another card out of
/// half a million, trace and reference number; terminals are a few thousand; keys are random, as hashes are.
/// </summary>
internal sealed class Purchases
{
    private const int Day = 20261122, PanAt = 14, CardDigits = 6;

    // Requests on their way at any time.
    private const int Between = 64;

    private readonly RecordEncoder encoder = new();
    private readonly MessageParser parser = new(MessageFormats.Iso1987Ascii, ParseChecks.None);
    private readonly FieldIndex index = new();
    private readonly Random random = new(5);
    private readonly Queue<(byte[] Frame, TransactionKey Key, int Stan)> sent = [];
    private readonly int stanAt, rrnAt, terminalAt;
    private long transactions;
    private bool isOpened;

    internal Purchases()
    {
        byte[] frame = ReferenceMessages.R1;
        stanAt = frame.AsSpan().IndexOf("1122053012123456053012"u8) + "1122053012".Length;
        rrnAt = frame.AsSpan().IndexOf("632605123456"u8);
        terminalAt = frame.AsSpan().IndexOf("TERM0001"u8);
    }

    /// <summary>As many records as that, and all that a station records before them when they are the first.</summary>
    internal void AddTo(UnsettledRecords records, int count)
    {
        if (!isOpened)
        {
            isOpened = true;
            var opened = new JournalEntry { Kind = RecordKind.DayOpened, Issuer = -1, Day = Day };
            records.Add(encoder.Encode(in opened), 1);
            count--;
        }
        for (int i = 0; i < count; i++)
        {
            if (sent.Count < Between) Send(records);
            else Answer(records);
        }
    }

    private void Send(UnsettledRecords records)
    {
        byte[] frame = ReferenceMessages.R1;
        int stan = (int)(++transactions % 1_000_000);
        Span<byte> at = frame;
        Utf8Formatter.TryFormat(random.Next(500_000), at.Slice(PanAt + 6, CardDigits), out _, new('D', CardDigits));
        Utf8Formatter.TryFormat(stan, at.Slice(stanAt, 6), out _, new('D', 6));
        Utf8Formatter.TryFormat(transactions, at.Slice(rrnAt, 12), out _, new('D', 12));
        Utf8Formatter.TryFormat(random.Next(5_000), at.Slice(terminalAt + 4, 4), out _, new('D', 4));
        var key = new TransactionKey((ulong)random.NextInt64(), (ulong)random.NextInt64());
        sent.Enqueue((frame, key, stan));
        Add(records, RecordKind.Sent, frame, key, stan);
    }

    private void Answer(UnsettledRecords records)
    {
        (byte[] frame, TransactionKey key, int stan) = sent.Dequeue();
        Add(records, RecordKind.Answered, frame, key, stan);
    }

    private void Add(UnsettledRecords records, RecordKind kind, byte[] frame, TransactionKey key, int stan)
    {
        if (!parser.Parse(frame, index).IsOk) throw new InvalidOperationException("The message cannot be read.");
        var entry = new JournalEntry
        {
            Kind = kind,
            Effect = kind == RecordKind.Answered ? TotalsEffect.Debit : TotalsEffect.None,
            Issuer = 0,
            Type = MessageType.Of(200),
            Code = kind == RecordKind.Answered ? ResponseCode.Of("00"u8) : default,
            Stan = stan,
            OriginatorStan = stan,
            Day = Day,
            Currency = 978,
            UnixMs = 1_795_000_000_000 + transactions,
            Amount = 12345,
            Acquirer = 123456,
            Key = key,
            Content = (uint)key.Low,
            HasMessage = true,
            Message = new MessageView(frame, index),
        };
        records.Add(encoder.Encode(in entry), 1);
    }
}
