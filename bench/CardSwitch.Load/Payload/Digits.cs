using System.Runtime.InteropServices;

namespace CardSwitch.Load.Payload;

/// <summary>Fixed-width decimal digits, two at a time from a table: this runs once or twice a message everywhere.</summary>
internal static class Digits
{
    private static readonly ushort[] pairs = BuildPairs();

    public static void WriteSix(Span<byte> target, uint value)
    {
        Span<ushort> words = MemoryMarshal.Cast<byte, ushort>(target[..6]);
        words[2] = pairs[value % 100];
        value /= 100;
        words[1] = pairs[value % 100];
        words[0] = pairs[value / 100];
    }

    public static void WriteTwelve(Span<byte> target, ulong value)
    {
        WriteSix(target[6..], (uint)(value % 1_000_000));
        WriteSix(target, (uint)(value / 1_000_000));
    }

    /// <summary>The value of six ASCII digits; anything else gives a value above 999,999.</summary>
    public static uint ReadSix(ReadOnlySpan<byte> digits)
    {
        uint value = 0;
        uint bad = 0;
        foreach (byte b in digits[..6])
        {
            uint digit = b - (uint)'0';
            bad |= digit > 9 ? uint.MaxValue : 0;
            value = (value * 10) + digit;
        }

        return value | bad;
    }

    private static ushort[] BuildPairs()
    {
        var table = new ushort[100];
        for (int i = 0; i < table.Length; i++)
            table[i] = MemoryMarshal.Read<ushort>([(byte)('0' + (i / 10)), (byte)('0' + (i % 10))]);
        return table;
    }
}
