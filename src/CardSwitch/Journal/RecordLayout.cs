using System.Buffers.Binary;

namespace CardSwitch.Journal;

/// <summary>
/// Where a record's values stand, in bytes from its start; numbers are little endian. Written to journals: a change is a
/// new version. The message, if there is one, is the rest of the record.
/// </summary>
internal static class RecordLayout
{
    internal const byte Version = 1;

    internal const int VersionAt = 0;         // 1 byte
    internal const int KindAt = 1;            // 1
    internal const int EffectAt = 2;          // 1
    internal const int FieldAt = 3;           // 1
    internal const int IssuerAt = 4;          // 2, signed
    internal const int TypeAt = 6;            // 2, four digits packed: 0x0200
    internal const int CodeAt = 8;            // 4 characters, zeros behind a shorter code
    internal const int ContentAt = 12;        // 4
    internal const int StanAt = 16;           // 4
    internal const int OriginatorStanAt = 20; // 4
    internal const int DayAt = 24;            // 4
    internal const int CurrencyAt = 28;       // 2
    internal const int MessageLengthAt = 30;  // 2, 0 without a message
    internal const int UnixMsAt = 32;         // 8
    internal const int AmountAt = 40;         // 8
    internal const int AcquirerAt = 48;       // 8
    internal const int KeyHighAt = 56;        // 8
    internal const int KeyLowAt = 64;         // 8
    internal const int LaneAt = 72;           // 8
    internal const int QueuedAt = 80;         // 8
    internal const int MessageAt = 88;

    /// <summary>The most bytes that a record can have.</summary>
    internal const int MaxLength = MessageAt + ushort.MaxValue;

    /// <summary>The length of the record that these bytes begin with.</summary>
    internal static int LengthOf(ReadOnlySpan<byte> records) =>
        MessageAt + BinaryPrimitives.ReadUInt16LittleEndian(records[MessageLengthAt..]);
}
