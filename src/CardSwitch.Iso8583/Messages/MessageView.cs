using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace CardSwitch.Iso8583;

/// <summary>
/// A parsed frame, read field by field where its bytes stand. It lives as long as the frame and its index do, and so
/// never across an await.
/// </summary>
public readonly ref struct MessageView
{
    private readonly ReadOnlySpan<byte> frame;
    private readonly FieldIndex index;

    /// <summary>A view of a frame and the index that a parser made of it.</summary>
    public MessageView(ReadOnlySpan<byte> frame, FieldIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        this.frame = frame;
        this.index = index;
    }

    /// <summary>The whole frame.</summary>
    public ReadOnlySpan<byte> Frame => frame;

    /// <summary>The index behind the view.</summary>
    public FieldIndex Index => index;

    /// <summary>The format that the frame was read in.</summary>
    public MessageFormat Format => index.Format!;

    /// <summary>The message type.</summary>
    public MessageType Type => index.MessageType;

    /// <summary>What stands before the message type; empty where the format has no header or none could be read.</summary>
    public ReadOnlySpan<byte> Header => frame[..index[Field.Mti].Value];

    /// <summary>
    /// The four digits with which a Visa BASE I network sent the message back in a reject header; null for any other message.
    /// </summary>
    public string? RejectCode => Format.Header.RejectCodeOf(Header);

    /// <summary>Whether the message carries the field.</summary>
    public bool Has(int field) => index.Has(field);

    /// <summary>
    /// The field's bytes as they stand on the wire, without the length prefix; empty when the message lacks the field.
    /// </summary>
    public ReadOnlySpan<byte> this[int field]
    {
        get
        {
            if (!index.Has(field)) return default;
            FieldSlot slot = index[field];
            return frame.Slice(slot.Value, slot.Length);
        }
    }

    /// <summary>How many digits, characters or bytes the field has; 0 when the message lacks it.</summary>
    public int Units(int field) => index.Has(field) ? index[field].Units : 0;

    /// <summary>
    /// Copies the field's plain value: one ASCII character a unit (a packed track separator as '='), padding included;
    /// binary elements as bytes. False when the field is absent, is no value of its encoding, or does not fit.
    /// </summary>
    public bool TryCopy(int field, Span<byte> destination, out int written)
    {
        written = 0;
        if (!index.Has(field)) return false;
        FieldSlot slot = index[field];
        if (slot.Units > destination.Length) return false;
        if (!ValueCodec.TryDecode(
            Format.Layouts[field].Shape, frame.Slice(slot.Value, slot.Length), slot.Units, destination))
        {
            return false;
        }
        written = slot.Units;
        return true;
    }

    /// <summary>
    /// The field's plain value as a string, padding included; binary elements as upper-case hexadecimal; null when
    /// the message lacks it. Unmasked: for people use <see cref="Describe"/>.
    /// </summary>
    public string? GetText(int field)
    {
        if (field < 2 || !index.Has(field)) return null;
        return ValueText.Plain(ElementOf(field));
    }

    /// <summary>
    /// The field's value for people, null when the message lacks it: a card number as first six and last four digits,
    /// track, PIN, MAC and private data as their length only (<c>[37 characters]</c>). A card number field that holds
    /// none shows its length only. Bytes outside 20 to 7E appear as <c>\x0A</c>.
    /// </summary>
    public string? MaskedText(int field) =>
        field >= 2 && Has(field) ? ValueText.Of(ElementOf(field), unmasked: false) : null;

    /// <summary>Whether the message carries the field or the element within it.</summary>
    public bool Has(FieldPath path)
    {
        var use = new FindSubField();
        return TryUse(path, ref use);
    }

    /// <summary>
    /// Copies the plain value of a field or of an element within it, as <see cref="TryCopy(int, Span{byte}, out int)"/>
    /// does; a BER-TLV element of which the format knows nothing is binary. Only the field is looked into, and no further
    /// than the element stands. False also when the elements before it are not sound.
    /// </summary>
    public bool TryCopy(FieldPath path, Span<byte> destination, out int written)
    {
        var use = new CopySubField(destination);
        bool copied = TryUse(path, ref use);
        written = use.Written;
        return copied;
    }

    /// <summary>The field or the element within it as a number; false as for <see cref="TryGetInt64(int, out long)"/>.</summary>
    public bool TryGetInt64(FieldPath path, out long value)
    {
        var use = new NumberSubField();
        bool read = TryUse(path, ref use);
        value = use.Value;
        return read;
    }

    /// <summary>
    /// The plain value of a field or of an element within it as a string, binary elements as upper-case hexadecimal; null
    /// when the message lacks it. Unmasked: for people use <see cref="MaskedText(FieldPath)"/>.
    /// </summary>
    public string? GetText(FieldPath path)
    {
        var use = new TextSubField(asItIs: true);
        return TryUse(path, ref use) ? use.Text : null;
    }

    /// <summary>
    /// The same for people, as <see cref="MaskedText(int)"/> shows it. An element that the format does not know shows its
    /// length only.
    /// </summary>
    public string? MaskedText(FieldPath path)
    {
        var use = new TextSubField(asItIs: false);
        return TryUse(path, ref use) ? use.Text : null;
    }

    private bool TryUse<TUse>(FieldPath path, ref TUse use)
        where TUse : struct, ISubFieldUse, allows ref struct
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Field < 2 || !index.Has(path.Field)) return false;
        return PathReader.TryUse(ElementOf(path.Field), path.Steps, ref use);
    }

    /// <summary>A field that is present.</summary>
    internal SubField ElementOf(int field)
    {
        FieldSlot slot = index[field];
        FieldSpec? spec = Format[field];
        return new SubField(
            frame.Slice(slot.Value, slot.Length), slot.Units, Format.Layouts[field].Shape, spec, spec?.Composite);
    }

    /// <summary>
    /// What is wrong with the message beyond what a parser sees: fields that its type must or must not have by the format's
    /// rules, dates and times that are none, and elements within fields that cannot be read. Empty when nothing is.
    /// </summary>
    public IReadOnlyList<MessageFault> Check() => MessageCheck.Run(this);

    /// <summary>
    /// The message for people: a line for the type and one for each field and each element within, with number, name and
    /// value, each ended by a line feed. Values are those of <see cref="MaskedText(int)"/> unless asked for as they are, which
    /// is not for logs.
    /// </summary>
    public string Describe(bool unmasked = false) => MessageDescription.Of(this, unmasked);

    /// <summary>The field as a number; false when it is absent or empty, has another byte than digits, or more than 18.</summary>
    public bool TryGetInt64(int field, out long value)
    {
        value = 0;
        if (!index.Has(field)) return false;
        FieldSlot slot = index[field];
        ReadOnlySpan<byte> wire = frame.Slice(slot.Value, slot.Length);
        return DigitValue.TryRead(Format.Layouts[field].Shape, wire, slot.Units, out value);
    }

    /// <summary>The field as a number; false when it is absent or empty, has another byte than digits, or is out of range.</summary>
    public bool TryGetInt32(int field, out int value)
    {
        bool fits = TryGetInt64(field, out long wide) && wide <= int.MaxValue;
        value = fits ? (int)wide : 0;
        return fits;
    }

    /// <summary>The card number of DE 2; false when it is absent or not 1 to 19 digits.</summary>
    public bool TryGetPan(out Pan pan)
    {
        if (!index.Has(Field.Pan))
        {
            pan = default;
            return false;
        }
        FieldSlot slot = index[Field.Pan];
        ReadOnlySpan<byte> wire = frame.Slice(slot.Value, slot.Length);
        UnitShape shape = Format.Layouts[Field.Pan].Shape;
        if (shape == UnitShape.ByteEach) return Pan.TryParse(wire, out pan);
        return shape == UnitShape.Packed ? Pan.TryFromBcd(wire, slot.Units, out pan) : TryGetRecodedPan(wire, slot.Units, out pan);
    }

    private bool TryGetRecodedPan(ReadOnlySpan<byte> wire, int units, out Pan pan)
    {
        Span<byte> plain = stackalloc byte[Pan.MaxDigits];
        pan = default;
        return units <= plain.Length
            && ValueCodec.TryDecode(Format.Layouts[Field.Pan].Shape, wire, units, plain)
            && Pan.TryParse(plain[..units], out pan);
    }

    /// <summary>The response code of DE 39, action code in later editions; false when it is absent or none.</summary>
    public bool TryGetResponseCode(out ResponseCode code)
    {
        code = default;
        if (!index.Has(Field.ResponseCode)) return false;
        UnitShape shape = Format.Layouts[Field.ResponseCode].Shape;
        return shape == UnitShape.ByteEach
            ? ResponseCode.TryParse(this[Field.ResponseCode], out code)
            : TryGetRecodedResponseCode(out code);
    }

    private bool TryGetRecodedResponseCode(out ResponseCode code)
    {
        Span<byte> plain = stackalloc byte[4];
        code = default;
        return TryCopy(Field.ResponseCode, plain, out int length) && ResponseCode.TryParse(plain[..length], out code);
    }

    /// <summary>The track 2 data of DE 35; false when they are absent or not of the form of ISO/IEC 7813.</summary>
    public bool TryGetTrack2(out Track2 track)
    {
        Span<byte> plain = stackalloc byte[40];
        if (TryCopy(Field.Track2, plain, out int written)) return Track2.TryParse(plain[..written], out track);
        track = default;
        return false;
    }

    /// <summary>
    /// An amount in the minor units of the currency that another field names (DE 49 unless told otherwise); false when
    /// either is absent or malformed.
    /// </summary>
    public bool TryGetAmount(int field, out Amount amount, int currencyField = Field.Currency)
    {
        amount = default;
        Span<byte> code = stackalloc byte[3];
        if (!TryGetInt64(field, out long minorUnits)) return false;
        if (!TryCopy(currencyField, code, out int written)) return false;
        if (!Currency.TryParse(code[..written], out Currency currency)) return false;
        amount = new Amount(minorUnits, currency);
        return true;
    }
}
