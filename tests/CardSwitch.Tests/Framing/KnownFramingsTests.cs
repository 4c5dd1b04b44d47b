using CardSwitch.Framing;

namespace CardSwitch.Tests.Framing;

/// <summary>
/// Framings met in the field, by the names that payment engineers know them under, each as one line of data. The frame
/// shown holds the two-byte message 0800; the keep-alive is the frame without a message.
/// </summary>
public sealed class KnownFramingsTests
{
    [Theory]
    // framing, description, frame around 08 00, keep-alive
    [InlineData("ASCII", "ascii4", "303030320800", "30303030")]
    [InlineData("BCD", "bcd2", "00020800", "0000")]
    [InlineData("BCD + TPDU", "bcd2 prefix=6000010000", "000760000100000800", "00056000010000")]
    [InlineData("NAC", "be2 prefix=6000010000", "000760000100000800", "00056000010000")]
    [InlineData("NAC, counted", "be2 inclusive prefix=6000010000", "000960000100000800", "00076000010000")]
    [InlineData("Post", "be2", "00020800", "0000")]
    [InlineData("Amex", "be2 inclusive", "00040800", "0000")]
    [InlineData("CMF", "be3", "0000020800", "000000")]
    [InlineData("Raw", "be4", "000000020800", "00000000")]
    [InlineData("CS", "be2 filler=0000", "000200000800", "00000000")]
    [InlineData("VAP", "be2 filler=0000/any", "000200000800", "00000000")]
    [InlineData("GICC", "be2 lead=0000", "000000020800", "00000000")]
    [InlineData("RBP", "be2 lead=D04A filler=0000", "D04A000200000800", "D04A00000000")]
    [InlineData("BASE24TCP", "be2 counted-trailer=03", "0003080003", "000103")]
    public void Is_told_as_data(string framing, string description, string frame, string keepAlive)
    {
        FrameFormat format = FrameFormatReadTests.Parse(description);
        Assert.Equal(description, format.ToString());

        byte[] written = FrameFormats.Frame(format, [0x08, 0x00]);
        Assert.True(frame == Convert.ToHexString(written), $"{framing}: {Convert.ToHexString(written)}");
        Assert.Equal(FrameStatus.Frame, format.TryRead(written, out FrameSlice slice));
        Assert.Equal([0x08, 0x00], written[slice.Offset..(slice.Offset + slice.Length)]);
        Assert.Equal(written.Length, slice.Consumed);

        byte[] idle = FrameFormats.Frame(format, []);
        Assert.Equal(keepAlive, Convert.ToHexString(idle));
        Assert.Equal(FrameStatus.KeepAlive, format.TryRead(idle, out slice));
        Assert.Equal((0, idle.Length), (slice.Length, slice.Consumed));
    }

    [Theory]
    [InlineData("be2 prefix=6000010000", "0000")]
    [InlineData("be2 counted-trailer=03", "0000")]
    [InlineData("be2 filler=0000", "00000000")]
    [InlineData("be2 trailer=03", "000003")]
    public void A_length_of_zero_is_a_keep_alive_of_the_bytes_not_counted(string description, string received)
    {
        byte[] bytes = [.. Convert.FromHexString(received), 0xAA];
        Assert.Equal(FrameStatus.KeepAlive, FrameFormatReadTests.Parse(description).TryRead(bytes, out FrameSlice slice));
        Assert.Equal(bytes.Length - 1, slice.Consumed);
    }
}
