using System.Numerics;

namespace CardSwitch.Iso8583;

/// <summary>What EMV says of a BER-TLV data object of the integrated circuit card data (DE 55).</summary>
/// <param name="Tag">The tag's bytes as a number, the first byte foremost: <c>0x5A</c>, <c>0x9F02</c>.</param>
/// <param name="Name">The object's name in EMV book 3, annex A, or in the scheme's specification.</param>
/// <param name="Content">What the value holds: digits for n and cn, text for a, an and ans, bytes for the rest.</param>
/// <param name="Encoding">How it stands in the value: digits packed, text in characters, bytes as they are.</param>
/// <param name="MinLength">The fewest bytes of a value; 0 where no minimum is stated.</param>
/// <param name="MaxLength">The most bytes of a value; 255 where no maximum is stated.</param>
/// <param name="Sensitivity">How it is shown to people.</param>
public readonly record struct EmvTag(
    uint Tag, string Name, ContentClass Content, FieldEncoding Encoding, int MinLength, int MaxLength, Sensitivity Sensitivity)
{
    /// <summary>Whether the value is a series of data objects itself: bit 6 of the tag's first byte (ISO/IEC 8825-1).</summary>
    public bool IsConstructed => (FirstByte & 0x20) != 0;

    private uint FirstByte => Tag >> (BitOperations.Log2(Tag | 1) & ~7);
}
