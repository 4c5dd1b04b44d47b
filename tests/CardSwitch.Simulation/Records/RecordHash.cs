using System.Buffers.Binary;
using System.Numerics;

using CardSwitch.Journal;

namespace CardSwitch.Simulation.Records;

/// <summary>
/// A running digest of records, to tell two runs apart; no defence against anybody who means harm. The same on every machine.
/// </summary>
internal static class RecordHash
{
    // Odd numbers without a pattern: the fractions of the golden ratio, of pi and of e.
    private const ulong First = 0x9E3779B97F4A7C15, Second = 0x243F6A8885A308D3, Third = 0xB7E151628AED2A6B;

    internal static ulong Next(ulong hash, long number, ReadOnlySpan<byte> record)
    {
        hash = Mix(hash, (ulong)number ^ First, (ulong)record.Length ^ Second);
        while (record.Length >= 16)
        {
            hash = Mix(
                hash, BinaryPrimitives.ReadUInt64LittleEndian(record),
                BinaryPrimitives.ReadUInt64LittleEndian(record[8..]));
            record = record[16..];
        }
        if (record.IsEmpty) return hash;
        Span<byte> rest = stackalloc byte[16];
        rest.Clear();
        record.CopyTo(rest);
        return Mix(
            hash, BinaryPrimitives.ReadUInt64LittleEndian(rest), BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]));
    }

    // The hash before stays in by its rotation, also where a factor happens to be zero.
    private static ulong Mix(ulong hash, ulong left, ulong right)
    {
        ulong high = Math.BigMul(left ^ Third, right ^ hash, out ulong low);
        return BitOperations.RotateLeft(hash, 29) + (high ^ low) + First;
    }
}
