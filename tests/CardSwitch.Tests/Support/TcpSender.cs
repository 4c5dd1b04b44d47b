using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace CardSwitch.Tests.Support;

/// <summary>
/// One direction of a TCP connection as a capture shows it: IP packets with a segment each, whose sequence numbers
/// continue. Checksums are left zero, as a capture on the sending machine has them.
/// </summary>
internal sealed class TcpSender(IPEndPoint from, IPEndPoint to, uint firstSequence = 1)
{
    private const byte Push = 0x18;
    private const byte Open = 0x02;
    private uint next = firstSequence;

    /// <summary>The packet that carries the bytes next in order. IPv4 has room for 65495 of them.</summary>
    public byte[] Send(ReadOnlySpan<byte> payload)
    {
        byte[] packet = At(next, payload);
        next += (uint)payload.Length;
        return packet;
    }

    /// <summary>A packet that carries bytes at some place of the stream, out of the order.</summary>
    public byte[] At(uint sequence, ReadOnlySpan<byte> payload) => Packet(sequence, payload, Push);

    /// <summary>The packet that opens the connection; its flag stands for one byte of the stream.</summary>
    public byte[] Syn() => Packet(next++, [], Open);

    private byte[] Packet(uint sequence, ReadOnlySpan<byte> payload, byte flags)
    {
        var segment = new byte[20 + payload.Length];
        BinaryPrimitives.WriteUInt16BigEndian(segment, (ushort)from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)to.Port);
        BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(4), sequence);
        segment[12] = 5 << 4;
        segment[13] = flags;
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(14), 0xFFFF);
        payload.CopyTo(segment.AsSpan(20));
        return from.AddressFamily == AddressFamily.InterNetwork ? InIpv4(segment) : InIpv6(segment);
    }

    private byte[] InIpv4(byte[] segment)
    {
        var packet = new byte[20 + segment.Length];
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), checked((ushort)packet.Length));
        packet[8] = 64;
        packet[9] = 6;
        from.Address.TryWriteBytes(packet.AsSpan(12), out _);
        to.Address.TryWriteBytes(packet.AsSpan(16), out _);
        segment.CopyTo(packet.AsSpan(20));
        return packet;
    }

    private byte[] InIpv6(byte[] segment)
    {
        var packet = new byte[40 + segment.Length];
        packet[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), checked((ushort)segment.Length));
        packet[6] = 6;
        packet[7] = 64;
        from.Address.TryWriteBytes(packet.AsSpan(8), out _);
        to.Address.TryWriteBytes(packet.AsSpan(24), out _);
        segment.CopyTo(packet.AsSpan(40));
        return packet;
    }
}
