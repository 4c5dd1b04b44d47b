using System.Buffers;

namespace CardSwitch.Iso8583;

/// <summary>
/// Between a value's wire bytes and its plain form: one ASCII character a unit, or for binary elements the bytes
/// themselves. The plain form is what all formats share, so that any two of them can be transcoded.
/// </summary>
internal static class ValueCodec
{
    /// <summary>
    /// Writes the plain form, exactly <paramref name="units"/> bytes. A packed nibble becomes the character of its value
    /// above 30, so that a track separator is '=' and the other five are those of the track 2 code set. False when
    /// hexadecimal text is none.
    /// </summary>
    internal static bool TryDecode(UnitShape shape, ReadOnlySpan<byte> wire, int units, Span<byte> plain)
    {
        switch (shape)
        {
            case UnitShape.ByteEach:
                wire.CopyTo(plain);
                return true;
            case UnitShape.Packed:
                PackedSymbols.Unpack(wire, plain[..units]);
                return true;
            case UnitShape.Hex:
                return Convert.FromHexString(wire, plain, out _, out _) == OperationStatus.Done;
            default:
                if (units == 0) return true;
                plain[0] = wire[0];
                PackedSymbols.Unpack(wire[1..], plain[1..units]);
                return true;
        }
    }

    /// <summary>
    /// Writes the wire form of a plain value of as many units as the field is to have. False when a character has no
    /// place in the encoding.
    /// </summary>
    internal static bool TryEncode(UnitShape shape, ReadOnlySpan<byte> plain, Span<byte> wire)
    {
        switch (shape)
        {
            case UnitShape.ByteEach:
                plain.CopyTo(wire);
                return true;
            case UnitShape.Packed:
                return PackedSymbols.TryPack(plain, wire);
            case UnitShape.Hex:
                return Convert.TryToHexString(plain, wire, out _);
            default:
                if (plain.IsEmpty) return true;
                wire[0] = plain[0];
                return PackedSymbols.TryPack(plain[1..], wire[1..]);
        }
    }
}
