using CardSwitch.Iso8583;

namespace CardSwitch.Station.Decoding;

/// <summary>A field as text: digits and characters as they are, binary elements in upper-case hexadecimal.</summary>
internal static class FieldText
{
    internal static string Of(MessageView message, int field, bool unmasked)
    {
        string text = field == 0 ? message.Type.ToString() : message.GetText(field) ?? "";
        if (unmasked) return text;
        return (message.Format[field]?.Sensitivity ?? Sensitivity.Private) switch
        {
            Sensitivity.None => text,
            Sensitivity.Pan => MaskNumber(text),
            Sensitivity.Track when message.TryGetTrack2(out Track2 track) && field == Field.Track2 => track.ToString(),
            _ => new string('*', text.Length),
        };
    }

    // As the type Pan masks: first six and last four digits at most, fewer of a short number.
    private static string MaskNumber(string text)
    {
        int first = text.Length >= 13 ? 6 : 0, last = text.Length >= 8 ? 4 : 0;
        return string.Concat(text[..first], new string('*', text.Length - first - last), text[^last..]);
    }
}
