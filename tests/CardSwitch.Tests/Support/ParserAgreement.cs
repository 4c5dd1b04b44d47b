using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>
/// Parses a frame with both parsers and compares all that they say. The frame stands within a larger array whose other
/// bytes differ each time: a parser that looked past an end would not always say the same.
/// </summary>
internal sealed class ParserAgreement
{
    private static readonly ParseChecks[] Settings =
        [ParseChecks.None, ParseChecks.Structure, ParseChecks.Content, ParseChecks.All];

    private static readonly byte[] Neighbours = [(byte)'0', 0xFF, (byte)'A'];

    // Used again for every frame, as the switch does: what a former frame left in it must never show.
    private readonly FieldIndex index = new();

    public void Check(MessageFormat format, byte[] frame)
    {
        foreach (ParseChecks checks in Settings) Check(format, checks, frame);
    }

    private void Check(MessageFormat format, ParseChecks checks, byte[] frame)
    {
        string expected = SlowParser.Parse(format, checks, frame).ToString();
        var parser = new MessageParser(format, checks);
        Compare(expected, parser.Parse(frame, index), index, frame.Length);
        foreach (byte neighbour in Neighbours)
        {
            const int Margin = 40;
            var array = new byte[frame.Length + 2 * Margin];
            Array.Fill(array, neighbour);
            frame.CopyTo(array, Margin);
            Compare(expected, parser.Parse(array.AsSpan(Margin, frame.Length), index), index, frame.Length);
        }
    }

    /// <summary>Fails unless status and index say what the slow parser's result says as text.</summary>
    public static void Compare(string expected, ParseStatus status, FieldIndex index, int frameLength)
    {
        // The text of an error is for people; it must never be an error itself.
        Assert.NotEmpty(status.Describe(index.Format!));
        var actual = new SlowResult { Status = status };
        if (status.Error is not (ParseError.BadMessageType or ParseError.FrameTooLong or ParseError.BadHeader) && status is not { Error: ParseError.Truncated, Field: 0 })
        {
            actual.Type = index.Type.ToString();
        }
        for (int field = 1; field <= Bitmap.MaxField; field++)
        {
            if (!index.Has(field)) continue;
            FieldSlot slot = index[field];
            Assert.True(slot.Start <= slot.Value && slot.End <= frameLength, $"Field {field} lies outside the frame.");
            actual.Fields[field] = new SlowField(slot.Start, slot.Value, slot.Length, slot.Units);
        }
        string text = actual.ToString();
        if (text != expected) Assert.Fail($"The parser says\n{text}\nand its slow twin\n{expected}");
    }
}
