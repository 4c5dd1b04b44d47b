using System.Buffers.Binary;
using System.Numerics;

namespace CardSwitch.Iso8583;

/// <summary>
/// Which data elements a message carries: fields 1 to 192, in up to three words of 64 (ISO 8583 bit maps, primary to
/// tertiary). Field 1 is bit 0 of the first word, so that walking the fields in order is a count of trailing zeros.
/// </summary>
public struct Bitmap : IEquatable<Bitmap>
{
    /// <summary>The highest field number that a bitmap can name.</summary>
    public const int MaxField = 192;

    internal ulong Primary;
    internal ulong Secondary;
    internal ulong Tertiary;

    internal Bitmap(ulong primary, ulong secondary, ulong tertiary)
    {
        Primary = primary;
        Secondary = secondary;
        Tertiary = tertiary;
    }

    /// <summary>How many bits are set, those that announce a further bitmap (1 and 65) included.</summary>
    public readonly int Count =>
        BitOperations.PopCount(Primary) + BitOperations.PopCount(Secondary) + BitOperations.PopCount(Tertiary);

    /// <summary>Whether the field's bit is set; false for any number outside 1 to 192.</summary>
    public readonly bool Has(int field)
    {
        uint bit = (uint)(field - 1);
        return bit < 64 ? (Primary >> (int)bit & 1) != 0 : HasBeyondPrimary(bit);
    }

    private readonly bool HasBeyondPrimary(uint bit) => (bit >> 6) switch
    {
        1 => (Secondary >> (int)bit & 1) != 0,
        2 => (Tertiary >> (int)bit & 1) != 0,
        _ => false,
    };

    /// <summary>Sets the field's bit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside 1 to 192.</exception>
    public void Set(int field) => Word(field) |= 1UL << (field - 1);

    /// <summary>Clears the field's bit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside 1 to 192.</exception>
    public void Clear(int field) => Word(field) &= ~(1UL << (field - 1));

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    private ref ulong Word(int field)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(field, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(field, MaxField);
        if (field <= 64) return ref Primary;
        if (field <= 128) return ref Secondary;
        return ref Tertiary;
    }

    /// <summary>The first set field at or after <paramref name="field"/>, or 0 when there is none.</summary>
    public readonly int NextAtOrAfter(int field)
    {
        for (int bit = Math.Max(field, 1) - 1; bit < MaxField; bit = (bit | 63) + 1)
        {
            ulong word = bit < 64 ? Primary : bit < 128 ? Secondary : Tertiary;
            word >>= bit;
            if (word != 0) return bit + BitOperations.TrailingZeroCount(word) + 1;
        }
        return 0;
    }

    /// <summary>The set fields that come before <paramref name="field"/>.</summary>
    internal readonly Bitmap Below(int field)
    {
        int bits = field - 1;
        return new Bitmap(
            Primary & Mask(bits), Secondary & Mask(bits - 64), Tertiary & Mask(bits - 128));

        static ulong Mask(int count) => count <= 0 ? 0 : count >= 64 ? ulong.MaxValue : (1UL << count) - 1;
    }

    /// <summary>One word from its 8 wire bytes, where the first bit sent is the lowest field.</summary>
    internal static ulong ReadWord(ReadOnlySpan<byte> wire)
    {
        ulong word = BinaryPrimitives.ReadUInt64LittleEndian(wire);
        return ReverseBitsInBytes(word);
    }

    internal static void WriteWord(Span<byte> wire, ulong word) =>
        BinaryPrimitives.WriteUInt64LittleEndian(wire, ReverseBitsInBytes(word));

    private static ulong ReverseBitsInBytes(ulong word)
    {
        word = (word >> 1 & 0x5555555555555555) | (word & 0x5555555555555555) << 1;
        word = (word >> 2 & 0x3333333333333333) | (word & 0x3333333333333333) << 2;
        return (word >> 4 & 0x0F0F0F0F0F0F0F0F) | (word & 0x0F0F0F0F0F0F0F0F) << 4;
    }

    public readonly bool Equals(Bitmap other) =>
        Primary == other.Primary && Secondary == other.Secondary && Tertiary == other.Tertiary;

    public override readonly bool Equals(object? obj) => obj is Bitmap other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(Primary, Secondary, Tertiary);

    public static bool operator ==(Bitmap left, Bitmap right) => left.Equals(right);

    public static bool operator !=(Bitmap left, Bitmap right) => !left.Equals(right);

    /// <summary>The set fields in ascending order, separated by blanks.</summary>
    public override readonly string ToString()
    {
        var text = new System.Text.StringBuilder();
        for (int field = NextAtOrAfter(1); field != 0; field = NextAtOrAfter(field + 1))
        {
            if (text.Length > 0) text.Append(' ');
            text.Append(field);
        }
        return text.ToString();
    }
}
