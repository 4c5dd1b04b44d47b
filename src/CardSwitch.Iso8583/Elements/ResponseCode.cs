using System.Numerics;

namespace CardSwitch.Iso8583;

/// <summary>
/// Response code (DE 39): two letters or digits in the 1987 edition; an action code of three digits in the 1993
/// edition, of four in the 2003 edition. The default value is no code at all and prints an empty string.
/// </summary>
public readonly partial struct ResponseCode : IEquatable<ResponseCode>
{
    // The characters in order, the last one in the lowest byte; the length follows from the highest byte that is set.
    private readonly uint packed;

    private ResponseCode(uint packed) => this.packed = packed;

    /// <summary>Characters on the wire: 2, 3 or 4; 0 for the default value.</summary>
    public int Length => (39 - BitOperations.LeadingZeroCount(packed)) >> 3;

    /// <summary>
    /// The transaction is approved. 1987: 00, 08 (with identification), 10 (in part), 11 (VIP) and 16 (update track 3).
    /// 1993: 000 to 099. 2003: 0000 to 0099 except 0007, on which sources differ. Private 1987 codes (85, no reason to
    /// decline) and codes that only acknowledge a file action, a reversal or totals are not approvals.
    /// </summary>
    public bool IsApproval => Length switch
    {
        2 => packed is 0x3030 or 0x3038 or 0x3130 or 0x3131 or 0x3136,
        3 => packed >> 16 == '0',
        4 => packed >> 16 == 0x3030 && packed != 0x30303037,
        _ => false,
    };

    public static bool operator ==(ResponseCode left, ResponseCode right) => left.packed == right.packed;

    public static bool operator !=(ResponseCode left, ResponseCode right) => left.packed != right.packed;

    /// <summary>A code from a literal: <c>Of("91"u8)</c>.</summary>
    /// <exception cref="ArgumentException">Not a response code of any edition.</exception>
    public static ResponseCode Of(ReadOnlySpan<byte> ascii) =>
        TryParse(ascii, out ResponseCode code)
            ? code
            : throw new ArgumentException("A response code is an 2, n 3 or n 4.", nameof(ascii));

    /// <summary>Reads two ASCII letters or digits, or three or four digits.</summary>
    public static bool TryParse(ReadOnlySpan<byte> ascii, out ResponseCode code)
    {
        code = default;
        if (ascii.Length == 2)
        {
            if (!char.IsAsciiLetterOrDigit((char)ascii[0]) || !char.IsAsciiLetterOrDigit((char)ascii[1]))
                return false;

            code = new ResponseCode(((uint)ascii[0] << 8) | ascii[1]);
            return true;
        }

        return TryParseActionCode(ascii, out code);
    }

    /// <summary>Writes the characters at the start of <paramref name="ascii"/>; returns their number.</summary>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public int CopyTo(Span<byte> ascii)
    {
        int length = Length;
        if (ascii.Length < length)
            throw new ArgumentException("Too short for the response code.", nameof(ascii));

        uint rest = packed;
        for (int i = length - 1; i >= 0; i--, rest >>= 8)
            ascii[i] = (byte)rest;
        return length;
    }

    public bool Equals(ResponseCode other) => packed == other.packed;

    public override bool Equals(object? obj) => obj is ResponseCode other && Equals(other);

    public override int GetHashCode() => (int)packed;

    public override string ToString() => string.Create(Length, packed, static (text, packed) =>
    {
        for (int i = text.Length - 1; i >= 0; i--, packed >>= 8)
            text[i] = (char)(byte)packed;
    });

    private static bool TryParseActionCode(ReadOnlySpan<byte> ascii, out ResponseCode code)
    {
        code = default;
        if (ascii.Length is not (3 or 4))
            return false;

        uint packed = 0;
        foreach (byte character in ascii)
        {
            if (!char.IsAsciiDigit((char)character))
                return false;
            packed = (packed << 8) | character;
        }

        code = new ResponseCode(packed);
        return true;
    }
}
