using CardSwitch.Framing;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Framing;

public sealed class FrameFormatReadTests
{
    public static TheoryData<string> EveryKind => new(
        "be1", "be2", "be3", "be4", "le1", "le2", "le3", "le4", "ascii2", "ascii3", "ascii4", "ascii5", "ascii6",
        "bcd1", "bcd2", "bcd3", "be2 inclusive", "le2 inclusive", "ascii4 inclusive", "bcd2 inclusive",
        "be2 lead=0000", "be2 filler=0000", "be2 prefix=6000010000", "be2 trailer=03", "be2 counted-trailer=03",
        "be2 inclusive lead=D04A filler=0000 prefix=6000010000 counted-trailer=0D0A");

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void Every_split_of_a_stream_gives_the_same_messages(string text)
    {
        FrameFormat format = Parse(text);
        (byte[] stream, List<byte[]> messages) = FrameFormats.Stream(format, 1, 12, 0, 3, 0);

        Assert.Equal(messages, FrameFormats.ReadInChunks(format, stream.Select(b => new[] { b })));
        for (int i = 0; i <= stream.Length; i++)
        {
            for (int j = i; j <= stream.Length; j++)
                Assert.Equal(messages, FrameFormats.ReadInChunks(format, [stream[..i], stream[i..j], stream[j..]]));
        }
    }

    [Fact]
    public void Any_description_reads_what_it_wrote() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            FrameFormat format = FrameFormats.Random(seed);
            Random random = new(seed);
            int max = format.MaxMessageLength;
            (byte[] stream, List<byte[]> messages) = FrameFormats.Stream(
                format, 1, max, random.Next(max) + 1, 0, Math.Min(max, 5));
            List<byte[]> chunks = [];
            for (int at = 0; at < stream.Length;)
            {
                int next = Math.Min(stream.Length, at + 1 + random.Next(random.Next(2) == 0 ? 3 : 3000));
                chunks.Add(stream[at..next]);
                at = next;
            }
            Assert.Equal(messages, FrameFormats.ReadInChunks(format, chunks));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Mutated_bytes_never_lead_outside_the_buffer() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            FrameFormat format = FrameFormats.Random(seed);
            Random random = new(seed);
            (byte[] stream, _) = FrameFormats.Stream(format, Math.Min(format.MaxMessageLength, 20));
            for (int round = 0; round < 50; round++)
            {
                byte[] bytes = [.. stream];
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                bytes = bytes[..random.Next(bytes.Length + 1)];
                FrameStatus status = format.TryRead(bytes, out FrameSlice frame);
                switch (status)
                {
                    case FrameStatus.Frame or FrameStatus.KeepAlive:
                        Assert.InRange(frame.Consumed, 1, bytes.Length);
                        Assert.InRange(frame.Offset + frame.Length, frame.Offset, frame.Consumed);
                        Assert.InRange(frame.Length, 0, format.MaxMessageLength);
                        break;
                    case FrameStatus.NeedMore:
                        Assert.True(frame.Needed == 0 || frame.Needed > bytes.Length);
                        Assert.True(frame.Needed <= format.FrameLength(format.MaxMessageLength));
                        break;
                    default:
                        Assert.Equal(0, frame.Consumed);
                        break;
                }
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("be2", "1001", FrameStatus.TooLong)]
    [InlineData("be2", "FFFF", FrameStatus.TooLong)]
    [InlineData("be2", "1000", FrameStatus.NeedMore)]
    [InlineData("be4", "FFFFFFFF", FrameStatus.TooLong)]
    [InlineData("be4", "80000000", FrameStatus.TooLong)]
    [InlineData("le4", "00000080", FrameStatus.TooLong)]
    [InlineData("be2 max=5", "0006", FrameStatus.TooLong)]
    [InlineData("be2 max=5", "0005AABBCCDDEE", FrameStatus.Frame)]
    [InlineData("be2 inclusive max=5", "0007", FrameStatus.NeedMore)]
    [InlineData("be2 inclusive max=5", "0008", FrameStatus.TooLong)]
    [InlineData("be2 inclusive", "0001", FrameStatus.BadLength)]
    [InlineData("be2 inclusive", "0002", FrameStatus.KeepAlive)]
    [InlineData("be2 inclusive", "0000", FrameStatus.KeepAlive)]
    [InlineData("be2 prefix=6000010000", "0004", FrameStatus.BadLength)]
    [InlineData("be2 prefix=6000010000", "00066000010001", FrameStatus.BadPrefix)]
    [InlineData("be2 prefix=6000010000", "0006600001", FrameStatus.NeedMore)]
    [InlineData("be2 prefix=6000010000/any", "0006123456789AFF", FrameStatus.Frame)]
    [InlineData("be2 prefix=6000010000/6000000001", "00066000000001FF", FrameStatus.Frame)]
    [InlineData("be2 prefix=6000010000/6000000001", "00066000010000FF", FrameStatus.BadPrefix)]
    [InlineData("be2 filler=0000", "00010001", FrameStatus.BadPrefix)]
    [InlineData("be2 lead=D04A", "D04B0001", FrameStatus.BadPrefix)]
    [InlineData("be2 trailer=03", "0001AA04", FrameStatus.BadTrailer)]
    [InlineData("be2 trailer=03", "0001AA03", FrameStatus.Frame)]
    [InlineData("be2 counted-trailer=03", "0001", FrameStatus.NeedMore)]
    [InlineData("be2 counted-trailer=03", "000103", FrameStatus.KeepAlive)]
    [InlineData("be2 counted-trailer=03", "0000", FrameStatus.KeepAlive)]
    [InlineData("ascii4", "30303A31", FrameStatus.BadLength)]
    [InlineData("ascii4", "2D303031", FrameStatus.BadLength)]
    [InlineData("ascii4", "20202031", FrameStatus.BadLength)]
    [InlineData("ascii4", "39393939", FrameStatus.TooLong)]
    [InlineData("bcd2", "00A1", FrameStatus.BadLength)]
    [InlineData("bcd2", "0F01", FrameStatus.BadLength)]
    [InlineData("bcd2", "4097", FrameStatus.TooLong)]
    [InlineData("bcd2", "4096", FrameStatus.NeedMore)]
    public void Hostile_and_border_headers(string text, string received, FrameStatus expected) =>
        Assert.Equal(expected, Parse(text).TryRead(Convert.FromHexString(received), out _));

