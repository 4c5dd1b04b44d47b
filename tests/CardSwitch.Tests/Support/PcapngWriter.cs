using System.Buffers;
using System.Buffers.Binary;

namespace CardSwitch.Tests.Support;

/// <summary>A capture file in the pcapng form, block by block as draft-ietf-opsawg-pcapng describes them.</summary>
internal sealed class PcapngWriter(bool isBigEndian = false)
{
    private readonly ArrayBufferWriter<byte> file = new();

    /// <summary>Begins a section; interfaces are to be described anew in each.</summary>
    public PcapngWriter Section() => Block(0x0A0D0D0A, Word(0x1A2B3C4D), Half(1), Half(0), Word(uint.MaxValue), Word(uint.MaxValue));

    /// <summary>Describes the section's next interface. A snap length of 0 cuts nothing.</summary>
    public PcapngWriter Interface(int linkType, uint snapLength = 0) =>
        Block(1, Half((ushort)linkType), Half(0), Word(snapLength), Half(0), Half(0));

    public PcapngWriter Enhanced(uint number, ReadOnlySpan<byte> packet) => Block(
        6, Word(number), Word(0), Word(0), Word((uint)packet.Length), Word((uint)packet.Length), packet.ToArray());

    /// <summary>A packet of the first interface, cut at its snap length.</summary>
    public PcapngWriter Simple(ReadOnlySpan<byte> packet, int originalLength) =>
        Block(3, Word((uint)originalLength), packet.ToArray());

    /// <summary>Any block, its body filled up to whole words.</summary>
    public PcapngWriter Block(uint type, params byte[][] body)
    {
        int bytes = body.Sum(part => part.Length), filling = -bytes & 3;
        byte[] length = Word((uint)(12 + bytes + filling));
        foreach (byte[] part in (byte[][])[Word(type), length, .. body, new byte[filling], length]) file.Write(part);
        return this;
    }

    public byte[] ToArray() => file.WrittenSpan.ToArray();

    public byte[] Word(uint value)
    {
        var bytes = new byte[4];
        if (isBigEndian) BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        else BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private byte[] Half(ushort value)
    {
        var bytes = new byte[2];
        if (isBigEndian) BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        else BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return bytes;
    }
}
