namespace CardSwitch.Station.Decoding;

/// <summary>
/// The newer form of a capture (draft-ietf-opsawg-pcapng): blocks, each with its length at both ends. Those that hold
/// packets or say how they begin are read, others are passed over.
/// </summary>
internal static class PcapngFile
{
    /// <summary>The type of the first block, the same in either byte order.</summary>
    internal const uint Section = 0x0A0D0D0A;

    private const uint ByteOrder = 0x1A2B3C4D;
    private const uint ByteOrderReversed = 0x4D3C2B1A;
    private const uint Interface = 1;
    private const uint SimplePacket = 3;
    private const uint EnhancedPacket = 6;

    // Type and length in front, the length once more behind.
    private const int Frame = 12;

    /// <exception cref="FormatException">A block contradicts itself or the file breaks off.</exception>
    internal static IEnumerable<CapturedPacket> Packets(ReadOnlyMemory<byte> bytes)
    {
        var capture = new CaptureBytes(bytes, IsBigEndian: false);
        var interfaces = new List<(int LinkType, uint MostBytes)>();
        for (int at = 0; at < capture.Length;)
        {
            capture.Expect(at, Frame, "the head of a block");
            if (capture.Word(at) == Section)
            {
                capture = capture with { IsBigEndian = IsBigEndian(capture, at) };
                interfaces.Clear();
            }
            int length = LengthOf(capture, at);
            switch (capture.Word(at))
            {
                case Interface:
                    Room(at, length, 8);
                    interfaces.Add((capture.Half(at + 8), capture.Word(at + 12)));
                    break;
                case EnhancedPacket:
                    Room(at, length, 20);
                    uint captured = capture.Word(at + 20);
                    Room(at, length, 20 + (long)captured);
                    yield return new CapturedPacket(Of(interfaces, at, capture.Word(at + 8)).LinkType, at + 28, (int)captured);
                    break;
                case SimplePacket:
                    Room(at, length, 4);
                    (int linkType, uint most) = Of(interfaces, at, 0);
                    uint original = capture.Word(at + 8), kept = most == 0 ? original : Math.Min(original, most);
                    Room(at, length, 4 + (long)kept);
                    yield return new CapturedPacket(linkType, at + 12, (int)kept);
                    break;
            }
            at += length;
        }
    }

    private static bool IsBigEndian(CaptureBytes capture, int at) => capture.Word(at + 8) switch
    {
        ByteOrder => capture.IsBigEndian,
        ByteOrderReversed => !capture.IsBigEndian,
        _ => throw CaptureBytes.Fault(at, "a section does not say its byte order"),
    };

    private static int LengthOf(CaptureBytes capture, int at)
    {
        uint length = capture.Word(at + 4);
        if (length < Frame || length % 4 != 0) throw CaptureBytes.Fault(at, "a block's length cannot be");
        capture.Expect(at, length, "a block");
        if (capture.Word(at + (int)length - 4) != length) throw CaptureBytes.Fault(at, "a block's two lengths differ");
        return (int)length;
    }

    private static void Room(int at, int length, long body)
    {
        if (length < Frame + body) throw CaptureBytes.Fault(at, "a block is too short for what it holds");
    }

    private static (int LinkType, uint MostBytes) Of(List<(int LinkType, uint MostBytes)> interfaces, int at, uint number) =>
        number < interfaces.Count
            ? interfaces[(int)number]
            : throw CaptureBytes.Fault(at, "a packet is of an interface that is not described");
}
