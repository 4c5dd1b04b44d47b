using System.Globalization;

namespace CardSwitch.Security;

/// <summary>
/// The clear part of a TR-31 key block: 16 characters, then the optional blocks. Checked for its shape only: nothing in it
/// is to be believed before the MAC is.
/// </summary>
internal readonly ref struct KeyBlockHeader
{
    internal const int FixedLength = 16;

    private KeyBlockHeader(ReadOnlySpan<char> text) => Text = text;

    /// <summary>All of the header, optional blocks included.</summary>
    internal ReadOnlySpan<char> Text { get; }

    internal char Version => Text[0];

    internal ReadOnlySpan<char> Usage => Text.Slice(5, 2);

    internal char Algorithm => Text[7];

    internal char Mode => Text[8];

    /// <summary>The cipher of the protection key: Triple DES for version B, AES for D.</summary>
    internal KeyAlgorithm ProtectionAlgorithm => Version == 'B' ? KeyAlgorithm.Tdes : KeyAlgorithm.Aes;

    /// <summary>Finds the header in a whole block and checks every length in it.</summary>
    internal static KeyBlockFault Read(ReadOnlySpan<char> block, out KeyBlockHeader header)
    {
        header = default;
        if (block.Length < FixedLength) return KeyBlockFault.Length;
        if (block[0] is not ('B' or 'D')) return KeyBlockFault.Version;
        if (!TryDecimal(block.Slice(1, 4), out int length) || length != block.Length) return KeyBlockFault.Length;
        foreach (char c in block)
        {
            if (c is < ' ' or > '~') return KeyBlockFault.Character;
        }
        if (!TryDecimal(block.Slice(12, 2), out int optional)) return KeyBlockFault.OptionalBlock;
        int end = FixedLength;
        for (; optional > 0; optional--)
        {
            if (!TryReadOptional(block[end..], out int taken)) return KeyBlockFault.OptionalBlock;
            end += taken;
        }
        int unit = block[0] == 'B' ? 8 : 16;
        if (end % unit != 0) return KeyBlockFault.OptionalBlock;
        header = new KeyBlockHeader(block[..end]);
        return KeyBlockFault.None;
    }

    /// <summary>
    /// The length of an optional block, of which ID and length itself are part: two digits, or 00 and then the number of
    /// digits of the length that follows (ANSI X9.143, 8.6).
    /// </summary>
    private static bool TryReadOptional(ReadOnlySpan<char> text, out int length)
    {
        length = 0;
        int start = 4;
        if (text.Length < start || !TryHex(text.Slice(2, 2), out length)) return false;
        if (length == 0)
        {
            if (text.Length < 6 || !TryHex(text.Slice(4, 2), out int digits)) return false;
            if (digits is 0 or > 4 || text.Length < 6 + digits || !TryHex(text.Slice(6, digits), out length)) return false;
            start = 6 + digits;
        }
        return length >= start && length <= text.Length;
    }

    private static bool TryDecimal(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static bool TryHex(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
