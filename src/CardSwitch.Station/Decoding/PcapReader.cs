using System.Buffers.Binary;

namespace CardSwitch.Station.Decoding;

/// <summary>
/// Reads what was said over TCP from a capture of tcpdump, Wireshark and their like: pcap or pcapng, in either byte
/// order. Packets that are not of TCP, and fragments of IP packets, are passed over.
/// </summary>
internal static class PcapReader
{
    /// <summary>The longest capture that is read, in bytes.</summary>
    internal const int MaxBytes = 256 << 20;

    /// <summary>
    /// The most stretches that are read, and the most directions of connections: far beyond a day's links of a station,
    /// and few enough that a capture made of nothing else fits into memory.
    /// </summary>
    internal const int MaxStretches = 100_000;

    /// <summary>Whether a file that begins so is a capture.</summary>
    internal static bool IsCapture(ReadOnlySpan<byte> head) => head.Length >= 4 && FormOf(head) is not null;

    /// <summary>Reads a file or standard input to its end.</summary>
    /// <exception cref="FormatException">As for <see cref="Read"/>.</exception>
    internal static async Task<IReadOnlyList<TcpStretch>> ReadAsync(
        Stream stream, CancellationToken cancellation, int maxBytes = MaxBytes)
    {
        var bytes = new byte[stream.CanSeek ? Math.Min(stream.Length, maxBytes) + 1 : 1 << 16];
        int count = 0;
        while (true)
        {
            count += await stream.ReadAtLeastAsync(bytes.AsMemory(count), bytes.Length - count, false, cancellation);
            if (count > maxBytes) throw TooLong(maxBytes);
            if (count < bytes.Length) return Read(bytes.AsMemory(0, count), maxBytes);
            Array.Resize(ref bytes, (int)Math.Min(bytes.Length * 2L, maxBytes + 1L));
        }
    }

    /// <summary>
    /// What each side sent, connection by connection as they appear. A direction is one stretch, or several where packets
    /// are missing from the capture. Ports that are used again for another connection begin a new stretch.
    /// </summary>
    /// <exception cref="FormatException">
    /// The capture is too long, is none, breaks off, contradicts itself, or is of a link that is not read. The message says
    /// at which offset.
    /// </exception>
    internal static IReadOnlyList<TcpStretch> Read(ReadOnlyMemory<byte> capture, int maxBytes = MaxBytes)
    {
        if (capture.Length > maxBytes) throw TooLong(maxBytes);
        var current = new Dictionary<TcpFlow, TcpDirection>();
        var directions = new List<TcpDirection>();
        foreach (CapturedPacket packet in Packets(capture))
        {
            if (!PacketLayers.TryFindTcp(capture.Span, packet, out TcpSegment segment)) continue;
            if (!current.TryGetValue(segment.Flow, out TcpDirection? direction) || direction.IsLeftBy(segment))
            {
                if (directions.Count == MaxStretches) throw TooMany(packet.At);
                direction = new TcpDirection(segment);
                current[segment.Flow] = direction;
                directions.Add(direction);
            }
            direction.Add(segment);
        }

        var stretches = new List<TcpStretch>();
        foreach (var (at, stretch) in directions.SelectMany(direction => direction.Stretches(capture)))
        {
            if (stretches.Count == MaxStretches) throw TooMany(at);
            stretches.Add(stretch);
        }
        return stretches;
    }

    private static IEnumerable<CapturedPacket> Packets(ReadOnlyMemory<byte> capture)
    {
        if (capture.Length < 4) throw CaptureBytes.Fault(0, "it is shorter than any capture");
        return FormOf(capture.Span)?.Invoke(capture) ?? throw CaptureBytes.Fault(0, "it begins like neither pcap nor pcapng");
    }

    private static Func<ReadOnlyMemory<byte>, IEnumerable<CapturedPacket>>? FormOf(ReadOnlySpan<byte> head)
    {
        uint little = BinaryPrimitives.ReadUInt32LittleEndian(head), big = BinaryPrimitives.ReadUInt32BigEndian(head);
        if (little == PcapngFile.Section) return PcapngFile.Packets;
        if (PcapFile.Is(little)) return capture => PcapFile.Packets(new CaptureBytes(capture, IsBigEndian: false));
        if (PcapFile.Is(big)) return capture => PcapFile.Packets(new CaptureBytes(capture, IsBigEndian: true));
        return null;
    }

    private static FormatException TooLong(int maxBytes) => CaptureBytes.Fault(
        maxBytes, $"it is longer than {maxBytes >> 20} MiB; cut it or filter it, with editcap or tshark for instance");

    private static FormatException TooMany(int at) => CaptureBytes.Fault(
        at, $"there are more than {MaxStretches} stretches of TCP; filter it, with tshark for instance");
}
