using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using CardSwitch.Framing;

namespace CardSwitch.Benchmarks.Framing;

/// <summary>A receive buffer of 64 frames of 343 bytes cut into messages; the baseline reads two bytes and steps.</summary>
[MemoryDiagnoser]
public class FrameBenchmarks
{
    private const int Frames = 64;
    private const int MessageLength = 343;

    private FrameFormat format = FrameFormat.BigEndian2;
    private byte[] bytes = [];
    private byte[] bigEndian2 = [];
    private readonly byte[] header = new byte[16];

    [Params("be2", "ascii4", "bcd2 prefix=6000010000")]
    public string Format { get; set; } = "be2";

    [GlobalSetup]
    public void Setup()
    {
        if (!FrameFormat.TryParse(Format, out format, out string error))
            throw new InvalidOperationException(error);
        bytes = Stream(format);
        bigEndian2 = Stream(FrameFormat.BigEndian2);
    }

    private static byte[] Stream(FrameFormat format)
    {
        byte[] bytes = new byte[Frames * format.FrameLength(MessageLength)];
        byte[] message = new byte[MessageLength];
        for (int at = 0; at < bytes.Length;)
            at += format.Write(bytes.AsSpan(at), message);
        return bytes;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Frames)]
    public int ReadByHand()
    {
        ReadOnlySpan<byte> rest = bigEndian2;
        int sum = 0;
        while (rest.Length >= 2)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(rest);
            if (length > 4096 || length > rest.Length - 2)
                break;
            sum += length;
            rest = rest[(length + 2)..];
        }
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Frames)]
    public int Read()
    {
        ReadOnlySpan<byte> rest = bytes;
        int sum = 0;
        while (format.TryRead(rest, out FrameSlice frame) == FrameStatus.Frame)
        {
            sum += frame.Length;
            rest = rest[frame.Consumed..];
        }
        return sum;
    }

    [Benchmark]
    public void WriteHeader() => format.WriteHeader(header, MessageLength);
}
