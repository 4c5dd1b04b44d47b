using System.Text;

namespace CardSwitch.Iso8583;

/// <summary>
/// A message as lines for people. What a field's sensitivity forbids to show is masked, and so is whatever cannot be
/// read as what it should be: a card number field that holds no card number shows nothing of it.
/// </summary>
internal static class MessageDescription
{
    internal static string Of(MessageView view, bool unmasked)
    {
        MessageFormat format = view.Format;
        Bitmap present = view.Index.Bitmap;
        int width = format[0]!.Name.Length;
        for (int field = present.NextAtOrAfter(2); field != 0; field = present.NextAtOrAfter(field + 1))
        {
            width = Math.Max(width, format[field]!.Name.Length);
        }

        var text = new StringBuilder();
        AppendLine(text, "MTI", format[0]!.Name, width, view.Type.ToString());
        for (int field = present.NextAtOrAfter(2); field != 0; field = present.NextAtOrAfter(field + 1))
        {
            AppendLine(text, $"DE {field}", format[field]!.Name, width, ValueOf(view, field, unmasked));
        }
        return text.ToString();
    }

    /// <summary>The value of a field that is present.</summary>
    internal static string ValueOf(MessageView view, int field, bool unmasked)
    {
        FieldSpec spec = view.Format[field]!;
        if (view.GetText(field) is not { } value) return Hidden(view, field);
        if (!unmasked && spec.Sensitivity == Sensitivity.Pan) return MaskedPan(value) ?? Hidden(view, field);
        if (!unmasked && spec.Sensitivity != Sensitivity.None) return Hidden(view, field);
        return Printable(value);
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

    private static string Hidden(MessageView view, int field)
    {
        string unit = view.Format[field]!.Content == ContentClass.Binary ? "byte" : "character";
        int units = view.Units(field);
        return units == 1 ? $"[1 {unit}]" : $"[{units} {unit}s]";
    }

    // A terminal must not be steered by what a message holds.
    private static string Printable(string value)
    {
        if (!value.AsSpan().ContainsAnyExceptInRange(' ', '~')) return value;
        var text = new StringBuilder();
        foreach (char c in value)
        {
            if (c is >= ' ' and <= '~') text.Append(c);
            else text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\x{(int)c:X2}");
        }
        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, string mark, string name, int width, string value) =>
        text.Append(mark.PadRight(7)).Append(name.PadRight(width + 2)).Append(value).Append('\n');
}
