using CardSwitch.Iso8583;

namespace CardSwitch.Station.Decoding;

/// <summary>The data elements of a message in ascending order; the bits that announce bitmaps are none.</summary>
internal static class FieldNumbers
{
    internal static IEnumerable<int> Of(MessageView message) => Of(message.Format, message.Index.Bitmap);

    private static IEnumerable<int> Of(MessageFormat format, Bitmap present)
    {
        for (int field = present.NextAtOrAfter(2); field != 0; field = present.NextAtOrAfter(field + 1))
        {
            if (field != 65 || !format.Tertiary.IsFollowing) yield return field;
        }
    }
}
