using CardSwitch.Iso8583;

namespace CardSwitch.Journal;

/// <summary>
/// Overwrites the middle digits of a card number with zeros wherever it stands in a message, whatever the field: as ASCII
/// or EBCDIC characters or packed, from either half of a byte. No length changes, so that the message stays a valid one of
/// its format. What is shown is what <see cref="Pan.ToString"/> shows.
/// </summary>
internal static class CardMask
{
    /// <summary>Below this, digits are no card number: they would be found anywhere.</summary>
    internal const int FewestDigits = 8;

    /// <summary>The digits that are not shown; at least <see cref="FewestDigits"/> are given.</summary>
    internal static Span<byte> MiddleOf(Span<byte> digits) => digits[FirstHidden(digits.Length)..^4];

    private static int FirstHidden(int digits) => digits >= 13 ? 6 : 0;

    /// <summary>Masks a card number, given as ASCII digits.</summary>
    internal static void Apply(Span<byte> message, ReadOnlySpan<byte> digits)
    {
        if (digits.Length is < FewestDigits or > 64) return;
        int first = FirstHidden(digits.Length), end = digits.Length - 4;
        MaskCharacters(message, digits, first, end, '0');
        Span<byte> ebcdic = stackalloc byte[digits.Length];
        for (int i = 0; i < digits.Length; i++) ebcdic[i] = (byte)(digits[i] + 0xC0);
        MaskCharacters(message, ebcdic, first, end, 0xF0);
        MaskPacked(message, digits, 0, first, end);
        MaskPacked(message, digits, 1, first, end);
    }

    private static void MaskCharacters(Span<byte> message, ReadOnlySpan<byte> characters, int first, int end, int zero)
    {
        for (int at; (at = message.IndexOf(characters)) >= 0; message = message[(at + 1)..])
        {
            message[(at + first)..(at + end)].Fill((byte)zero);
        }
    }

    // The digits that fill bytes are looked for first; a half byte before or behind them decides.
    private static void MaskPacked(Span<byte> message, ReadOnlySpan<byte> digits, int half, int first, int end)
    {
        int whole = (digits.Length - half) / 2;
        Span<byte> packed = stackalloc byte[whole];
        for (int i = 0; i < whole; i++) packed[i] = (byte)((digits[half + 2 * i] - '0') << 4 | (digits[half + 2 * i + 1] - '0'));
        bool hasTail = (digits.Length - half) % 2 == 1;
        for (int from = 0; from < message.Length;)
        {
            int found = message[from..].IndexOf(packed);
            if (found < 0) return;
            int at = from + found;
            from = at + 1;
            if (half == 1 && (at == 0 || (message[at - 1] & 0xF) != digits[0] - '0')) continue;
            if (hasTail && (at + whole >= message.Length || message[at + whole] >> 4 != digits[^1] - '0')) continue;
            int nibble = 2 * at - half;
            for (int i = nibble + first; i < nibble + end; i++) message[i / 2] &= (byte)(i % 2 == 0 ? 0x0F : 0xF0);
        }
    }
}
