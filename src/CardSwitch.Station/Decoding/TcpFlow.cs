using System.Buffers.Binary;
using System.Net;

namespace CardSwitch.Station.Decoding;

/// <summary>One direction between two ends of TCP.</summary>
internal readonly record struct TcpFlow(bool IsIpv6, UInt128 From, ushort FromPort, UInt128 To, ushort ToPort)
{
    internal string Sender => Text(From, FromPort);

    internal string Receiver => Text(To, ToPort);

    private string Text(UInt128 address, ushort port)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, address);
        return new IPEndPoint(new IPAddress(IsIpv6 ? bytes : bytes[12..]), port).ToString();
    }
}
