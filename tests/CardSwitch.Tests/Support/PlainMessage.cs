using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>A view's message as a slow one, read through the view's public members only; bitmaps are no values.</summary>
internal static class PlainMessage
{
    public static SlowMessage Of(MessageView view)
    {
        var values = new Dictionary<int, byte[]>();
        for (int field = 2; field <= Bitmap.MaxField; field++)
        {
            bool isBitmap = field == view.Format.Tertiary.Field || (field == 65 && view.Format.Tertiary.IsFollowing);
            if (!view.Has(field) || isBitmap) continue;
            var plain = new byte[view.Units(field)];
            Assert.True(view.TryCopy(field, plain, out int written), $"Field {field} cannot be copied.");
            Assert.Equal(plain.Length, written);
            values[field] = plain;
        }
        return new SlowMessage(view.Type.ToString(), values);
    }
}
