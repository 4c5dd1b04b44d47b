using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>Compares an index made by a writer with the one that the parser makes of the written bytes.</summary>
internal static class IndexAssert
{
    public static void IsThatOfAParser(MessageFormat format, byte[] frame, FieldIndex actual)
    {
        var expected = new FieldIndex();
        Assert.Equal(ParseStatus.Ok, new MessageParser(format).Parse(frame, expected));
        Assert.Same(expected.Format, actual.Format);
        Assert.Equal(expected.Type, actual.Type);
        Assert.Equal(expected.Bitmap, actual.Bitmap);
        Assert.Equal(expected.BitmapWords, actual.BitmapWords);
        for (int field = 0; field <= Bitmap.MaxField; field++)
        {
            if (field == 0 || expected.Has(field)) Assert.Equal(Place(expected[field]), Place(actual[field]));
        }
    }

    private static SlowField Place(FieldSlot slot) => new(slot.Start, slot.Value, slot.Length, slot.Units);
}
