namespace CardSwitch.Station.Decoding;

/// <summary>
/// The classic form of a capture, as libpcap writes it (draft-ietf-opsawg-pcap): a head of 24 bytes, then a record of 16
/// and a packet, over and over.
/// </summary>
internal static class PcapFile
{
    private const uint InMicroseconds = 0xA1B2C3D4;
    private const uint InNanoseconds = 0xA1B23C4D;
    private const int HeadLength = 24;
    private const int RecordLength = 16;

    internal static bool Is(uint magic) => magic is InMicroseconds or InNanoseconds;

    /// <exception cref="FormatException">The file breaks off.</exception>
    internal static IEnumerable<CapturedPacket> Packets(CaptureBytes capture)
    {
        capture.Expect(0, HeadLength, "the file's head");
        // The upper bits tell of a check sum behind each frame, where nobody looks.
        int linkType = (int)(capture.Word(20) & 0xFFFF);
        for (int at = HeadLength; at < capture.Length;)
        {
            capture.Expect(at, RecordLength, "the head of a packet");
            uint length = capture.Word(at + 8);
            capture.Expect(at, RecordLength + (long)length, "a packet");
            yield return new CapturedPacket(linkType, at + RecordLength, (int)length);
            at += RecordLength + (int)length;
        }
    }
}
