using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CardSwitch.Iso8583;

/// <summary>
/// Proves that a value about to be written is of its class. Most are short and of ever-changing length, so the length
/// decides between a few cases only, never the turns of a loop, which the processor would guess wrong.
/// </summary>
internal static class PlainCheck
{
    internal static bool IsSound(WireClass @class, ReadOnlySpan<byte> plain)
    {
        if (@class == WireClass.Any || plain.IsEmpty) return true;
        return plain.Length <= 16 && @class < WireClass.SignedDigits && Vector128.IsHardwareAccelerated
            ? WireCheck.IsSound(@class, Gather(plain))
            : WireCheck.IsSound(@class, plain, 0, plain.Length);
    }

    /// <summary>Whether every value of one class is a value of the other.</summary>
    internal static bool Includes(WireClass whole, WireClass part)
    {
        if (whole == part || whole == WireClass.Any) return true;
        if (whole >= WireClass.SignedDigits || part >= WireClass.SignedDigits) return false;
        for (int b = 0; b <= byte.MaxValue; b++)
        {
            if (WireCheck.FirstBad(part, [(byte)b]) < 0 && WireCheck.FirstBad(whole, [(byte)b]) >= 0) return false;
        }
        return true;
    }

    // All bytes of a value of 1 to 16, and no others, some of them several times.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Gather(ReadOnlySpan<byte> plain)
    {
        int length = plain.Length;
        ref byte first = ref MemoryMarshal.GetReference(plain);
        if (length >= 8)
        {
            return Vector128.Create(
                Unsafe.ReadUnaligned<ulong>(ref first),
                Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, length - 8))).AsByte();
        }
        if (length >= 4)
        {
            ulong both = Unsafe.ReadUnaligned<uint>(ref first)
                | (ulong)Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, length - 4)) << 32;
            return Vector128.Create(both).AsByte();
        }
        uint few = first | (uint)Unsafe.Add(ref first, length >> 1) << 8;
        few |= (uint)Unsafe.Add(ref first, length - 1) << 16 | (uint)first << 24;
        return Vector128.Create(few).AsByte();
    }
}
