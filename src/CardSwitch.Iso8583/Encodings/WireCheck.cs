using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CardSwitch.Iso8583;

/// <summary>
/// Proves that bytes are of a class, whole runs of fields at once. A class is a set of bytes; it is held as two tables
/// of 16, for the low and the high nibble, such that a byte belongs to the class when the entries of its nibbles share
/// a bit. Two table look-ups in vector registers so decide 16 or 32 bytes, the same way for every class.
/// </summary>
internal static class WireCheck
{
    private static readonly byte[] NibbleTables = BuildTables();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsPackedDigits(byte b) => (b & 0x0F) <= 9 && b <= 0x99;

    /// <summary>Whether frame[start..end] is of the class; 0 &lt;= start &lt;= end &lt;= frame length.</summary>
    internal static bool IsSound(WireClass @class, ReadOnlySpan<byte> frame, int start, int end)
    {
        if (@class is WireClass.Any or >= WireClass.SignedDigits)
        {
            return @class == WireClass.Any || FirstBad(@class, frame[start..end]) < 0;
        }
        int length = end - start;
        if (length < 16 || !Vector256.IsHardwareAccelerated) return IsShortSound(@class, frame, start, end);

        ref byte table = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(NibbleTables), (int)@class * 32);
        var low = Vector128.LoadUnsafe(ref table);
        var high = Vector128.LoadUnsafe(ref table, 16);
        ref byte bytes = ref Unsafe.Add(ref MemoryMarshal.GetReference(frame), start);
        if (length < 32)
        {
            var first = Classify(Vector128.LoadUnsafe(ref bytes), low, high);
            var last = Classify(Vector128.LoadUnsafe(ref bytes, (nuint)(length - 16)), low, high);
            return !Vector128.EqualsAny(Vector128.Min(first, last), Vector128<byte>.Zero);
        }

