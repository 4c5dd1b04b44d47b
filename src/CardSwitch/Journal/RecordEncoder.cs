using CardSwitch.Iso8583;
using static System.Buffers.Binary.BinaryPrimitives;

namespace CardSwitch.Journal;

/// <summary>
/// Turns a record into bytes (<see cref="RecordLayout"/>), its message without what may not be kept
/// (<see cref="JournalImage"/>). Made to be used again: allocates only for a message longer than all before.
/// </summary>
internal sealed class RecordEncoder
{
    private const int StartBytes = 4096;

    private byte[] buffer = new byte[StartBytes];

    /// <summary>
    /// The record's bytes, until the next call. A message is left out where its record names no issuer, whose format it would
    /// be read in, and where it is not a parsed one.
    /// </summary>
    internal ReadOnlySpan<byte> Encode(in JournalEntry entry)
    {
        int room = RoomFor(in entry);
        if (buffer.Length < room) buffer = new byte[Math.Max(room, 2 * buffer.Length)];
        return buffer.AsSpan(0, Write(in entry, buffer));
    }

    /// <summary>A number of bytes that the record surely fits in.</summary>
    internal static int RoomFor(in JournalEntry entry) =>
        RecordLayout.MessageAt + (KeepsMessage(in entry) ? JournalImage.MaxLength(entry.Message) : 0);

    /// <summary>Writes the record to where there is room for it; returns its length.</summary>
    internal static int Write(in JournalEntry entry, Span<byte> record)
    {
        int length = 0;
        if (KeepsMessage(in entry)) JournalImage.TryWrite(entry.Message, record[RecordLayout.MessageAt..], out length);
        WriteHead(record[..RecordLayout.MessageAt], in entry, length);
        return RecordLayout.MessageAt + length;
    }

    private static bool KeepsMessage(in JournalEntry entry) => entry.HasMessage && entry.Issuer >= 0;

    private static void WriteHead(Span<byte> head, in JournalEntry entry, int messageLength)
    {
        WriteInt64LittleEndian(head[RecordLayout.QueuedAt..], entry.Queued);
        head[RecordLayout.VersionAt] = RecordLayout.Version;
        head[RecordLayout.KindAt] = (byte)entry.Kind;
        head[RecordLayout.EffectAt] = (byte)entry.Effect;
        head[RecordLayout.FieldAt] = entry.Field;
        WriteInt16LittleEndian(head[RecordLayout.IssuerAt..], entry.Issuer);
        WriteUInt16LittleEndian(head[RecordLayout.TypeAt..], entry.Type.Bcd);
        WriteCode(head.Slice(RecordLayout.CodeAt, 4), entry.Code);
        WriteUInt32LittleEndian(head[RecordLayout.ContentAt..], entry.Content);
        WriteInt32LittleEndian(head[RecordLayout.StanAt..], entry.Stan);
        WriteInt32LittleEndian(head[RecordLayout.OriginatorStanAt..], entry.OriginatorStan);
        WriteInt32LittleEndian(head[RecordLayout.DayAt..], entry.Day);
        WriteInt16LittleEndian(head[RecordLayout.CurrencyAt..], entry.Currency);
        WriteUInt16LittleEndian(head[RecordLayout.MessageLengthAt..], (ushort)messageLength);
        WriteInt64LittleEndian(head[RecordLayout.UnixMsAt..], entry.UnixMs);
        WriteInt64LittleEndian(head[RecordLayout.AmountAt..], entry.Amount);
        WriteInt64LittleEndian(head[RecordLayout.AcquirerAt..], entry.Acquirer);
        WriteUInt64LittleEndian(head[RecordLayout.KeyHighAt..], entry.Key.High);
        WriteUInt64LittleEndian(head[RecordLayout.KeyLowAt..], entry.Key.Low);
        WriteUInt64LittleEndian(head[RecordLayout.LaneAt..], entry.Lane);
    }

    private static void WriteCode(Span<byte> place, ResponseCode code)
    {
        WriteUInt32LittleEndian(place, 0);
        code.CopyTo(place);
    }
}
