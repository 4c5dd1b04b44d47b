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

    private FrameFormat _format = FrameFormat.BigEndian2;
    private byte[] _bytes = [];
    private byte[] _bigEndian2 = [];
    private readonly byte[] _header = new byte[16];

    [Params("be2", "ascii4", "bcd2 prefix=6000010000")]
    public string Format { get; set; } = "be2";

    [GlobalSetup]
    public void Setup()
    {
        if (!FrameFormat.TryParse(Format, out _format, out string error))
            throw new InvalidOperationException(error);
        _bytes = Stream(_format);
        _bigEndian2 = Stream(FrameFormat.BigEndian2);
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
        ReadOnlySpan<byte> rest = _bigEndian2;
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
        ReadOnlySpan<byte> rest = _bytes;
        int sum = 0;
        while (_format.TryRead(rest, out FrameSlice frame) == FrameStatus.Frame)
        {
            sum += frame.Length;
            rest = rest[frame.Consumed..];
        }
        return sum;
    }

    [Benchmark]
    public void WriteHeader() => _format.WriteHeader(_header, MessageLength);
}
