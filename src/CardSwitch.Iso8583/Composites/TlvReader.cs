using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CardSwitch.Iso8583;

/// <summary>
/// Reads BER-TLV elements one after the other (ISO/IEC 8825-1 as EMV book 3, annex B uses it): tags of up to four bytes,
/// lengths in the short form or the long ones of up to four bytes. Zero bytes between elements are passed over. Nothing is
/// allocated, and no length makes it read past the end.
/// </summary>
/// <param name="data">The elements, such as the value of DE 55 or of a constructed element.</param>
public ref struct TlvReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> data = data;
    private int next;
    private int value;
    private int length;

    /// <summary>The element's tag, its first byte the most significant: 9F02 is 0x9F02.</summary>
    public uint Tag { get; private set; }

    /// <summary>The offset of the element's first byte.</summary>
    public int Offset { get; private set; }

    /// <summary>The element's value.</summary>
    public readonly ReadOnlySpan<byte> Value => data.Slice(value, length);

    /// <summary>Whether the value is made of elements in its turn.</summary>
    public readonly bool IsConstructed => TlvTag.IsConstructed(Tag);

    /// <summary>
    /// Why <see cref="Read"/> ended before the end of the data: Truncated, or BadLengthDigits for a tag or length of a form
    /// that EMV does not use; None at the end. <see cref="Offset"/> is then that of the element at fault.
    /// </summary>
    public ParseError Error { get; private set; }

    internal readonly int ValueOffset => value;

    internal readonly int Next => next;

    /// <summary>Goes on to the next element; false at the end and after an error.</summary>
    public bool Read()
    {
        ref byte bytes = ref MemoryMarshal.GetReference(data);
        int at = next, end = data.Length;
        while (at < end && Unsafe.Add(ref bytes, at) == 0) at++;
        Offset = at;

        // By far the most elements: a tag of one or two bytes, a length of one.
        if (end - at >= 3)
        {
            uint tag = Unsafe.Add(ref bytes, at);
            int tagBytes = 1;
            if ((tag & 0x1F) == 0x1F)
            {
                tag = tag << 8 | Unsafe.Add(ref bytes, at + 1);
                tagBytes = 2;
            }
            uint size = Unsafe.Add(ref bytes, at + tagBytes);
            int start = at + tagBytes + 1;
            bool isShort = (tagBytes == 1 || (tag & 0x80) == 0) && size < 0x80 && size <= (uint)(end - start);
            if (isShort)
            {
                Tag = tag;
                value = start;
                length = (int)size;
                next = start + (int)size;
                return true;
            }
        }
        return ReadRare(at);
    }

    private bool ReadRare(int at)
    {
        if (at >= data.Length || Error != ParseError.None) return false;
        ParseError error = ReadTag(ref at, out uint tag);
        long size = 0;
        if (error == ParseError.None) error = ReadLength(ref at, out size);
        if (error == ParseError.None && size > data.Length - at) error = ParseError.Truncated;
        if (error != ParseError.None)
        {
            Error = error;
            next = data.Length;
            return false;
        }
        Tag = tag;
        value = at;
        length = (int)size;
        next = at + length;
        return true;
    }

    private readonly ParseError ReadTag(ref int at, out uint tag)
    {
        tag = data[at++];
        if ((tag & 0x1F) != 0x1F) return ParseError.None;
        for (int more = 0; more < 3; more++)
        {
            if (at >= data.Length) return ParseError.Truncated;
            byte b = data[at++];
            tag = tag << 8 | b;
            if ((b & 0x80) == 0) return ParseError.None;
        }
        return ParseError.BadLengthDigits;
    }

    private readonly ParseError ReadLength(ref int at, out long size)
    {
        size = 0;
        if (at >= data.Length) return ParseError.Truncated;
        byte first = data[at++];
        if (first < 0x80)
        {
            size = first;
            return ParseError.None;
        }
        int bytes = first & 0x7F;
        if (bytes is 0 or > 4) return ParseError.BadLengthDigits;
        if (data.Length - at < bytes) return ParseError.Truncated;
        for (; bytes > 0; bytes--) size = size << 8 | data[at++];
        return ParseError.None;
    }

    /// <summary>The value of the first element of a tag, not looking into constructed ones; false when there is none.</summary>
    public static bool TryFind(ReadOnlySpan<byte> data, uint tag, out ReadOnlySpan<byte> value)
    {
        var reader = new TlvReader(data);
        while (reader.Read())
        {
            if (reader.Tag != tag) continue;
            value = reader.Value;
            return true;
        }
        value = default;
        return false;
    }
}
