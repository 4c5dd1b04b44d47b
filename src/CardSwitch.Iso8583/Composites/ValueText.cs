using System.Globalization;
using System.Text;

namespace CardSwitch.Iso8583;

/// <summary>
/// A value as text for people. What its sensitivity forbids to show is masked, and so is whatever cannot be read as what it
/// should be: a card number that is none shows its length only, and so does an element that nothing is known of.
/// </summary>
internal static class ValueText
{
    internal static string Of(scoped in SubField value, bool unmasked)
    {
        Sensitivity sensitivity = value.Spec?.Sensitivity ?? Sensitivity.Private;
        if (!unmasked && sensitivity is not (Sensitivity.None or Sensitivity.Pan)) return Hidden(value);
        if (Plain(value) is not { } text) return Hidden(value);
        if (!unmasked && sensitivity == Sensitivity.Pan) return MaskedPan(text) ?? Hidden(value);
        return Printable(text);
    }

    /// <summary>The plain value: Latin-1 text, or upper-case hexadecimal of a binary one; null when it is none.</summary>
    internal static string? Plain(scoped in SubField value)
    {
        Span<byte> plain = value.Units <= 256 ? stackalloc byte[256] : new byte[value.Units];
        if (!value.TryCopy(plain, out int written)) return null;
        return value.IsBinary ? Convert.ToHexString(plain[..written]) : Encoding.Latin1.GetString(plain[..written]);
    }

    private static string? MaskedPan(string value)
    {
        Span<byte> digits = stackalloc byte[Pan.MaxDigits];
        return value.Length <= Pan.MaxDigits
            && Ascii.FromUtf16(value, digits, out int length) == System.Buffers.OperationStatus.Done
            && Pan.TryParse(digits[..length], out Pan pan)
            ? pan.ToString()
            : null;
    }

    private static string Hidden(scoped in SubField value)
    {
        string unit = value.IsBinary ? "byte" : "character";
        return value.Units == 1 ? $"[1 {unit}]" : $"[{value.Units} {unit}s]";
    }

    // A terminal must not be steered by what a message holds.
    private static string Printable(string value)
    {
        if (!value.AsSpan().ContainsAnyExceptInRange(' ', '~')) return value;
        var text = new StringBuilder();
        foreach (char c in value)
        {
            if (c is >= ' ' and <= '~') text.Append(c);
            else text.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}");
        }
        return text.ToString();
    }
}
