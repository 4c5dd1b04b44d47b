namespace CardSwitch.Load.Payload;

/// <summary>
/// Where R1's fields stand in a frame with a two-byte big-endian length header, and the two frames made from it.
/// </summary>
internal static class R1Frame
{
    public const int HeaderLength = 2;
    public const int RequestLength = HeaderLength + 343;

    /// <summary>DE 39 (an 2) is the only field that an answer adds.</summary>
    public const int ReplyLength = RequestLength + ResponseCodeLength;

    public const int MtiOffset = HeaderLength;
    public const int BitmapOffset = MtiOffset + 4;
    public const int StanLength = 6;
    public const int RrnLength = 12;
    public const int ResponseCodeLength = 2;

    // The fixed fields before DE 11: DE 2 (2 + 16), 3 (6), 4 (12), 7 (10).
    public const int StanOffset = BitmapOffset + 8 + 18 + 6 + 12 + 10;

    // DE 12 (6), 13 (4), 14 (4), 18 (4), 22 (3), 23 (3), 25 (2), 32 (2 + 6), 35 (2 + 34).
    public const int RrnOffset = StanOffset + StanLength + 6 + 4 + 4 + 4 + 3 + 3 + 2 + 8 + 36;

    // DE 38 is absent, so DE 39 comes right behind DE 37.
    public const int ResponseCodeOffset = RrnOffset + RrnLength;

    // Bit 39 is the seventh of the bitmap's fifth byte.
    private const int ResponseCodeBitByte = BitmapOffset + 4;
    private const byte ResponseCodeBit = 0x02;

    private static readonly byte[] request = BuildRequest();
    private static readonly byte[] reply = BuildReply();

    /// <summary>A whole request frame, header included.</summary>
    public static ReadOnlySpan<byte> Request => request;

    /// <summary>The approved answer to <see cref="Request"/>, header included.</summary>
    public static ReadOnlySpan<byte> Reply => reply;

    /// <summary>Writes the approved answer: every field of the request as it came, 0210, and DE 39 = 00.</summary>
    /// <param name="requestFrame">A frame of R1's layout, header included.</param>
    /// <param name="answer">At least <see cref="ReplyLength"/> bytes.</param>
    public static void WriteReply(ReadOnlySpan<byte> requestFrame, Span<byte> answer)
    {
        requestFrame[..ResponseCodeOffset].CopyTo(answer);
        requestFrame[ResponseCodeOffset..RequestLength].CopyTo(answer[(ResponseCodeOffset + ResponseCodeLength)..]);
        answer[0] = (ReplyLength - HeaderLength) >> 8;
        answer[1] = (ReplyLength - HeaderLength) & 0xFF;
        answer[MtiOffset + 2] = (byte)'1';
        answer[ResponseCodeBitByte] |= ResponseCodeBit;
        answer[ResponseCodeOffset] = (byte)'0';
        answer[ResponseCodeOffset + 1] = (byte)'0';
    }

    /// <summary>Whether a frame has R1's length, MTI and bitmap, so that the offsets above hold.</summary>
    public static bool IsRequest(ReadOnlySpan<byte> frame) =>
        frame.Length == RequestLength && frame[..(BitmapOffset + 8)].SequenceEqual(request.AsSpan(0, BitmapOffset + 8));

    private static byte[] BuildRequest()
    {
        byte[] message = Convert.FromHexString(R1Hex.Request);
        byte[] frame = new byte[RequestLength];
        frame[0] = (byte)(message.Length >> 8);
        frame[1] = (byte)message.Length;
        message.CopyTo(frame, HeaderLength);
        return frame;
    }

    private static byte[] BuildReply()
    {
        byte[] frame = new byte[ReplyLength];
        WriteReply(request, frame);
        return frame;
    }
}
