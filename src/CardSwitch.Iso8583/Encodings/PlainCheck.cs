namespace CardSwitch.Iso8583;

/// <summary>Proves that a value about to be written is of its class. Most are short: a table look-up a byte.</summary>
internal static class PlainCheck
{
    // Bit c of entry b: byte b belongs to class c.
    private static readonly ushort[] ClassesOfByte = BuildTable();

    internal static bool IsSound(WireClass @class, ReadOnlySpan<byte> plain)
    {
        if (plain.Length >= 16 || @class >= WireClass.SignedDigits)
        {
            return WireCheck.IsSound(@class, plain, 0, plain.Length);
        }
        uint common = ushort.MaxValue;
        ushort[] classes = ClassesOfByte;
        foreach (byte b in plain) common &= classes[b];
        return (common >> (int)@class & 1) != 0;
    }

    /// <summary>Copies the value to a span of its length; false when it is not of the class.</summary>
    internal static bool TryCopy(WireClass @class, ReadOnlySpan<byte> plain, Span<byte> wire)
    {
        if (plain.Length >= 16 || @class >= WireClass.SignedDigits || wire.Length < plain.Length)
        {
            plain.CopyTo(wire);
            return WireCheck.IsSound(@class, plain, 0, plain.Length);
        }
        uint common = ushort.MaxValue;
        ushort[] classes = ClassesOfByte;
        for (int i = 0; i < plain.Length; i++)
        {
            byte b = plain[i];
            wire[i] = b;
            common &= classes[b];
        }
        return (common >> (int)@class & 1) != 0;
    }

    /// <summary>Whether every value of one class is a value of the other.</summary>
    internal static bool Includes(WireClass whole, WireClass part)
    {
        if (whole == part || whole == WireClass.Any) return true;
        if (whole >= WireClass.SignedDigits || part >= WireClass.SignedDigits) return false;
        foreach (ushort classes in ClassesOfByte)
        {
            if ((classes >> (int)part & 1) > (classes >> (int)whole & 1)) return false;
        }
        return true;
    }

    private static ushort[] BuildTable()
    {
        var table = new ushort[256];
        for (int b = 0; b < table.Length; b++)
        {
            for (var @class = WireClass.Any; @class < WireClass.SignedDigits; @class++)
            {
                if (WireCheck.FirstBad(@class, [(byte)b]) < 0) table[b] |= (ushort)(1 << (int)@class);
            }
        }
        return table;
    }
}
