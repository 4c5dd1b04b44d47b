using CardSwitch.Iso8583;

namespace CardSwitch.Switching;

/// <summary>Which card a request is about: DE 2, or the card number in track 2 where DE 2 is absent.</summary>
internal static class CardNumber
{
    // ISO/IEC 7812-1: an issuer number of 8 digits at most, a check digit, and something between; 19 digits at most.
    private const int FewestDigits = 8;

    /// <summary>
    /// Whether the request has a usable card number; if not, the code that says why: 30 where there is none, 14 where
    /// it is malformed or, when asked for, fails its check digit.
    /// </summary>
    internal static bool TryRead(MessageView request, bool verifyCheckDigit, out Pan pan, out ResponseCode refusal)
    {
        bool read = request.Has(Field.Pan) ? request.TryGetPan(out pan) : TryReadTrack(request, out pan);
        bool sound = read && pan.Length >= FewestDigits && (!verifyCheckDigit || pan.HasValidCheckDigit);
        bool absent = !request.Has(Field.Pan) && !request.Has(Field.Track2);
        refusal = absent ? ResponseCode.FormatError : ResponseCode.InvalidCardNumber;
        return sound;
    }

    private static bool TryReadTrack(MessageView request, out Pan pan)
    {
        switch (request.Format[Field.Track2]?.Encoding)
        {
            case FieldEncoding.Bcd:
                return Track2.TryReadPanFromBcd(request[Field.Track2], request.Units(Field.Track2), out pan);
            case FieldEncoding.Ascii:
                return Track2.TryReadPan(request[Field.Track2], out pan);
            default:
                Span<byte> plain = stackalloc byte[64];
                pan = default;
                return request.TryCopy(Field.Track2, plain, out int written) && Track2.TryReadPan(plain[..written], out pan);
        }
    }
}
