using System.Runtime.CompilerServices;

namespace CardSwitch.Iso8583;

/// <summary>What stands before the fields: message type and bitmaps.</summary>
internal static class MessageHead
{
    /// <summary>The offset of the first field, or -1 when type or bitmaps are not sound; fills the index with them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Read(MessageFormat format, ReadOnlySpan<byte> frame, FieldIndex index)
    {
        // By far the most messages: a primary bitmap in bytes, and no other.
        int typeLength = format.MtiLength;
        if (format.BitmapEncoding == FieldEncoding.Binary
            && frame.Length >= typeLength + 8 && frame.Length <= ushort.MaxValue
            && TryReadType(frame, typeLength, out index.MessageType))
        {
            ulong primary = Bitmap.ReadWord(frame.Slice(typeLength, 8));
            if ((primary & 1) == 0)
            {
                index.First = new FieldSlot(0, 0, typeLength, 4);
                index.Present = new Bitmap(primary, 0, 0);
                index.BitmapWords = 1;
                return typeLength + 8;
            }
        }
        return ReadRare(format, frame, index);
    }

    private static int ReadRare(MessageFormat format, ReadOnlySpan<byte> frame, FieldIndex index) =>
        Explain(format, frame, index, out int offset).IsOk ? offset : -1;

    /// <summary>The same at leisure: what is wrong, and where. On success the offset of the first field.</summary>
    internal static ParseStatus Explain(
        MessageFormat format, ReadOnlySpan<byte> frame, FieldIndex index, out int offset)
    {
        index.Present = default;
        index.MessageType = default;
        index.BitmapWords = 0;
        offset = format.MtiLength;
        if (frame.Length > ushort.MaxValue) return new ParseStatus(ParseError.FrameTooLong, 1, ushort.MaxValue);
        if (frame.Length < offset) return new ParseStatus(ParseError.Truncated, 0, frame.Length);
        if (!TryReadType(frame, offset, out index.MessageType))
        {
            return new ParseStatus(ParseError.BadMessageType, 0, 0);
        }
        index.First = new FieldSlot(0, 0, offset, 4);

        int wordLength = format.BitmapLength;
        ParseStatus status = ReadWord(frame, offset, wordLength, out ulong primary);
        if (!status.IsOk) return status;
        offset += wordLength;
        index.BitmapWords = 1;
        ulong secondary = 0;
        if ((primary & 1) != 0)
        {
            status = ReadWord(frame, offset, wordLength, out secondary);
            if (!status.IsOk) return status;
            index.Set(1, new FieldSlot(offset, offset, wordLength, 8));
            offset += wordLength;
            index.BitmapWords = 2;
        }
        index.Present = new Bitmap(primary, secondary, 0);
        return ParseStatus.Ok;
    }

    /// <summary>Bytes of the message type and of so many words of bitmap.</summary>
    internal static int LengthOf(MessageFormat format, int words) => format.MtiLength + words * format.BitmapLength;

    /// <summary>
    /// Writes type and bitmaps and returns their length. The secondary bitmap is written if its bit, field 1, is set.
    /// </summary>
    internal static int Write(MessageFormat format, Span<byte> destination, MessageType type, ulong primary, ulong secondary)
    {
        if (format.MtiEncoding == FieldEncoding.Ascii && format.BitmapEncoding == FieldEncoding.Binary && (primary & 1) == 0)
        {
            type.WriteAscii(destination);
            Bitmap.WriteWord(destination[4..], primary);
            return 12;
        }
        WriteType(format, destination, type);
        int offset = format.MtiLength;
        WriteWord(format, destination[offset..], primary);
        offset += format.BitmapLength;
        if ((primary & 1) == 0) return offset;
        WriteWord(format, destination[offset..], secondary);
        return offset + format.BitmapLength;
    }

    internal static void WriteType(MessageFormat format, Span<byte> destination, MessageType type)
    {
        if (format.MtiEncoding == FieldEncoding.Bcd) type.WriteBcd(destination);
        else type.WriteAscii(destination);
    }

    private static void WriteWord(MessageFormat format, Span<byte> destination, ulong word)
    {
        if (format.BitmapEncoding == FieldEncoding.HexAscii) HexBitmap.Write(destination, word);
        else Bitmap.WriteWord(destination, word);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryReadType(ReadOnlySpan<byte> frame, int length, out MessageType type) => length == 4
        ? MessageType.TryParse(frame[..4], out type)
        : MessageType.TryFromBcd(frame[..2], out type);

    private static ParseStatus ReadWord(ReadOnlySpan<byte> frame, int offset, int wordLength, out ulong word)
    {
        word = 0;
        if (frame.Length - offset < wordLength) return new ParseStatus(ParseError.Truncated, 1, frame.Length);
        ReadOnlySpan<byte> wire = frame.Slice(offset, wordLength);
        if (wordLength == 8)
        {
            word = Bitmap.ReadWord(wire);
            return ParseStatus.Ok;
        }
        return HexBitmap.TryRead(wire, out word)
            ? ParseStatus.Ok
            : new ParseStatus(ParseError.BadBitmap, 1, offset + WireCheck.FirstBad(WireClass.Hex, wire));
    }
}
