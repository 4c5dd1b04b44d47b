using System.Buffers.Binary;

namespace CardSwitch.Load.Payload;

/// <summary>Cuts frames with a two-byte big-endian length header that does not count itself.</summary>
internal static class Frames
{
    /// <summary>Takes the first whole frame, header included, off the front of the bytes.</summary>
    public static bool TryCut(ref Span<byte> bytes, out Span<byte> frame)
    {
        if (bytes.Length >= R1Frame.HeaderLength)
        {
            int length = R1Frame.HeaderLength + BinaryPrimitives.ReadUInt16BigEndian(bytes);
            if (bytes.Length >= length)
            {
                frame = bytes[..length];
                bytes = bytes[length..];
                return true;
            }
        }

        frame = default;
        return false;
    }
}
