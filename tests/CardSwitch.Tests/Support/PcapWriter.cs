using System.Buffers;
using System.Buffers.Binary;

namespace CardSwitch.Tests.Support;

/// <summary>A capture file in the classic pcap form, as libpcap's file format page describes it: version 2.4.</summary>
internal sealed class PcapWriter
{
    public const int Null = 0;
    public const int Ethernet = 1;
    public const int RawIp = 101;
    public const int LinuxCooked = 113;
    public const int LinuxCooked2 = 276;

    private readonly ArrayBufferWriter<byte> file = new();
    private readonly bool isBigEndian;
    private uint second;

    public PcapWriter(int linkType = Ethernet, bool isBigEndian = false, bool inNanoseconds = false)
    {
        this.isBigEndian = isBigEndian;
        Put(inNanoseconds ? 0xA1B23C4D : 0xA1B2C3D4);
        Put(isBigEndian ? 2u << 16 | 4 : 4u << 16 | 2);
        Put(0);
        Put(0);
        Put(1 << 18);
        Put((uint)linkType);
    }

    /// <summary>Appends a packet; of one that was cut by the capture, the part that was kept.</summary>
    public PcapWriter Add(ReadOnlySpan<byte> packet, int? originalLength = null)
    {
        Put(second++);
        Put(0);
        Put((uint)packet.Length);
        Put((uint)(originalLength ?? packet.Length));
        file.Write(packet);
        return this;
    }

    public byte[] ToArray() => file.WrittenSpan.ToArray();

    private void Put(uint word)
    {
        Span<byte> bytes = stackalloc byte[4];
        if (isBigEndian) BinaryPrimitives.WriteUInt32BigEndian(bytes, word);
        else BinaryPrimitives.WriteUInt32LittleEndian(bytes, word);
        file.Write(bytes);
    }
}
