using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;
using Xunit;

namespace CardSwitch.Tests.Messages;

/// <summary>What happens for each message allocates nothing, once its reused objects are there.</summary>
public sealed class WritingAllocationTests
{
    private readonly byte[] r1 = ReferenceMessages.R1;
    private readonly byte[] destination = new byte[2048];
    private readonly FieldIndex index = new();
    private readonly FieldIndex destinationIndex = new();

    public WritingAllocationTests() => new MessageParser(MessageFormats.Iso1987Ascii).Parse(r1, index);

    [Fact]
    public void Patching_allocates_nothing()
    {
        var patch = new MessagePatch(MessageFormats.Iso1987Ascii);
        MessageType answer = MessageType.Of(0210), reversal = MessageType.Of(0410);
        AssertNothingAllocated(() =>
        {
            patch.Reset(MessageFormats.Iso1987Ascii);
            patch.SetType(answer);
            patch.SetDigits(Field.Stan, 123456);
            patch.Set(Field.ResponseCode, "00"u8);
            patch.Set(42, "SHORT"u8);
            patch.Remove(55);
            patch.SetDigits(90, 1);
            Assert.True(patch.TryWrite(new MessageView(r1, index), destination, out int written, destinationIndex));
            FramePatch.SetType(destination, destinationIndex, reversal);
            Assert.True(FramePatch.TrySetDigits(destination.AsSpan(0, written), destinationIndex, Field.Stan, 7));
        });
    }

    [Fact]
    public void Transcoding_allocates_nothing()
    {
        var toBinary = new MessageTranscoder(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Binary);
        var toHex = new MessageTranscoder(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987AsciiHex);
        AssertNothingAllocated(() =>
        {
            Assert.True(toBinary.TryTranscode(new MessageView(r1, index), destination, out _, destinationIndex).IsOk);
            Assert.True(toHex.TryTranscode(new MessageView(r1, index), destination, out _, destinationIndex).IsOk);
        });
    }

    [Fact]
    public void Writing_allocates_nothing()
    {
        var buffer = new FixedBufferWriter(1024);
        var writer = new MessageWriter(MessageFormats.Iso1987Binary, buffer);
        MessageType request = MessageType.Of(0200);
        AssertNothingAllocated(() =>
        {
            buffer.Clear();
            writer.Begin(request);
            foreach (var (field, text) in ReferenceMessages.Values) writer.SetText(field, text);
            Assert.True(writer.End(out _).IsOk);
        });
        Assert.Equal(ReferenceMessages.R2, buffer.Written.ToArray());
    }

    private static void AssertNothingAllocated(Action work)
    {
        for (int i = 0; i < 10; i++) work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) work();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
