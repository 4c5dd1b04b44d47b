namespace CardSwitch.Iso8583;

/// <summary>The arithmetic of units and wire bytes.</summary>
internal static class UnitShapes
{
    internal static bool IsByteEach(this UnitShape shape) => shape <= UnitShape.Ebcdic500;

    internal static bool IsEbcdic(this UnitShape shape) => shape is >= UnitShape.Ebcdic1047 and <= UnitShape.Ebcdic500;

    internal static bool IsPacked(this UnitShape shape) => shape is >= UnitShape.Packed and <= UnitShape.PackedLeftF;

    /// <summary>Wire bytes of so many units.</summary>
    internal static int BytesOf(this UnitShape shape, int units)
    {
        if (shape <= UnitShape.Ebcdic500) return units;
        return shape <= UnitShape.PackedLeftF ? (units + 1) >> 1 : BytesOfOther(shape, units);
    }

    private static int BytesOfOther(UnitShape shape, int units) => shape switch
    {
        <= UnitShape.HexEbcdic => units * 2,
        UnitShape.SignedPacked => Math.Min(units, 1) + (units >> 1),
        _ => Math.Max(units - 1, 0),
    };

    /// <summary>
    /// The units that so many wire bytes stand for, or -1 when they cannot be so many. Of packed digits an even number,
    /// unless the fill nibble shows that it is odd: an F where the shape fills with F, or, where it does not, one digit
    /// more than the maximum.
    /// </summary>
    internal static int UnitsOf(this UnitShape shape, ReadOnlySpan<byte> wire, int maxUnits)
    {
        int bytes = wire.Length;
        switch (shape)
        {
            case <= UnitShape.Ebcdic500:
                return bytes;
            case UnitShape.PackedF:
                return bytes * 2 - (bytes > 0 && wire[0] >> 4 == 0xF ? 1 : 0);
            case UnitShape.PackedLeftF:
                return bytes * 2 - (bytes > 0 && (wire[^1] & 0xF) == 0xF ? 1 : 0);
            case <= UnitShape.PackedLeftF:
                return bytes * 2 == maxUnits + 1 ? maxUnits : bytes * 2;
            case <= UnitShape.HexEbcdic:
                return (bytes & 1) == 0 ? bytes / 2 : -1;
            case UnitShape.SignedPacked:
                return bytes == 0 ? 0 : bytes * 2 - 1 == maxUnits + 1 ? maxUnits : bytes * 2 - 1;
            default:
                return bytes + 1;
        }
    }
}