        var low2 = Vector256.Create(low, low);
        var high2 = Vector256.Create(high, high);
        var worst = Classify(Vector256.LoadUnsafe(ref bytes, (nuint)(length - 32)), low2, high2);
        for (int i = 0; i < length - 32; i += 32)
        {
            worst = Vector256.Min(worst, Classify(Vector256.LoadUnsafe(ref bytes, (nuint)i), low2, high2));
        }
        return !Vector256.EqualsAny(worst, Vector256<byte>.Zero);
    }

    /// <summary>Whether all sixteen bytes are of the class, which must not be one with a sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsSound(WireClass @class, Vector128<byte> bytes)
    {
        ref byte table = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(NibbleTables), (int)@class * 32);
        var found = Classify(bytes, Vector128.LoadUnsafe(ref table), Vector128.LoadUnsafe(ref table, 16));
        return !Vector128.EqualsAny(found, Vector128<byte>.Zero);
    }

    private static bool IsShortSound(WireClass @class, ReadOnlySpan<byte> frame, int start, int end)
    {
        int length = end - start;
        if (length >= 16 || frame.Length < 16 || !Vector128.IsHardwareAccelerated)
        {
            return FirstBad(@class, frame[start..end]) < 0;
        }

        // Sixteen bytes that hold the run and stay within the frame; the neighbours' bits are masked off.
        int from = Math.Min(start, frame.Length - 16);
        ref byte table = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(NibbleTables), (int)@class * 32);
        var found = Classify(
            Vector128.LoadUnsafe(ref Unsafe.Add(ref MemoryMarshal.GetReference(frame), from)),
            Vector128.LoadUnsafe(ref table), Vector128.LoadUnsafe(ref table, 16));
        uint bad = Vector128.Equals(found, Vector128<byte>.Zero).ExtractMostSignificantBits();
        return (bad >> (start - from) & ((1u << length) - 1)) == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Classify(Vector128<byte> bytes, Vector128<byte> low, Vector128<byte> high) =>
        Vector128.ShuffleNative(low, bytes & Vector128.Create((byte)0x0F))
        & Vector128.ShuffleNative(high, (bytes.AsUInt16() >>> 4).AsByte() & Vector128.Create((byte)0x0F));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Classify(Vector256<byte> bytes, Vector256<byte> low, Vector256<byte> high) =>
        System.Runtime.Intrinsics.X86.Avx2.IsSupported
            ? System.Runtime.Intrinsics.X86.Avx2.Shuffle(low, bytes & Vector256.Create((byte)0x0F))
                & System.Runtime.Intrinsics.X86.Avx2.Shuffle(high, (bytes.AsUInt16() >>> 4).AsByte() & Vector256.Create((byte)0x0F))
            : Vector256.Create(
                Classify(bytes.GetLower(), low.GetLower(), high.GetLower()),
                Classify(bytes.GetUpper(), low.GetUpper(), high.GetUpper()));

    /// <summary>
    /// The position of the first byte that is not of the class, or -1. Of packed digits with a fill nibble the number of
    /// units decides whether there is one; without it a fill nibble may be.
    /// </summary>
    internal static int FirstBad(WireClass @class, ReadOnlySpan<byte> bytes, int units = 1)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (!Admits(@class, bytes[i], isFirst: i == 0, isLast: i == bytes.Length - 1, (units & 1) != 0)) return i;
        }
        return -1;
    }

    /// <summary>The classes in words that a person can check; the tables are made from them.</summary>
    private static bool Admits(WireClass @class, byte b, bool isFirst, bool isLast, bool isOdd) => @class switch
    {
        WireClass.Digits => IsDigit(b),
        WireClass.Letters => IsLetter(b) || b == ' ',
        WireClass.AlphaNumeric => IsDigit(b) || IsLetter(b) || b == ' ',
        WireClass.Printable => b is >= 0x20 and <= 0x7E,
        WireClass.Track => b is >= 0x30 and <= 0x3F or (byte)'D' or (byte)'d',
        WireClass.Hex => char.IsAsciiHexDigit((char)b),
        WireClass.PackedDigits => IsPackedDigits(b),
        WireClass.Latin1 => b is >= 0x20 and <= 0x7E or >= 0xA0,
        WireClass.EbcdicDigits => AdmitsEbcdic(WireClass.Digits, b),
        WireClass.EbcdicLetters => AdmitsEbcdic(WireClass.Letters, b),
        WireClass.EbcdicAlphaNumeric => AdmitsEbcdic(WireClass.AlphaNumeric, b),
        WireClass.EbcdicTrack => AdmitsEbcdic(WireClass.Track, b),
        WireClass.EbcdicHex => AdmitsEbcdic(WireClass.Hex, b),
        WireClass.EbcdicPrintable => b is >= 0x40 and <= 0xFE,
        WireClass.SignedDigits => isFirst ? IsSign(b) : IsDigit(b),
        WireClass.SignedPacked => isFirst ? IsSign(b) : IsPackedDigits(b),
        WireClass.EbcdicSigned => isFirst ? b is 0xC3 or 0xC4 : Admits(WireClass.EbcdicDigits, b),
        WireClass.ZonedDigits => isLast ? (b & 0x0F) <= 9 && b >> 4 is 0xC or 0xD or 0xF : Admits(WireClass.EbcdicDigits, b),
        WireClass.PackedDigitsF => IsPackedDigits(isFirst && isOdd && b >= 0xF0 ? (byte)(b & 0x0F) : b),
        WireClass.PackedDigitsLeftF => IsPackedDigits(isLast && isOdd && (b & 0x0F) == 0x0F ? (byte)(b & 0xF0) : b),
        _ => true,
    };

    private static bool Admits(WireClass @class, byte b) =>
        Admits(@class, b, isFirst: false, isLast: false, isOdd: false);

    private static bool AdmitsEbcdic(WireClass plain, byte b) => Admits(plain, Ebcdic.ToLatin1(UnitShape.Ebcdic1047)[b]);

    private static bool IsDigit(byte b) => char.IsAsciiDigit((char)b);

    private static bool IsLetter(byte b) => char.IsAsciiLetter((char)b);

    private static bool IsSign(byte b) => b is (byte)'C' or (byte)'D';

    private static byte[] BuildTables()
    {
        var tables = new byte[32 * (int)WireClass.SignedDigits];
        for (var @class = WireClass.Any; @class < WireClass.SignedDigits; @class++)
        {
            var rows = new List<ushort>();
            Span<byte> low = tables.AsSpan(32 * (int)@class, 16), high = tables.AsSpan(32 * (int)@class + 16, 16);
            for (int h = 0; h < 16; h++)
            {
                ushort row = 0;
                for (int l = 0; l < 16; l++)
                {
                    if (Admits(@class, (byte)(h << 4 | l))) row |= (ushort)(1 << l);
                }
                if (row == 0) continue;
                int bit = rows.IndexOf(row);
                if (bit < 0)
                {
                    bit = rows.Count;
                    rows.Add(row);
                }
                high[h] |= (byte)(1 << bit);
                for (int l = 0; l < 16; l++)
                {
                    if ((row >> l & 1) != 0) low[l] |= (byte)(1 << bit);
                }
            }
        }
        return tables;
    }
}
