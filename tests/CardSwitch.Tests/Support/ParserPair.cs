using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>A parser with templates, one without, and templates alone to see whether there is one.</summary>
internal sealed class ParserPair(MessageFormat format)
{
    private const int Sightings = 40;

    private static readonly byte[] Neighbours = [(byte)'0', 0xFF];

    private readonly MessageParser quick = new(format);
    private readonly MessageParser walking = MessageParser.WithoutTemplates(format);
    private readonly FrameTemplates templates = new(format);
    private readonly FieldIndex quickIndex = new(), walkedIndex = new(), matchedIndex = new() { Format = format };

    /// <summary>Whether a frame of this layout is now read by a template.</summary>
    internal bool IsKnown(byte[] frame) => templates.TryMatch(frame, matchedIndex);

    internal bool Learns(byte[] frame)
    {
        for (int i = 0; i < Sightings; i++) AssertAgree(frame);
        return IsKnown(frame);
    }

    /// <summary>Parses by all, among changing neighbours; true when the frame is sound.</summary>
    internal bool AssertAgree(byte[] frame)
    {
        ParseStatus expected = walking.Parse(frame, walkedIndex);
        foreach (byte neighbour in Neighbours)
        {
            const int Margin = 40;
            var array = new byte[frame.Length + 2 * Margin];
            Array.Fill(array, neighbour);
            frame.CopyTo(array, Margin);
            ReadOnlySpan<byte> shown = array.AsSpan(Margin, frame.Length);

            Assert.Equal(expected, quick.Parse(shown, quickIndex));
            if (expected.Error is not (ParseError.BadMessageType or ParseError.FrameTooLong or ParseError.BadHeader)) AssertSame(quickIndex);
            if (templates.TryMatch(shown, matchedIndex))
            {
                Assert.Equal(ParseStatus.Ok, expected);
                AssertSame(matchedIndex);
            }
            else if (expected.IsOk)
            {
                templates.Note(shown, walkedIndex);
            }
        }
        return expected.IsOk;
    }

    private void AssertSame(FieldIndex actual)
    {
        Assert.Equal(walkedIndex.Type, actual.Type);
        Assert.Equal(walkedIndex.Bitmap, actual.Bitmap);
        Assert.Equal(walkedIndex.BitmapWords, actual.BitmapWords);
        for (int field = 1; field <= Bitmap.MaxField; field++)
        {
            if (walkedIndex.Has(field)) Assert.Equal(walkedIndex[field], actual[field]);
        }
    }
}
