using CardSwitch.Iso8583;

namespace CardSwitch.Station.Decoding;

/// <summary>A field as text: digits and characters as they are, binary elements in upper-case hexadecimal.</summary>
internal static class FieldText
{
    internal static string Of(MessageView message, int field, bool unmasked)
    {
        if (field == Field.Mti) return message.Type.ToString();
        return (unmasked ? message.GetText(field) : message.MaskedText(field)) ?? "";
    }
}
