using System.Security.Cryptography;

namespace CardSwitch.Security;

/// <summary>
/// Clear PIN blocks of ISO 9564-1: the PIN field, and for formats 0 and 3 the account number added to it. Of format 4 this is
/// the PIN field alone, which <see cref="PinCipher"/> joins with the account number between two steps of AES.
/// </summary>
internal static class PinField
{
    internal const int ShortestPin = 4;
    internal const int LongestPin = 12;

    /// <summary>Nibbles of a PIN field: control, length and the rest.</summary>
    private const int Nibbles = 16;

    internal static int Length(PinBlockFormat format) => format == PinBlockFormat.Format4 ? 16 : 8;

    /// <summary>Whether the characters are digits of a card number, at least one and at most 19.</summary>
    internal static bool IsPan(ReadOnlySpan<byte> pan)
    {
        if (pan.Length is 0 or > 19) return false;
        foreach (byte c in pan)
        {
            if (!char.IsAsciiDigit((char)c)) return false;
        }
        return true;
    }

    /// <summary>Makes the fill of a new block: what stands behind the PIN in formats 1, 3 and 4, a nibble a byte.</summary>
    internal static void MakeFill(PinBlockFormat format, Span<byte> fill)
    {
        if (format == PinBlockFormat.Format3) RandomNumberGenerator.GetItems<byte>([10, 11, 12, 13, 14, 15], fill);
        else RandomNumberGenerator.GetItems<byte>([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], fill);
    }

    /// <summary>Nibbles of fill that a block takes behind a PIN.</summary>
    internal static int FillLength(PinBlockFormat format, int pinLength) => format switch
    {
        PinBlockFormat.Format0 => 0,
        PinBlockFormat.Format4 => Nibbles,
        _ => Nibbles - 2 - pinLength,
    };

    /// <summary>Writes a clear block; false for a PIN, a card number or a format that there is none for.</summary>
    /// <param name="format">The format.</param>
    /// <param name="pin">The digits as numbers.</param>
    /// <param name="pan">The card number as characters; of no account in formats 1 and 4.</param>
    /// <param name="fill">As <see cref="MakeFill"/> makes it.</param>
    /// <param name="block">Gets 8 bytes, 16 of format 4.</param>
    internal static bool TryEncode(
        PinBlockFormat format, ReadOnlySpan<byte> pin, ReadOnlySpan<byte> pan, ReadOnlySpan<byte> fill, Span<byte> block)
    {
        block.Clear();
        if (pin.Length is < ShortestPin or > LongestPin || fill.Length != FillLength(format, pin.Length)) return false;
        if (pin.ContainsAnyExceptInRange((byte)0, (byte)9)) return false;
        AddNibble(block, 0, (int)format);
        AddNibble(block, 1, pin.Length);
        for (int i = 0; i < pin.Length; i++) AddNibble(block, 2 + i, pin[i]);
        int place = 2 + pin.Length;
        if (format is PinBlockFormat.Format0 or PinBlockFormat.Format4)
        {
            for (; place < Nibbles; place++) AddNibble(block, place, format == PinBlockFormat.Format0 ? 15 : 10);
        }
        foreach (byte nibble in fill) AddNibble(block, place++, nibble);
        return format is PinBlockFormat.Format1 or PinBlockFormat.Format4 || TryAddAccount(block, pan);
    }

    /// <summary>
    /// Reads the PIN out of a clear block, which is changed by it. Looks at every nibble whatever is wrong, and says
    /// only that something is.
    /// </summary>
    /// <param name="format">The format that is expected.</param>
    /// <param name="block">The clear block.</param>
    /// <param name="pan">The card number as characters; of no account in formats 1 and 4.</param>
    /// <param name="pin">Gets the digits as numbers: room for 12.</param>
    /// <param name="length">How many; 0 for none.</param>
    internal static bool TryDecode(PinBlockFormat format, Span<byte> block, ReadOnlySpan<byte> pan, Span<byte> pin, out int length)
    {
        length = 0;
        if (!Enum.IsDefined(format) || block.Length != Length(format)) return false;
        if (format is PinBlockFormat.Format0 or PinBlockFormat.Format3 && !TryAddAccount(block, pan)) return false;
        int digits = Nibble(block, 1);
        bool right = Nibble(block, 0) == (int)format & digits is >= ShortestPin and <= LongestPin;
        for (int i = 0; i < Nibbles - 2; i++)
        {
            int nibble = Nibble(block, 2 + i);
            bool isFill = format switch
            {
                PinBlockFormat.Format0 => nibble == 15,
                PinBlockFormat.Format3 => nibble >= 10,
                PinBlockFormat.Format4 => nibble == 10,
                _ => true,
            };
            right &= i < digits ? nibble <= 9 : isFill;
            if (i < LongestPin) pin[i] = (byte)nibble;
        }
        if (right) length = digits;
        else CryptographicOperations.ZeroMemory(pin);
        return right;
    }

    /// <summary>Adds the account field of formats 0 and 3: four zeros, then the twelve rightmost digits without the check digit.</summary>
    private static bool TryAddAccount(Span<byte> block, ReadOnlySpan<byte> pan)
    {
        if (!IsPan(pan)) return false;
        ReadOnlySpan<byte> account = pan[..^1];
        if (account.Length > 12) account = account[^12..];
        for (int i = 0; i < account.Length; i++)
        {
            AddNibble(block, Nibbles - account.Length + i, account[i] - '0');
        }
        return true;
    }

    /// <summary>The account field of format 4: digits above twelve, the whole card number, zeros.</summary>
    internal static void WritePanField(ReadOnlySpan<byte> pan, Span<byte> field)
    {
        field.Clear();
        AddNibble(field, 0, Math.Max(0, pan.Length - 12));
        int start = 1 + Math.Max(0, 12 - pan.Length);
        for (int i = 0; i < pan.Length; i++) AddNibble(field, start + i, pan[i] - '0');
    }

    private static int Nibble(ReadOnlySpan<byte> block, int place) => (place & 1) == 0 ? block[place >> 1] >> 4 : block[place >> 1] & 15;

    /// <summary>Adds (XOR) a nibble to what stands at its place.</summary>
    private static void AddNibble(Span<byte> block, int place, int value) =>
        block[place >> 1] ^= (byte)((place & 1) == 0 ? value << 4 : value);
}
