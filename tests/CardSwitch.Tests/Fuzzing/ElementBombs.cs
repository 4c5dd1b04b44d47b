using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Fuzzing;

/// <summary>Frames as long as frames can be, full of elements of the sort that cost a reader most.</summary>
internal static class ElementBombs
{
    private const int Longest = 65_000;
    private const int Field = 60;

    public static IReadOnlyList<(FuzzTarget Target, byte[] Frame)> All { get; } =
    [
        .. Of("ber", FieldEncoding.Binary, EmvTags.Composite,
            Repeat([0x5A, 0x00], Longest),
            Repeat([0xE1, 0x00], Longest),
            Repeat([0x70, 0x02, 0x5A, 0x00], Longest),
            Nested(levels: 63, Repeat([0x5A, 0x00], Longest - 400), []),
            Nested(levels: 63, [], Repeat([0x5A, 0x00], 900)),
            Nested(levels: 16_000, [], []),
            new byte[Longest],
            Repeat([0xFF], Longest)),
        .. Of("hex", FieldEncoding.HexEbcdic, EmvTags.Composite, Repeat([0x5A, 0x00], 32_000), Nested(63, Repeat([0x5A, 0x00], 31_000), [])),
        .. Of("sets", FieldEncoding.Binary, Sets(depth: 24), NestedSets(24), Repeat([0x01, 0x00, 0x00], Longest)),
        .. Of("hex within hex", FieldEncoding.Binary, Hex(depth: 12), HexWithin(12)),
        .. Of("tags", FieldEncoding.Binary, CompositeSpec.Tagged(
            new TagLayout(2, FieldEncoding.Ascii), [], new FieldSpec("Any", ContentClass.AlphaNumeric, FieldLength.UpTo(9, 1), FieldEncoding.Ascii)),
            Repeat("XY0"u8.ToArray(), Longest)),
    ];

    private static IEnumerable<(FuzzTarget Target, byte[] Frame)> Of(string name, FieldEncoding encoding, CompositeSpec composite, params byte[][] values)
    {
        MessageFormat format = MessageFormat.Empty(name, FieldEncoding.Ascii, FieldEncoding.Binary).With(
            Field, new FieldSpec(name, ContentClass.Binary, FieldLength.UpTo(65_000, 5), encoding) { Composite = composite });
        var target = new FuzzTarget(format, format, []);
        return values.Select(value => (target, Frame(format, value)));
    }

    private static byte[] Frame(MessageFormat format, byte[] value)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new MessageWriter(format, output);
        writer.Begin(MessageType.Of(100));
        Assert.Equal(WriteStatus.Ok, writer.Set(Field, value));
        Assert.Equal(WriteStatus.Ok, writer.End(out _));
        return output.WrittenSpan.ToArray();
    }

    // Elements within elements, each with others behind the next inner one.
    private static byte[] Nested(int levels, byte[] innermost, byte[] behind)
    {
        var heads = new List<byte[]>();
        int length = innermost.Length;
        for (int level = 0; level < levels; level++)
        {
            heads.Add([0xE1, 0x82, (byte)(length >> 8), (byte)length]);
            length += 4 + behind.Length;
        }
        heads.Reverse();
        return [.. heads.SelectMany(head => head), .. innermost, .. Enumerable.Repeat(behind, levels).SelectMany(bytes => bytes)];
    }

    private static FieldSpec Rest(string name, FieldEncoding encoding, CompositeSpec composite) =>
        new(name, ContentClass.Binary, FieldLength.Rest(65_000), encoding) { Composite = composite };

    private static CompositeSpec Sets(int depth) => depth == 0 ? CompositeSpec.Datasets()
        : CompositeSpec.Datasets(new SubFieldSpec("71", Rest("Set", FieldEncoding.Binary, Sets(depth - 1))));

    private static byte[] NestedSets(int depth)
    {
        byte[] value = Repeat([0x01, 0x00, 0x00], Longest - 3 * depth);
        for (; depth > 0; depth--) value = [0x71, (byte)(value.Length >> 8), (byte)value.Length, .. value];
        return value;
    }

    private static CompositeSpec Hex(int depth) => depth == 0 ? CompositeSpec.BerTlv()
        : CompositeSpec.Positional(new SubFieldSpec("1", Rest("Half", FieldEncoding.HexAscii, Hex(depth - 1))));

    private static byte[] HexWithin(int depth)
    {
        byte[] value = Repeat([0x5A, 0x00], 65_000 >> depth);
        for (; depth > 0; depth--) value = System.Text.Encoding.ASCII.GetBytes(Convert.ToHexString(value));
        return value;
    }

    private static byte[] Repeat(byte[] part, int length) =>
        [.. Enumerable.Repeat(part, length / part.Length).SelectMany(bytes => bytes)];
}
