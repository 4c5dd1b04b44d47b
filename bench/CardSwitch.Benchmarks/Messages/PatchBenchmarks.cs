using BenchmarkDotNet.Attributes;
using CardSwitch.Benchmarks.Payloads;
using CardSwitch.Iso8583;

namespace CardSwitch.Benchmarks.Messages;

/// <summary>
/// From request to answer: index, new message type, DE 11 replaced, DE 39 added, written out. The parts beside it.
/// </summary>
[MemoryDiagnoser]
public class PatchBenchmarks
{
    private readonly byte[] r1 = ReferenceMessages.R1;
    private readonly byte[] r2 = ReferenceMessages.R2;
    private readonly byte[] destination = new byte[1024];
    private readonly int[] entries = new int[65];
    private readonly FieldIndex index = new();
    private readonly FieldIndex indexR1 = new();
    private readonly MessageParser parser = new(MessageFormats.Iso1987Ascii);
    private readonly MessageParser binaryParser = new(MessageFormats.Iso1987Binary);
    private readonly MessagePatch patch = new(MessageFormats.Iso1987Ascii);

    public PatchBenchmarks() => parser.Parse(r1, indexR1);

    [Benchmark(Baseline = true)]
    public int HandWrittenR1() => HandWrittenPatch.Answer(r1, entries, "123456"u8, "00"u8, destination);

    [Benchmark]
    public int R1()
    {
        parser.Parse(r1, index);
        return Answer(r1, index, MessageFormats.Iso1987Ascii);
    }

    [Benchmark]
    public int R2()
    {
        binaryParser.Parse(r2, index);
        return Answer(r2, index, MessageFormats.Iso1987Binary);
    }

    [Benchmark]
    public int R1WithoutIndex() => Answer(r1, indexR1, MessageFormats.Iso1987Ascii);

    [Benchmark]
    public bool R1InPlace()
    {
        FramePatch.SetType(r1, indexR1, MessageType.Of(0210));
        return FramePatch.TrySetDigits(r1, indexR1, Field.Stan, 123456);
    }

    private int Answer(byte[] frame, FieldIndex fields, MessageFormat format)
    {
        patch.Reset(format);
        patch.SetType(MessageType.Of(0210));
        patch.SetDigits(Field.Stan, 123456);
        patch.Set(Field.ResponseCode, "00"u8);
        patch.TryWrite(new MessageView(frame, fields), destination, out int written);
        return written;
    }
}
