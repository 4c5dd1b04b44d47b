using System.Buffers.Binary;

namespace CardSwitch.Station.Decoding;

/// <summary>Finds the TCP segment in a captured packet, through the frame of the link, IPv4 or IPv6.</summary>
internal static class PacketLayers
{
    private const int Tcp = 6;

    // No error: captures are full of other protocols.
    private const int NoIp = -1;

    /// <summary>False when the packet is not of TCP, is a fragment, or is too broken to tell.</summary>
    /// <exception cref="FormatException">The link is of a kind that is not read.</exception>
    internal static bool TryFindTcp(ReadOnlySpan<byte> capture, CapturedPacket packet, out TcpSegment segment)
    {
        ReadOnlySpan<byte> bytes = capture.Slice(packet.At, packet.Length);
        int head = LinkHead(bytes, packet);
        segment = default;
        if (head == NoIp || head >= bytes.Length) return false;
        return (bytes[head] >> 4) switch
        {
            4 => TryIpv4(bytes[head..], packet.At + head, out segment),
            6 => TryIpv6(bytes[head..], packet.At + head, out segment),
            _ => false,
        };
    }

    // The bytes before the IP packet.
    private static int LinkHead(ReadOnlySpan<byte> bytes, CapturedPacket packet) => packet.LinkType switch
    {
        // The address family differs from system to system; the IP packet says its version itself.
        0 or 108 => 4,
        1 => BehindTags(bytes, 12),
        12 or 14 or 101 or 228 or 229 => 0,
        113 => BehindTags(bytes, 14),
        276 => IsIp(bytes, 0) ? 20 : NoIp,
        _ => throw CaptureBytes.Fault(
            packet.At, $"it was taken on a link of type {packet.LinkType}; Ethernet, IP, Linux 'any' and loopback are read"),
    };

    // The protocol stands at the place, or behind tags of virtual LANs (IEEE 802.1Q, 802.1ad).
    private static int BehindTags(ReadOnlySpan<byte> bytes, int at)
    {
        while (at + 2 <= bytes.Length && Half(bytes, at) is 0x8100 or 0x88A8 or 0x9100) at += 4;
        return IsIp(bytes, at) ? at + 2 : NoIp;
    }

    private static bool IsIp(ReadOnlySpan<byte> bytes, int at) =>
        at + 2 <= bytes.Length && Half(bytes, at) is 0x0800 or 0x86DD;

    // RFC 791, 3.1.
    private static bool TryIpv4(ReadOnlySpan<byte> packet, int at, out TcpSegment segment)
    {
        segment = default;
        if (packet.Length < 20) return false;
        int head = (packet[0] & 0x0F) * 4;
        bool isFragment = (Half(packet, 6) & 0x3FFF) != 0;
        if (head < 20 || packet[9] != Tcp || isFragment) return false;
        // A frame may be filled up behind the packet. The length is 0 where the network card was to cut the packet.
        int total = Half(packet, 2);
        UInt128 from = Word(packet, 12), to = Word(packet, 16);
        if (total != 0) packet = packet[..Math.Min(total, packet.Length)];
        return TryTcp(packet, head, at, isIpv6: false, from, to, out segment);
    }

    // RFC 8200, 3 and 4.
    private static bool TryIpv6(ReadOnlySpan<byte> packet, int at, out TcpSegment segment)
    {
        segment = default;
        if (packet.Length < 40) return false;
        int payload = Half(packet, 4), next = packet[6], head = 40;
        if (payload != 0) packet = packet[..Math.Min(40 + payload, packet.Length)];
        while (next != Tcp)
        {
            if (head + 8 > packet.Length) return false;
            switch (next)
            {
                // Hop by hop, routing, destination: in units of 8 bytes, the first not counted.
                case 0 or 43 or 60:
                    next = packet[head];
                    head += 8 + packet[head + 1] * 8;
                    break;
                // A fragment that is the whole.
                case 44 when (Half(packet, head + 2) & 0xFFF9) == 0:
                    next = packet[head];
                    head += 8;
                    break;
                default:
                    return false;
            }
        }
        return TryTcp(packet, head, at, isIpv6: true, Address(packet, 8), Address(packet, 24), out segment);
    }

    // RFC 9293, 3.1.
    private static bool TryTcp(
        ReadOnlySpan<byte> packet, int head, int at, bool isIpv6, UInt128 from, UInt128 to, out TcpSegment segment)
    {
        segment = default;
        if (head + 20 > packet.Length) return false;
        ReadOnlySpan<byte> bytes = packet[head..];
        int data = (bytes[12] >> 4) * 4;
        if (data < 20 || data > bytes.Length) return false;
        bool opens = (bytes[13] & 0x02) != 0;
        var flow = new TcpFlow(isIpv6, from, Half(bytes, 0), to, Half(bytes, 2));
        segment = new TcpSegment(flow, Word(bytes, 4) + (opens ? 1u : 0), opens, at + head + data, bytes.Length - data);
        return true;
    }

    private static ushort Half(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private static uint Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);

    private static UInt128 Address(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt128BigEndian(bytes[at..]);
}
