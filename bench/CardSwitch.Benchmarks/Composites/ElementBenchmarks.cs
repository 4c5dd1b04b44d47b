using System.Buffers;
using BenchmarkDotNet.Attributes;
using CardSwitch.Benchmarks.Payloads;
using CardSwitch.Iso8583;

namespace CardSwitch.Benchmarks.Composites;

/// <summary>
/// The chip data of R1, 120 bytes with 17 tags: a walk over all of them, one tag by its path, the last of them, and one set
/// anew. The baseline is a walk written for tags of one or two bytes and lengths of one only.
/// </summary>
[MemoryDiagnoser]
public class ElementBenchmarks
{
    private readonly byte[] r1 = ReferenceMessages.R1;
    private readonly byte[] icc;
    private readonly byte[] value = new byte[64];
    private readonly byte[] amount = "000000012346"u8.ToArray();
    private readonly FieldIndex index = new();
    private readonly FieldPath middle = FieldPath.Parse("55.9F02");
    private readonly FieldPath last = FieldPath.Parse("55.9F35");
    private readonly FieldPath part = FieldPath.Parse("3.2");
    private readonly MessagePatch patch = new(MessageFormats.Iso1987Ascii);

    public ElementBenchmarks()
    {
        new MessageParser(MessageFormats.Iso1987Ascii).Parse(r1, index);
        icc = new MessageView(r1, index)[Field.IccData].ToArray();
    }

    [Benchmark(Baseline = true)]
    public int HandWrittenWalk()
    {
        ReadOnlySpan<byte> data = icc;
        int sum = 0;
        for (int at = 0; at < data.Length;)
        {
            int tag = data[at++];
            if ((tag & 0x1F) == 0x1F) tag = tag << 8 | data[at++];
            int length = data[at++];
            sum += tag + length;
            at += length;
        }
        return sum;
    }

    [Benchmark]
    public int Walk()
    {
        int sum = 0;
        var reader = new TlvReader(icc);
        while (reader.Read()) sum += (int)reader.Tag + reader.Value.Length;
        return sum;
    }

    [Benchmark]
    public bool Path() => new MessageView(r1, index).TryCopy(middle, value, out _);

    [Benchmark]
    public bool PathToTheLast() => new MessageView(r1, index).TryCopy(last, value, out _);

    [Benchmark]
    public bool PathOfAPart() => new MessageView(r1, index).TryCopy(part, value, out _);

    [Benchmark]
    public bool Set()
    {
        patch.Reset(MessageFormats.Iso1987Ascii);
        return patch.Set(new MessageView(r1, index), middle, amount).IsOk;
    }
}
