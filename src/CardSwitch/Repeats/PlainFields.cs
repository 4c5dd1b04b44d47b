using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CardSwitch.Iso8583;

namespace CardSwitch.Repeats;

/// <summary>
/// Reads short fields of one ASCII character a byte straight from their frame, in words. Every load is of eight bytes and
/// ends at the end of the field or begins at its start; what belongs to its neighbours is shifted off.
/// </summary>
internal readonly ref struct PlainFields(ReadOnlySpan<byte> frame)
{
    /// <summary>The longest that is read here.</summary>
    internal const int MaxLength = 16;

    private const ulong Zeros = 0x3030_3030_3030_3030;

    private readonly ref byte frame = ref MemoryMarshal.GetReference(frame);

    /// <summary>Digits as a number; adds bits to <paramref name="wrong"/> when they are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Number(FieldSlot slot, ref ulong wrong)
    {
        int digits = slot.Length;
        ulong low = LoadEnding(slot.End) ^ Zeros;
        if (digits <= 8) return Eight(Last(low, digits), ref wrong);
        ulong high = LoadEnding(slot.End - 8) ^ Zeros;
        return Eight(low, ref wrong) + Eight(Last(high, digits - 8), ref wrong) * 100_000_000;
    }

    /// <summary>A field of at most eight characters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Word(FieldSlot slot) => LoadEnding(slot.End) >> (64 - slot.Length * 8);

    /// <summary>A field of at most sixteen characters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Words(FieldSlot slot, out ulong second)
    {
        int beyond = slot.Length - 8;
        if (beyond <= 0)
        {
            second = 0;
            return Word(slot);
        }
        second = LoadEnding(slot.End) >> (64 - beyond * 8);
        return LoadEnding(slot.Value + 8);
    }

    /// <summary>The eight bytes from an offset on, the first of them the lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Load(int offset) => LoadEnding(offset + 8);

    /// <summary>Three digits as a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Three(int offset, ref ulong wrong) => Eight(Last(LoadEnding(offset + 3) ^ Zeros, 3), ref wrong);

    /// <summary>Six digits as a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Six(int offset, ref ulong wrong) => Eight(Last(LoadEnding(offset + 6) ^ Zeros, 6), ref wrong);

    /// <summary>Ten digits as a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Ten(int offset, ref ulong wrong) =>
        Eight(Last(LoadEnding(offset + 2) ^ Zeros, 2), ref wrong) * 100_000_000 + Eight(LoadEnding(offset + 10) ^ Zeros, ref wrong);

    /// <summary>Twelve digits as a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Twelve(int offset, ref ulong wrong) =>
        Eight(Last(LoadEnding(offset + 4) ^ Zeros, 4), ref wrong) * 100_000_000 + Eight(LoadEnding(offset + 12) ^ Zeros, ref wrong);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Last(ulong digits, int count) => digits >> (64 - count * 8) << (64 - count * 8);

    // The first of the eight digits is in the lowest byte: added up in pairs, then fours, then eights.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Eight(ulong digits, ref ulong wrong)
    {
        wrong |= (digits | (digits + 0x0606_0606_0606_0606)) & 0xF0F0_F0F0_F0F0_F0F0;
        digits = (digits * 10 + (digits >> 8)) & 0x00FF_00FF_00FF_00FF;
        digits = (digits * 100 + (digits >> 16)) & 0x0000_FFFF_0000_FFFF;
        return (digits & 0xFFFF) * 10_000 + (digits >> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong LoadEnding(int end)
    {
        ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref frame, end - 8));
        return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
    }
}
