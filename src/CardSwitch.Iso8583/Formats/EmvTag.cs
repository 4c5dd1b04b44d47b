using System.Globalization;
using System.Numerics;

namespace CardSwitch.Iso8583;

/// <summary>What EMV says of a BER-TLV data object of the integrated circuit card data (DE 55).</summary>
/// <param name="Tag">The tag's bytes as a number, the first byte foremost: <c>0x5A</c>, <c>0x9F02</c>.</param>
/// <param name="Name">The object's name in EMV book 3, annex A, or in the scheme's specification.</param>
/// <param name="Content">What the value holds: digits for n and cn, text for a, an and ans, bytes for the rest.</param>
/// <param name="Encoding">How it stands in the value: n is Bcd, cn BcdLeftF, text characters, bytes as they are.</param>
/// <param name="MinLength">The fewest bytes of a value; 0 where no minimum is stated.</param>
/// <param name="MaxLength">The most bytes of a value; 255 where no maximum is stated.</param>
/// <param name="MaxUnits">
/// The most digits, characters or bytes that a value stands for; <see cref="FieldLength.Most"/> where no maximum is stated.
/// </param>
/// <param name="Sensitivity">How it is shown to people.</param>
public readonly record struct EmvTag(
    uint Tag, string Name, ContentClass Content, FieldEncoding Encoding, int MinLength, int MaxLength, int MaxUnits,
    Sensitivity Sensitivity)
{
    /// <summary>Whether the value is a series of data objects itself: bit 6 of the tag's first byte (ISO/IEC 8825-1).</summary>
    public bool IsConstructed => (FirstByte & 0x20) != 0;

    /// <summary>By which a path names it: <c>5A</c>, <c>9F02</c>.</summary>
    internal string Key => Tag.ToString("X2", CultureInfo.InvariantCulture);

    internal FieldSpec Spec => new(Name, Content, FieldLength.Rest(MaxUnits), Encoding, Sensitivity: Sensitivity);

    private uint FirstByte => Tag >> (BitOperations.Log2(Tag | 1) & ~7);
}
