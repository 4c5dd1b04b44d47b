namespace CardSwitch.Iso8583;

/// <summary>
/// Between a value's wire bytes and its plain form: one ASCII or Latin-1 character a unit, or for binary elements the
/// bytes themselves. The plain form is what all formats share, so that any two of them can be transcoded.
/// </summary>
internal static class ValueCodec
{
    private const byte Credit = (byte)'C';
    private const byte Debit = (byte)'D';

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
            case <= UnitShape.Ebcdic500:
                Ebcdic.Translate(Ebcdic.ToLatin1(shape), wire, plain);
                return true;
            case UnitShape.Packed or UnitShape.PackedF:
                PackedSymbols.Unpack(wire, plain[..units]);
                return true;
            case UnitShape.PackedLeft or UnitShape.PackedLeftF:
                UnpackLeft(wire, plain[..units]);
                return true;
            case UnitShape.Hex or UnitShape.HexEbcdic:
                return HexDigits.TryRead(wire, plain, shape == UnitShape.HexEbcdic);
            case UnitShape.SignedPacked:
                if (units == 0) return true;
                plain[0] = wire[0];
                PackedSymbols.Unpack(wire[1..], plain[1..units]);
                return true;
            default:
                plain[0] = wire[^1] >> 4 == 0xD ? Debit : Credit;
                for (int i = 0; i < wire.Length; i++) plain[i + 1] = (byte)('0' | (wire[i] & 0x0F));
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
            case <= UnitShape.Ebcdic500:
                Ebcdic.Translate(Ebcdic.FromLatin1(shape), plain, wire);
                return true;
            case UnitShape.Packed:
                return PackedSymbols.TryPack(plain, wire);
            case UnitShape.PackedF:
                if (!PackedSymbols.TryPack(plain, wire)) return false;
                if ((plain.Length & 1) != 0) wire[0] |= 0xF0;
                return true;
            case UnitShape.PackedLeft or UnitShape.PackedLeftF:
                return TryPackLeft(plain, wire, shape == UnitShape.PackedLeftF ? (byte)0x0F : (byte)0);
            case UnitShape.Hex or UnitShape.HexEbcdic:
                HexDigits.Write(plain, wire, shape == UnitShape.HexEbcdic);
                return true;
            case UnitShape.SignedPacked:
                if (plain.IsEmpty) return true;
                wire[0] = plain[0];
                return PackedSymbols.TryPack(plain[1..], wire[1..]);
            default:
                for (int i = 1; i < plain.Length; i++) wire[i - 1] = (byte)(0xF0 | (plain[i] & 0x0F));
                if (plain[0] == Debit) wire[plain.Length - 2] &= 0xDF;
                return true;
        }
    }

    // An even number as ever, and a last digit with the fill behind it.
    private static void UnpackLeft(ReadOnlySpan<byte> packed, Span<byte> plain)
    {
        int even = plain.Length & ~1;
        PackedSymbols.Unpack(packed, plain[..even]);
        if (even < plain.Length) plain[even] = (byte)(0x30 | packed[even / 2] >> 4);
    }

    private static bool TryPackLeft(ReadOnlySpan<byte> plain, Span<byte> packed, byte fill)
    {
        int even = plain.Length & ~1;
        if (!PackedSymbols.TryPack(plain[..even], packed)) return false;
        if (even == plain.Length) return true;
        Span<byte> last = packed.Slice(even / 2, 1);
        if (!PackedSymbols.TryPack(plain[even..], last)) return false;
        last[0] = (byte)(last[0] << 4 | fill);
        return true;
    }
}
