using System.Runtime.CompilerServices;

namespace CardSwitch.Iso8583;

/// <summary>
/// Track 2 data (DE 35, ISO/IEC 7813) without sentinels and LRC: card number, separator, expiry, service code and the
/// issuer's discretionary data; 37 symbols at most. Its text is masked. The default value holds nothing.
/// </summary>
public readonly struct Track2
{
    /// <summary>The longest value that the standard allows in DE 35.</summary>
    public const int MaxSymbols = 37;

    private const int SeparatorNibble = 0xD;

    private readonly Pan pan;
    private readonly PackedSymbols symbols;
    private readonly byte length;
    private readonly byte discretionaryLength;

    // One more than the value, so that the default value has none of them.
    private readonly ushort countryCodePlus1;
    private readonly ushort expiryPlus1;
    private readonly ushort serviceCodePlus1;

    private Track2(ReadOnlySpan<byte> ascii, Pan pan, ushort country, ushort expiry, ushort service, int discretionary)
    {
        this.pan = pan;
        length = (byte)ascii.Length;
        countryCodePlus1 = country;
        expiryPlus1 = expiry;
        serviceCodePlus1 = service;
        discretionaryLength = (byte)discretionary;
        for (int i = 0; i < ascii.Length; i++)
        {
            int nibble = IsSeparator(ascii[i]) ? SeparatorNibble : ascii[i] & 0xF;
            symbols[i >> 1] |= (byte)((i & 1) == 0 ? nibble << 4 : nibble);
        }
    }

    /// <summary>The digits before the first separator.</summary>
    public Pan Pan => pan;

    /// <summary>Number of symbols, separators counted.</summary>
    public int Length => length;

    /// <summary>ISO 3166 numeric country code, which stands only after card numbers that begin with 59.</summary>
    public int? CountryCode => countryCodePlus1 == 0 ? null : countryCodePlus1 - 1;

    /// <summary>Expiry as the number YYMM, not checked to be a date; null when the track has none.</summary>
    public int? Expiry => expiryPlus1 == 0 ? null : expiryPlus1 - 1;

    /// <summary>Service code as a number of three digits; null when the track has none.</summary>
    public int? ServiceCode => serviceCodePlus1 == 0 ? null : serviceCodePlus1 - 1;

    /// <summary>Number of symbols of the issuer's own data, which may be 0.</summary>
    public int DiscretionaryLength => discretionaryLength;

    /// <summary>
    /// Reads ASCII digits with '=', 'D' or 'd' as separator. Expiry and service code may each be a lone separator in
    /// their place, or missing with all that would follow.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> ascii, out Track2 track)
    {
        track = default;
        if (ascii.Length > MaxSymbols || !TryReadPan(ascii, out Pan pan))
            return false;

        ReadOnlySpan<byte> rest = ascii[(pan.Length + 1)..];
        ushort country = 0;
        if (ascii is [(byte)'5', (byte)'9', ..] && !TryTakeNumber(ref rest, 3, out country))
            return false;
        if (!TryTakeNumber(ref rest, 4, out ushort expiry) || !TryTakeNumber(ref rest, 3, out ushort service))
            return false;

        foreach (byte symbol in rest)
        {
            if (!char.IsAsciiDigit((char)symbol) && !IsSeparator(symbol))
                return false;
        }

        track = new Track2(ascii, pan, country, expiry, service, rest.Length);
        return true;
    }

    /// <summary>
    /// Reads <paramref name="symbols"/> right-justified packed symbols, nibble D as separator. When their number is
    /// odd, the first nibble is padding. The span is exactly the bytes that the symbols take.
    /// </summary>
    public static bool TryFromBcd(ReadOnlySpan<byte> bcd, int symbols, out Track2 track)
    {
        track = default;
        if (!IsPackedLength(bcd, symbols))
            return false;

        Span<byte> ascii = stackalloc byte[MaxSymbols];
        int padding = symbols & 1;
        for (int i = 0; i < symbols; i++)
        {
            int nibble = NibbleAt(bcd, i + padding);
            if (nibble > 9 && nibble != SeparatorNibble)
                return false;
            ascii[i] = (byte)(nibble == SeparatorNibble ? '=' : '0' + nibble);
        }

        return TryParse(ascii[..symbols], out track);
    }

    /// <summary>
    /// Reads only the card number, for routing when DE 2 is absent; what follows the first separator is not looked at.
    /// </summary>
    public static bool TryReadPan(ReadOnlySpan<byte> ascii, out Pan pan)
    {
        pan = default;
        int separator = ascii.IndexOfAny((byte)'=', (byte)'D', (byte)'d');
        return separator > 0 && Pan.TryParse(ascii[..separator], out pan);
    }

    /// <summary>As <see cref="TryReadPan"/>, over packed symbols as <see cref="TryFromBcd"/> takes them.</summary>
    public static bool TryReadPanFromBcd(ReadOnlySpan<byte> bcd, int symbols, out Pan pan)
    {
        pan = default;
        return IsPackedLength(bcd, symbols) && PanDigits.TryReadBcdBeforeSeparator(bcd, (symbols & 1) != 0, out pan);
    }

    /// <summary>
    /// Writes all the symbols, unmasked and with '=' as separator, into <paramref name="ascii"/>; returns their number.
    /// </summary>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public int CopyTo(Span<byte> ascii)
    {
        if (ascii.Length < length)
            throw new ArgumentException("Too short for the track data.", nameof(ascii));

        ReadOnlySpan<byte> packed = symbols;
        for (int i = 0; i < length; i++)
        {
            int nibble = NibbleAt(packed, i);
            ascii[i] = (byte)(nibble == SeparatorNibble ? '=' : '0' + nibble);
        }

        return length;
    }

    /// <summary>Masked for people and logs: the masked card number, the first separator, stars.</summary>
    public override string ToString() =>
        length == 0 ? "" : $"{pan}={new string('*', length - pan.Length - 1)}";

    private static bool IsSeparator(byte symbol) => symbol is (byte)'=' or (byte)'D' or (byte)'d';

    private static bool IsPackedLength(ReadOnlySpan<byte> bcd, int symbols) =>
        symbols is > 0 and <= MaxSymbols && bcd.Length == (symbols + 1) >> 1;

    private static int NibbleAt(ReadOnlySpan<byte> bcd, int index) =>
        (index & 1) == 0 ? bcd[index >> 1] >> 4 : bcd[index >> 1] & 0xF;

    // Takes a part of fixed length, or the separator that stands for it, or nothing at the end of the track.
    private static bool TryTakeNumber(ref ReadOnlySpan<byte> rest, int digits, out ushort numberPlus1)
    {
        numberPlus1 = 0;
        if (rest.IsEmpty)
            return true;

        if (IsSeparator(rest[0]))
        {
            rest = rest[1..];
            return true;
        }

        if (rest.Length < digits)
            return false;

        int number = 0;
        foreach (byte symbol in rest[..digits])
        {
            if (!char.IsAsciiDigit((char)symbol))
                return false;
            number = (number * 10) + (symbol - '0');
        }

        numberPlus1 = (ushort)(number + 1);
        rest = rest[digits..];
        return true;
    }

    // Two symbols a byte, the first in the high nibble.
    [InlineArray((MaxSymbols + 1) / 2)]
    private struct PackedSymbols
    {
        private byte first;
    }
}
