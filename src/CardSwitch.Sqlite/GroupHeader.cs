using System.Buffers.Binary;
using System.Numerics;

namespace CardSwitch.Sqlite;

/// <summary>
/// What stands before a group's sealed bytes in a log file. All numbers little-endian: magic (8 bytes), layout (4), epoch (4),
/// first (8), count (4), length of the sealed bytes (4), CRC-32C (4), zero (4). The CRC is of the 32 bytes before it and of the
/// sealed bytes, filled up with zeros to a multiple of 8. A group begins at a multiple of 4096 and takes whole blocks of 4096.
/// </summary>
internal readonly record struct GroupHeader(long First, int Count, int Epoch, int Length)
{
    internal const int Block = 4096, Bytes = 40;

    private const int Layout = 1, CrcAt = 32;

    private static ReadOnlySpan<byte> Magic => "CSwGroup"u8;

    internal long Last => First + Count - 1;

    /// <summary>The bytes that the CRC is of end here.</summary>
    internal long End => Bytes + RoundUp(Length, 8);

    /// <summary>The bytes that the group takes in a file.</summary>
    internal long Size => RoundUp(Bytes + (long)Length, Block);

    internal static long RoundUp(long value, int to) => (value + to - 1) / to * to;

    /// <summary>Writes the header before the sealed bytes, which are there already, with zeros behind them.</summary>
    internal void Write(Span<byte> group)
    {
        Magic.CopyTo(group);
        BinaryPrimitives.WriteInt32LittleEndian(group[8..], Layout);
        BinaryPrimitives.WriteInt32LittleEndian(group[12..], Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(group[16..], First);
        BinaryPrimitives.WriteInt32LittleEndian(group[24..], Count);
        BinaryPrimitives.WriteInt32LittleEndian(group[28..], Length);
        BinaryPrimitives.WriteUInt32LittleEndian(group[CrcAt..], Crc(group[..(int)End]));
        BinaryPrimitives.WriteUInt32LittleEndian(group[(CrcAt + 4)..], 0);
    }

    /// <summary>Reads a header that can be one; whether it and its group are whole is told by <see cref="IsWhole"/>.</summary>
    /// <param name="at">The file from there on, or at least <see cref="Bytes"/>.</param>
    /// <param name="room">How many bytes the file has from there on.</param>
    /// <param name="header">The header.</param>
    internal static bool TryRead(ReadOnlySpan<byte> at, long room, out GroupHeader header)
    {
        header = default;
        if (at.Length < Bytes || !at.StartsWith(Magic) || BinaryPrimitives.ReadInt32LittleEndian(at[8..]) != Layout) return false;
        header = new GroupHeader(
            BinaryPrimitives.ReadInt64LittleEndian(at[16..]), BinaryPrimitives.ReadInt32LittleEndian(at[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(at[12..]), BinaryPrimitives.ReadInt32LittleEndian(at[28..]));
        return header.First > 0 && header.Count > 0 && header.Last >= header.First && header.Length >= 0 && header.Size <= room;
    }

    /// <summary>Whether the bytes are those that were written.</summary>
    /// <param name="group">At least <see cref="End"/> bytes.</param>
    internal bool IsWhole(ReadOnlySpan<byte> group) =>
        BinaryPrimitives.ReadUInt32LittleEndian(group[CrcAt..]) == Crc(group[..(int)End]);

    private static uint Crc(ReadOnlySpan<byte> group)
    {
        uint crc = Crc(uint.MaxValue, group[..CrcAt]);
        return ~Crc(crc, group[Bytes..]);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        return crc;
    }
}
