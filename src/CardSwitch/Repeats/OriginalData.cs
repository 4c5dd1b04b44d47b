using System.Globalization;
using CardSwitch.Iso8583;

namespace CardSwitch.Repeats;

/// <summary>Reads DE 90, n 42: type 4, DE 11 6, DE 7 10, DE 32 11 and DE 33 11, right-justified and filled with zeros.</summary>
internal static class OriginalData
{
    private const int Length = 42;

    /// <summary>False when the field is absent, not 42 digits, or names no type or no trace number.</summary>
    internal static bool TryRead(MessageView reversal, out OriginalElements original)
    {
        original = default;
        Span<byte> plain = stackalloc byte[Length];
        if (!reversal.TryCopy(Field.OriginalDataElements, plain, out int length) || length != Length) return false;
        if (plain.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        if (!MessageType.TryParse(plain[..4], out MessageType type) || type.Class == 0) return false;
        var stan = (int)Number(plain[4..10]);
        original = new OriginalElements(type, stan, Number(plain[10..20]), Number(plain[20..31]), Number(plain[31..42]));
        return stan != 0;
    }

    private static long Number(ReadOnlySpan<byte> digits) => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
