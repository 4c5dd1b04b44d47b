using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CardSwitch.Iso8583;

/// <summary>
/// Digits and track symbols between characters 30 to 3F and packed nibbles, two a byte; an odd count has a zero nibble
/// in front. Sixteen or eight symbols at a time; what is left over is done again together with symbols before it.
/// </summary>
internal static class PackedSymbols
{
    private const ulong Zeros = 0x3030303030303030;

    /// <summary>
    /// Packs all the characters into (length + 1) / 2 bytes. Characters 30 to 3F, and D or d for the track separator;
    /// false when there is another.
    /// </summary>
    internal static bool TryPack(ReadOnlySpan<byte> plain, Span<byte> packed)
    {
        int length = plain.Length;
        packed = packed[..((length + 1) >> 1)];
        if (length < 8) return TryPackFew(plain, packed);

        // The odd symbol in front is in no other byte than the first.
        int odd = length & 1;
        if (odd != 0)
        {
            int nibble = Nibble(plain[0]);
            if (nibble < 0) return false;
            packed[0] = (byte)nibble;
        }
        ref byte source = ref Unsafe.Add(ref MemoryMarshal.GetReference(plain), odd);
        ref byte target = ref Unsafe.Add(ref MemoryMarshal.GetReference(packed), odd);
        int even = length - odd;
        bool sound = true;
        if (even >= 16 && Vector128.IsHardwareAccelerated)
        {
            for (int at = 0; at < even; at += 16)
            {
                at = Math.Min(at, even - 16);
                sound &= TryPack16(ref Unsafe.Add(ref source, at), ref Unsafe.Add(ref target, at >> 1));
            }
        }
        else
        {
            for (int at = 0; at < even; at += 8)
            {
                at = Math.Min(at, even - 8);
                sound &= TryPack8(ref Unsafe.Add(ref source, at), ref Unsafe.Add(ref target, at >> 1));
            }
        }
        return sound || TryPackRare(plain, packed);
    }

