using System.Buffers;
using BenchmarkDotNet.Attributes;
using CardSwitch.Benchmarks.Payloads;
using CardSwitch.Iso8583;

namespace CardSwitch.Benchmarks.Messages;

/// <summary>Writing R1 and R2 from their 21 values, and rewriting the one as the other.</summary>
[MemoryDiagnoser]
public class WriteBenchmarks
{
    private readonly byte[] r1 = ReferenceMessages.R1;
    private readonly byte[] r2 = ReferenceMessages.R2;
    private readonly byte[] destination = new byte[1024];
    private readonly FieldIndex indexR1 = new();
    private readonly FieldIndex indexR2 = new();
    private readonly FieldIndex destinationIndex = new();
    private readonly (int Field, byte[] Plain)[] values;
    private readonly ArrayBufferWriter<byte> buffer = new(1024);
    private readonly MessageWriter asciiWriter;
    private readonly MessageWriter binaryWriter;
    private readonly MessageTranscoder pack = new(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Binary);
    private readonly MessageTranscoder unpack = new(MessageFormats.Iso1987Binary, MessageFormats.Iso1987Ascii);

    public WriteBenchmarks()
    {
        new MessageParser(MessageFormats.Iso1987Ascii).Parse(r1, indexR1);
        new MessageParser(MessageFormats.Iso1987Binary).Parse(r2, indexR2);
        values = [.. MessageFormats.Iso1987Ascii.Fields.Where(indexR1.Has).Select(Plain)];
        asciiWriter = new MessageWriter(MessageFormats.Iso1987Ascii, buffer);
        binaryWriter = new MessageWriter(MessageFormats.Iso1987Binary, buffer);
    }

    [Benchmark]
    public int WriteR1() => Write(asciiWriter);

    [Benchmark(Baseline = true)]
    public int WriteR2() => Write(binaryWriter);

    [Benchmark]
    public int TranscodeR1ToR2()
    {
        pack.TryTranscode(new MessageView(r1, indexR1), destination, out int written);
        return written;
    }

    [Benchmark]
    public int TranscodeR1ToR2WithIndex()
    {
        pack.TryTranscode(new MessageView(r1, indexR1), destination, out int written, destinationIndex);
        return written;
    }

    [Benchmark]
    public int TranscodeR2ToR1()
    {
        unpack.TryTranscode(new MessageView(r2, indexR2), destination, out int written);
        return written;
    }

    private int Write(MessageWriter writer)
    {
        buffer.ResetWrittenCount();
        writer.Begin(MessageType.Of(0200));
        foreach (var (field, plain) in values) writer.Set(field, plain);
        writer.End(out int written);
        return written;
    }

    private (int Field, byte[] Plain) Plain(int field)
    {
        byte[] plain = new byte[256];
        new MessageView(r1, indexR1).TryCopy(field, plain, out int written);
        return (field, plain[..written]);
    }
}
