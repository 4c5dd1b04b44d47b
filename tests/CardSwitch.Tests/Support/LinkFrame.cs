using System.Buffers.Binary;

namespace CardSwitch.Tests.Support;

/// <summary>IP packets in the frames of the links that captures are taken on.</summary>
internal static class LinkFrame
{
    /// <summary>An Ethernet frame with as many VLAN tags as given, each by its type (8100, 88A8).</summary>
    public static byte[] Ethernet(byte[] packet, params int[] tagTypes)
    {
        var head = new List<byte>(new byte[12]);
        foreach (int type in tagTypes) head.AddRange([.. BigEndian(type), 0x20, 0x07]);
        return [.. head, .. BigEndian(EtherType(packet)), .. packet];
    }

    /// <summary>Linux's "any" device, version 1: type, address type, address length, address, protocol.</summary>
    public static byte[] LinuxCooked(byte[] packet) =>
        [.. BigEndian(4), .. BigEndian(1), .. BigEndian(6), .. new byte[8], .. BigEndian(EtherType(packet)), .. packet];

    /// <summary>Linux's "any" device, version 2: protocol first.</summary>
    public static byte[] LinuxCooked2(byte[] packet) =>
        [.. BigEndian(EtherType(packet)), .. new byte[18], .. packet];

    /// <summary>BSD's loopback: the address family in the byte order of the machine that captured.</summary>
    public static byte[] Null(byte[] packet, bool isBigEndian)
    {
        var family = new byte[4];
        uint value = IsIpv6(packet) ? 30u : 2u;
        if (isBigEndian) BinaryPrimitives.WriteUInt32BigEndian(family, value);
        else BinaryPrimitives.WriteUInt32LittleEndian(family, value);
        return [.. family, .. packet];
    }

    private static int EtherType(byte[] packet) => IsIpv6(packet) ? 0x86DD : 0x0800;

    private static bool IsIpv6(byte[] packet) => packet[0] >> 4 == 6;

    private static byte[] BigEndian(int value) => [(byte)(value >> 8), (byte)value];
}
