using CardSwitch.Iso8583;

namespace CardSwitch.Journal;

/// <summary>The card numbers that a message holds: DE 2, DE 34, and tag 5A of the chip data (DE 55).</summary>
internal static class CardsOf
{
    private const uint ChipPan = 0x5A;
    private const int ExtendedPan = 34;

    // Templates within templates; EMV has two levels.
    private const int MaxDepth = 8;

    /// <summary>Masks each of them wherever it stands; false when one might be left: then the image may not be kept.</summary>
    /// <param name="message">The message as it is.</param>
    /// <param name="card">Its DE 2; length 0 when there is none.</param>
    /// <param name="image">A copy of its bytes, to be masked.</param>
    /// <param name="index">Where the image's fields are noted.</param>
    /// <param name="parser">Reads messages of this format.</param>
    internal static bool TryMask(MessageView message, in Pan card, Span<byte> image, FieldIndex index, MessageParser parser)
    {
        Span<byte> digits = stackalloc byte[64];
        if (card.Length != 0) CardMask.Apply(image, digits[..card.CopyTo(digits)]);
        else if (message.Has(Field.Pan)) return false;
        if (message.Has(ExtendedPan))
        {
            if (!message.TryCopy(ExtendedPan, digits, out int length)) return false;
            CardMask.Apply(image, digits[..length]);
        }
        if (message.Has(Field.IccData) && !TryMaskChip(message, image)) return false;
        if (card.Length == 0) return true;
        // Fails closed: what was not found to be masked, whatever its encoding, is not kept.
        return parser.Parse(image, index).IsOk && new MessageView(image, index).TryGetPan(out Pan masked) && IsMasked(in card, in masked);
    }

    private static bool IsMasked(in Pan card, in Pan masked)
    {
        Span<byte> digits = stackalloc byte[Pan.MaxDigits];
        digits = digits[..card.CopyTo(digits)];
        if (digits.Length < CardMask.FewestDigits) return false;
        CardMask.MiddleOf(digits).Fill((byte)'0');
        return Pan.TryParse(digits, out Pan expected) && masked == expected;
    }

    private static bool TryMaskChip(MessageView message, Span<byte> image)
    {
        Span<byte> plain = stackalloc byte[1024];
        if (!message.TryCopy(Field.IccData, plain, out int length)) return false;
        MaskElements(plain[..length], image, MaxDepth);
        return true;
    }

    // Packed digits, the last byte filled up with F (EMV book 3, annex A).
    private static void MaskElements(ReadOnlySpan<byte> data, Span<byte> image, int depth)
    {
        Span<byte> digits = stackalloc byte[64];
        var reader = new TlvReader(data);
        while (reader.Read())
        {
            if (reader.IsConstructed && depth > 0) MaskElements(reader.Value, image, depth - 1);
            if (reader.Tag != ChipPan) continue;
            int count = 0;
            foreach (byte two in reader.Value)
            {
                if (two >> 4 > 9 || count == digits.Length) break;
                digits[count++] = (byte)('0' + (two >> 4));
                if ((two & 0xF) > 9) break;
                digits[count++] = (byte)('0' + (two & 0xF));
            }
            CardMask.Apply(image, digits[..count]);
        }
    }
}
