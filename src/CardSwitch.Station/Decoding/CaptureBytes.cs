using System.Buffers.Binary;

namespace CardSwitch.Station.Decoding;

/// <summary>The bytes of a capture file, whose numbers are in the order of the machine that wrote it.</summary>
internal readonly record struct CaptureBytes(ReadOnlyMemory<byte> All, bool IsBigEndian)
{
    internal int Length => All.Length;

    internal uint Word(int at) => IsBigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(All.Span[at..])
        : BinaryPrimitives.ReadUInt32LittleEndian(All.Span[at..]);

    internal int Half(int at) => IsBigEndian
        ? BinaryPrimitives.ReadUInt16BigEndian(All.Span[at..])
        : BinaryPrimitives.ReadUInt16LittleEndian(All.Span[at..]);

    /// <summary>Sees to it that so many bytes follow the offset.</summary>
    /// <exception cref="FormatException">The capture ends before.</exception>
    internal void Expect(int at, long count, string what)
    {
        if (count > Length - at) throw Fault(at, $"it ends inside {what}");
    }

    internal static FormatException Fault(int at, string what) => new($"The capture cannot be read at offset {at}: {what}.");
}