    [Fact]
    public void A_length_that_lies_low_leaves_the_rest_for_the_next_frame()
    {
        byte[] received = [0, 2, 1, 2, 3, 4];
        Assert.Equal(FrameStatus.Frame, FrameFormat.BigEndian2.TryRead(received, out FrameSlice frame));
        Assert.Equal((2, 2, 4), (frame.Offset, frame.Length, frame.Consumed));
    }

    [Fact]
    public void Needed_is_unknown_until_the_length_is_there_and_exact_from_then_on()
    {
        FrameFormat format = Parse("be2 lead=D04A filler=0000 prefix=60 trailer=03");
        byte[] frame = FrameFormats.Frame(format, [1, 2, 3]);
        for (int received = 0; received < frame.Length; received++)
        {
            Assert.Equal(FrameStatus.NeedMore, format.TryRead(frame.AsSpan(0, received), out FrameSlice slice));
            Assert.Equal(received < 4 ? 0 : frame.Length, slice.Needed);
        }
    }

    [Fact]
    public void Reading_and_writing_allocate_nothing()
    {
        byte[] buffer = new byte[64];
        foreach (FrameFormat format in new[] { FrameFormat.BigEndian2, Parse("ascii4 prefix=6000010000 trailer=03") })
        {
            ReadAndWrite(format, buffer);
            long before = GC.GetAllocatedBytesForCurrentThread();
            ReadAndWrite(format, buffer);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private static void ReadAndWrite(FrameFormat format, byte[] buffer)
    {
        int length = format.Write(buffer, "message"u8);
        if (format.TryRead(buffer.AsSpan(0, length), out FrameSlice frame) != FrameStatus.Frame || frame.Length != 7)
            throw new InvalidOperationException("not read back");
    }

    internal static FrameFormat Parse(string text)
    {
        Assert.True(FrameFormat.TryParse(text, out FrameFormat format, out string error), error);
        return format;
    }
}
