using System.Buffers.Binary;

namespace CardSwitch.Framing;

/// <summary>The length before a message: its encoding, its size in bytes, and whether it counts its own bytes.</summary>
public sealed record LengthHeader
{
    /// <summary>Throws <see cref="ArgumentOutOfRangeException"/> when the encoding does not come in that size.</summary>
    public LengthHeader(LengthEncoding encoding, int size, bool countsItself = false)
    {
        (int smallest, int largest) = SizesOf(encoding);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, smallest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, largest);
        Encoding = encoding;
        Size = size;
        CountsItself = countsItself;
        MaxValue = encoding switch
        {
            LengthEncoding.AsciiDigits => PowerOfTen(size) - 1,
            LengthEncoding.Bcd => PowerOfTen(2 * size) - 1,
            _ => (1L << (8 * size)) - 1,
        };
    }

    public LengthEncoding Encoding { get; }

    /// <summary>Bytes of the length itself.</summary>
    public int Size { get; }

    /// <summary>The number written is that of the bytes after the length plus <see cref="Size"/>.</summary>
    public bool CountsItself { get; }

    /// <summary>The largest number that fits.</summary>
    public long MaxValue { get; }

    internal static (int Smallest, int Largest) SizesOf(LengthEncoding encoding) => encoding switch
    {
        LengthEncoding.BigEndian or LengthEncoding.LittleEndian => (1, 4),
        LengthEncoding.AsciiDigits => (2, 6),
        LengthEncoding.Bcd => (1, 3),
        _ => throw new ArgumentOutOfRangeException(nameof(encoding)),
    };

    /// <summary>The number in the first <see cref="Size"/> bytes, or -1 when a digit is no digit.</summary>
    internal long Read(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..Size];
        long value = 0;
        switch (Encoding)
        {
            case LengthEncoding.BigEndian when bytes.Length == 2:
                return BinaryPrimitives.ReadUInt16BigEndian(bytes);
            case LengthEncoding.BigEndian:
                foreach (byte b in bytes)
                    value = (value << 8) | b;
                return value;
            case LengthEncoding.LittleEndian:
                for (int i = bytes.Length - 1; i >= 0; i--)
                    value = (value << 8) | bytes[i];
                return value;
            case LengthEncoding.AsciiDigits:
                foreach (byte b in bytes)
                {
                    uint digit = (uint)(b - '0');
                    if (digit > 9)
                        return -1;
                    value = (value * 10) + digit;
                }
                return value;
            default:
                foreach (byte b in bytes)
                {
                    if (b >> 4 > 9 || (b & 15) > 9)
                        return -1;
                    value = (value * 100) + ((b >> 4) * 10) + (b & 15);
                }
                return value;
        }
    }

    internal void Write(Span<byte> bytes, long value)
    {
        bytes = bytes[..Size];
        switch (Encoding)
        {
            case LengthEncoding.BigEndian:
                for (int i = bytes.Length - 1; i >= 0; i--, value >>= 8)
                    bytes[i] = (byte)value;
                break;
            case LengthEncoding.LittleEndian:
                for (int i = 0; i < bytes.Length; i++, value >>= 8)
                    bytes[i] = (byte)value;
                break;
            case LengthEncoding.AsciiDigits:
                for (int i = bytes.Length - 1; i >= 0; i--, value /= 10)
                    bytes[i] = (byte)('0' + (value % 10));
                break;
            default:
                for (int i = bytes.Length - 1; i >= 0; i--, value /= 100)
                    bytes[i] = (byte)((value / 10 % 10 << 4) | (value % 10));
                break;
        }
    }

    /// <summary>The text of <see cref="FrameFormat.TryParse"/>: <c>be2</c>, <c>ascii4 inclusive</c>.</summary>
    public override string ToString() => NameOf(Encoding) + Size + (CountsItself ? " inclusive" : "");

    internal static string NameOf(LengthEncoding encoding) => encoding switch
    {
        LengthEncoding.BigEndian => "be",
        LengthEncoding.LittleEndian => "le",
        LengthEncoding.AsciiDigits => "ascii",
        _ => "bcd",
    };

    private static long PowerOfTen(int digits)
    {
        long power = 1;
        for (int i = 0; i < digits; i++)
            power *= 10;
        return power;
    }
}
