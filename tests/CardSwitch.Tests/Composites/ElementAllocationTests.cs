using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Composites;

/// <summary>Reading and setting elements by path allocates nothing where the field stands in its plain form.</summary>
public sealed class ElementAllocationTests
{
    private readonly byte[] r1 = ReferenceMessages.R1;
    private readonly FieldIndex index = new();

    public ElementAllocationTests() => new MessageParser(MessageFormats.Iso1987Ascii).Parse(r1, index);

    [Fact]
    public void Reading_by_path_allocates_nothing()
    {
        FieldPath cryptogram = FieldPath.Parse("55.9F26"), amount = FieldPath.Parse("55.9F02"), absent = FieldPath.Parse("55.9F7C");
        AssertNothingAllocated(() =>
        {
            var view = new MessageView(r1, index);
            Span<byte> copy = stackalloc byte[16];
            Assert.True(view.TryCopy(cryptogram, copy, out int length) && length == 8);
            Assert.True(view.TryGetInt64(amount, out long value) && value == 12345);
            Assert.True(view.Has(cryptogram) && !view.Has(absent) && !view.TryCopy(absent, copy, out _));
        });
    }

    [Fact]
    public void Walking_chip_data_allocates_nothing() => AssertNothingAllocated(() =>
    {
        var reader = new TlvReader(new MessageView(r1, index)[55]);
        int elements = 0;
        while (reader.Read()) elements++;
        Assert.True(elements == 17);
        Assert.True(TlvReader.TryFind(new MessageView(r1, index)[55], 0x84, out ReadOnlySpan<byte> name) && name.Length == 7);
    });

    [Fact]
    public void Setting_by_path_allocates_nothing()
    {
        var buffer = new FixedBufferWriter(1024);
        var writer = new MessageWriter(MessageFormats.Iso1987Ascii, buffer);
        var patch = new MessagePatch(MessageFormats.Iso1987Ascii);
        byte[] destination = new byte[1024];
        MessageType request = MessageType.Of(0200);
        FieldPath amount = FieldPath.Parse("55.9F02"), country = FieldPath.Parse("55.9F1A"), unknown = FieldPath.Parse("55.DF02");
        AssertNothingAllocated(() =>
        {
            buffer.Clear();
            writer.Begin(request);
            Assert.True(writer.Set(amount, "000000012345"u8).IsOk);
            Assert.True(writer.Set(country, "250"u8).IsOk);
            Assert.True(writer.Set(unknown, "bytes"u8).IsOk);
            Assert.True(writer.End(out _).IsOk);
            patch.Reset(MessageFormats.Iso1987Ascii);
            Assert.True(patch.Set(new MessageView(r1, index), amount, "000000054321"u8).IsOk);
            Assert.True(patch.TryWrite(new MessageView(r1, index), destination, out _));
        });
    }

    private static void AssertNothingAllocated(Action work)
    {
        for (int i = 0; i < 10; i++) work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) work();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
