using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace CardSwitch.Iso8583;

/// <summary>The last bytes of a word of so many, whose first byte on the wire is the lowest.</summary>
internal static class LastBytes
{
    /// <summary>
    /// Fills the destination, of at most as many bytes, in two stores that overlap rather than a loop.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(Span<byte> destination, ulong word, int bytes)
    {
        int length = destination.Length;
        if (length == 0) return;
        word >>= (bytes - length) * 8;
        if (length == 8)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(destination, word);
        }
        else if (length >= 4)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(destination, (uint)word);
            BinaryPrimitives.WriteUInt32LittleEndian(destination[(length - 4)..], (uint)(word >> (length - 4) * 8));
        }
        else if (length >= 2)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(destination, (ushort)word);
            BinaryPrimitives.WriteUInt16LittleEndian(destination[(length - 2)..], (ushort)(word >> (length - 2) * 8));
        }
        else
        {
            destination[0] = (byte)word;
        }
    }
}
