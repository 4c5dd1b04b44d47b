using System.Buffers;

namespace CardSwitch.Iso8583;

/// <summary>A bitmap of 64 bits as 16 hexadecimal characters.</summary>
internal static class HexBitmap
{
    /// <summary>False when a character is not hexadecimal, in either case.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> wire, out ulong word)
    {
        Span<byte> bytes = stackalloc byte[8];
        if (Convert.FromHexString(wire, bytes, out _, out int written) != OperationStatus.Done || written != 8)
        {
            word = 0;
            return false;
        }
        word = Bitmap.ReadWord(bytes);
        return true;
    }

    internal static void Write(Span<byte> wire, ulong word)
    {
        Span<byte> bytes = stackalloc byte[8];
        Bitmap.WriteWord(bytes, word);
        Convert.TryToHexString(bytes, wire, out _);
    }
}