    /// <summary>
    /// Unpacks as many symbols as the destination is long. False when one of them is above 9, which is no digit; it is
    /// unpacked nonetheless.
    /// </summary>
    internal static bool Unpack(ReadOnlySpan<byte> packed, Span<byte> plain)
    {
        int length = plain.Length;
        packed = packed[..((length + 1) >> 1)];
        int odd = length & 1, even = length - odd;
        byte worst = 0;
        if (odd != 0)
        {
            worst = (byte)(packed[0] & 0x0F);
            plain[0] = (byte)(worst | 0x30);
        }
        if (even < 8)
        {
            for (int i = odd, at = odd; at < length; i++, at += 2)
            {
                int tens = packed[i] >> 4, ones = packed[i] & 0x0F;
                plain[at] = (byte)(tens | 0x30);
                plain[at + 1] = (byte)(ones | 0x30);
                worst = (byte)Math.Max(worst, Math.Max(tens, ones));
            }
            return worst <= 9;
        }

        ref byte source = ref Unsafe.Add(ref MemoryMarshal.GetReference(packed), odd);
        ref byte target = ref Unsafe.Add(ref MemoryMarshal.GetReference(plain), odd);
        ulong above9 = 0;
        if (even >= 16 && Vector128.IsHardwareAccelerated)
        {
            Vector128<byte> most = Vector128<byte>.Zero;
            for (int at = 0; at < even; at += 16)
            {
                at = Math.Min(at, even - 16);
                ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, at >> 1));
                Vector128<ushort> wide = Vector128.WidenLower(Vector128.CreateScalar(word).AsByte());
                Vector128<byte> nibbles = ((wide << 8) | (wide >>> 4)).AsByte() & Vector128.Create((byte)0x0F);
                most = Vector128.Max(most, nibbles);
                (nibbles | Vector128.Create((byte)0x30)).StoreUnsafe(ref Unsafe.Add(ref target, at));
            }
            return worst <= 9 && !Vector128.GreaterThanAny(most, Vector128.Create((byte)9));
        }
        for (int at = 0; at < even; at += 8)
        {
            at = Math.Min(at, even - 8);
            ulong nibbles = Spread(BinaryPrimitives.ReadUInt32LittleEndian(
                MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref source, at >> 1), 4)));
            above9 |= (nibbles + 0x0606060606060606) & 0x1010101010101010;
            BinaryPrimitives.WriteUInt64LittleEndian(
                MemoryMarshal.CreateSpan(ref Unsafe.Add(ref target, at), 8), nibbles | Zeros);
        }
        return worst <= 9 && above9 == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryPack16(ref byte source, ref byte target)
    {
        Vector128<byte> symbols = Vector128.LoadUnsafe(ref source) ^ Vector128.Create((byte)0x30);
        Vector128<ushort> pairs = symbols.AsUInt16();
        pairs = ((pairs << 4) | (pairs >>> 8)) & Vector128.Create((ushort)0x00FF);
        Unsafe.WriteUnaligned(ref target, Vector128.Narrow(pairs, pairs).AsUInt64().ToScalar());
        return (symbols & Vector128.Create((byte)0xF0)) == Vector128<byte>.Zero;
    }

    private static bool TryPack8(ref byte source, ref byte target)
    {
        ulong symbols = BinaryPrimitives.ReadUInt64LittleEndian(MemoryMarshal.CreateReadOnlySpan(ref source, 8)) ^ Zeros;
        BinaryPrimitives.WriteUInt32LittleEndian(MemoryMarshal.CreateSpan(ref target, 4), Squeeze(symbols));
        return (symbols & 0xF0F0F0F0F0F0F0F0) == 0;
    }

    // Seven symbols at most, moved to the end of a word that is zero in front.
    private static bool TryPackFew(ReadOnlySpan<byte> plain, Span<byte> packed)
    {
        int length = plain.Length, gap = (8 - length) * 8;
        if (length == 0) return true;
        ref byte first = ref MemoryMarshal.GetReference(plain);
        ulong word;
        if (length >= 4)
        {
            word = (ulong)ReadLittle32(ref Unsafe.Add(ref first, length - 4)) << 32 | (ulong)ReadLittle32(ref first) << gap;
        }
        else
        {
            word = (ulong)first << gap | (ulong)Unsafe.Add(ref first, length - 1) << 56;
            if (length == 3) word |= (ulong)Unsafe.Add(ref first, 1) << 48;
        }
        ulong symbols = word ^ Zeros >> gap << gap;
        LastBytes.Store(packed, Squeeze(symbols), 4);
        return (symbols & 0xF0F0F0F0F0F0F0F0) == 0 || TryPackRare(plain, packed);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint ReadLittle32(ref byte at)
    {
        uint word = Unsafe.ReadUnaligned<uint>(ref at);
        return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
    }

    // One by one: the track separator may be a letter.
    private static bool TryPackRare(ReadOnlySpan<byte> plain, Span<byte> packed)
    {
        packed.Clear();
        int shift = plain.Length & 1;
        for (int at = 0; at < plain.Length; at++)
        {
            int nibble = Nibble(plain[at]);
            if (nibble < 0) return false;
            int place = at + shift;
            packed[place >> 1] |= (byte)((place & 1) == 0 ? nibble << 4 : nibble);
        }
        return true;
    }

    private static int Nibble(byte symbol) => symbol switch
    {
        >= 0x30 and <= 0x3F => symbol & 0x0F,
        (byte)'D' or (byte)'d' => 0x0D,
        _ => -1,
    };

    /// <summary>Eight nibbles, one a byte and the first in the lowest byte, as four bytes.</summary>
    private static uint Squeeze(ulong nibbles)
    {
        ulong pairs = (nibbles << 4 | nibbles >> 8) & 0x00FF00FF00FF00FF;
        pairs = (pairs | pairs >> 8) & 0x0000FFFF0000FFFF;
        return (uint)(pairs | pairs >> 16);
    }

    private static ulong Spread(uint packed)
    {
        ulong pairs = (packed | (ulong)packed << 16) & 0x0000FFFF0000FFFF;
        pairs = (pairs | pairs << 8) & 0x00FF00FF00FF00FF;
        return (pairs >> 4 | pairs << 8) & 0x0F0F0F0F0F0F0F0F;
    }
}
