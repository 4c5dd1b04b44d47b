using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace CardSwitch.Iso8583;

/// <summary>What stands before the fields: header, message type and bitmaps.</summary>
internal static class MessageHead
{
    /// <summary>The offset of the first field, or -1 when type or bitmaps are not sound; fills the index with them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Read(MessageFormat format, ReadOnlySpan<byte> frame, FieldIndex index)
    {
        // By far the most messages: a primary bitmap in bytes, and no other.
        int typeLength = format.MtiLength;
        if (format.HasPlainHead
            && frame.Length >= typeLength + 8 && frame.Length <= ushort.MaxValue
            && TryReadPlainType(frame, typeLength, out index.MessageType))
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
        index.First = default;
        offset = 0;
        if (frame.Length > ushort.MaxValue) return new ParseStatus(ParseError.FrameTooLong, 1, ushort.MaxValue);
        int header = format.Header.Measure(frame);
        if (header < 0) return new ParseStatus(ParseError.BadHeader, 0, 0);
        if (frame.Length < header + format.MtiLength) return new ParseStatus(ParseError.Truncated, 0, frame.Length);
        if (!TryReadType(format, frame.Slice(header, format.MtiLength), out index.MessageType))
        {
            return new ParseStatus(ParseError.BadMessageType, 0, header);
        }
        index.First = new FieldSlot(0, header, format.MtiLength, 4);
        offset = header + format.MtiLength;

        ParseStatus status = ReadWord(format, frame, index, ref offset, out ulong primary);
        ulong secondary = 0, tertiary = 0;
        if (status.IsOk && (primary & 1) != 0)
        {
            int start = offset;
            status = ReadWord(format, frame, index, ref offset, out secondary);
            if (status.IsOk) index.Set(1, new FieldSlot(start, start, offset - start, 8));
        }
        if (status.IsOk && (secondary & 1) != 0 && format.Tertiary.IsFollowing)
        {
            int start = offset;
            status = ReadWord(format, frame, index, ref offset, out tertiary);
            if (status.IsOk) index.Set(65, new FieldSlot(start, start, offset - start, 8));
        }
        if (status.IsOk) index.Present = new Bitmap(primary, secondary, tertiary);
        return status;
    }

    /// <summary>Bytes of a new message's header and type and of so many words of bitmap.</summary>
    internal static int LengthOf(MessageFormat format, int words) =>
        format.Header.Length + format.MtiLength + words * format.BitmapLength;

    /// <summary>The same of a message that was read.</summary>
    internal static int LengthOf(FieldIndex index) => index[0].End + index.BitmapWords * index.Format!.BitmapLength;

    /// <summary>How many words of bitmap stand before the fields of a message.</summary>
    internal static int WordsOf(MessageFormat format, in Bitmap present) =>
        present.Tertiary != 0 && format.Tertiary.IsFollowing ? 3 : present.Secondary != 0 ? 2 : 1;

    /// <summary>
    /// The same fields with the bits that announce further bitmaps set as the format wants them, and with the field that
    /// holds the tertiary bitmap if it is to be there.
    /// </summary>
    internal static Bitmap Announce(MessageFormat format, Bitmap present)
    {
        if (format.Tertiary != TertiaryBitmap.None) present = AnnounceTertiary(format, present);
        present.Primary = present.Secondary == 0 ? present.Primary & ~1UL : present.Primary | 1;
        return present;
    }

    private static Bitmap AnnounceTertiary(MessageFormat format, Bitmap present)
    {
        int place = format.Tertiary.IsFollowing ? 65 : format.Tertiary.Field;
        if (present.Tertiary != 0) present.Set(place);
        else present.Clear(place);
        return present;
    }

    /// <summary>
    /// Writes a new message's header, type and bitmaps and returns their length. The bits that announce bitmaps are set.
    /// </summary>
    /// <param name="bodyLength">Bytes of the fields, which a header may have to tell.</param>
    internal static int Write(
        MessageFormat format, Span<byte> destination, MessageType type, in Bitmap present, int bodyLength)
    {
        if (format.HasPlainHead && format.MtiLength == 4 && (present.Primary & 1) == 0)
        {
            type.WriteAscii(destination);
            Bitmap.WriteWord(destination[4..], present.Primary);
            return 12;
        }
        int words = WordsOf(format, present);
        int header = format.Header.Write(destination, LengthOf(format, words) - format.Header.Length + bodyLength);
        WriteType(format, destination[header..], type);
        return WriteWords(format, destination, header + format.MtiLength, present, words);
    }

    /// <summary>Writes the bitmaps at an offset and returns the offset behind them.</summary>
    internal static int WriteWords(MessageFormat format, Span<byte> destination, int offset, in Bitmap present, int words)
    {
        for (int word = 0; word < words; word++, offset += format.BitmapLength)
        {
            ulong bits = word switch { 0 => present.Primary, 1 => present.Secondary, _ => present.Tertiary };
            WriteWord(format, destination[offset..], bits);
        }
        return offset;
    }

    internal static void WriteType(MessageFormat format, Span<byte> destination, MessageType type)
    {
        if (format.MtiEncoding == FieldEncoding.Bcd)
        {
            type.WriteBcd(destination);
            return;
        }
        type.WriteAscii(destination);
        if (format.MtiEncoding == FieldEncoding.Ascii) return;
        foreach (ref byte digit in destination[..4]) digit |= 0xF0;
    }

    internal static void WriteWord(MessageFormat format, Span<byte> destination, ulong word)
    {
        if (format.BitmapEncoding == FieldEncoding.Binary) Bitmap.WriteWord(destination, word);
        else HexBitmap.Write(destination, word, format.BitmapEncoding == FieldEncoding.HexEbcdic);
    }

    // Of a format whose head is plain.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryReadPlainType(ReadOnlySpan<byte> frame, int length, out MessageType type) => length == 4
        ? MessageType.TryParse(frame[..4], out type)
        : MessageType.TryFromBcd(frame[..2], out type);

    /// <summary>The type at its place in a frame that is known to be long enough and to have a header of fixed length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryReadSteadyType(MessageFormat format, ReadOnlySpan<byte> frame, out MessageType type) =>
        format.HasPlainHead
            ? TryReadPlainType(frame, format.MtiLength, out type)
            : TryReadType(format, frame.Slice(format.HeaderLength, format.MtiLength), out type);

    // Not inlined, since its bytes on the stack would cost the common way their clearing.
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool TryReadType(MessageFormat format, ReadOnlySpan<byte> wire, out MessageType type)
    {
        if (format.MtiEncoding is FieldEncoding.Ascii or FieldEncoding.Bcd) return TryReadPlainType(wire, wire.Length, out type);

        // Digits, and nothing else, become digits when F0 becomes 30.
        Span<byte> digits = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(digits, BinaryPrimitives.ReadUInt32LittleEndian(wire) ^ 0xC0C0C0C0);
        return MessageType.TryParse(digits, out type);
    }

    private static ParseStatus ReadWord(
        MessageFormat format, ReadOnlySpan<byte> frame, FieldIndex index, ref int offset, out ulong word)
    {
        word = 0;
        if (frame.Length - offset < format.BitmapLength) return new ParseStatus(ParseError.Truncated, 1, frame.Length);
        ParseStatus status = ReadWord(format.BitmapEncoding, frame, offset, field: 1, out word);
        if (!status.IsOk) return status;
        offset += format.BitmapLength;
        index.BitmapWords++;
        return status;
    }

    /// <summary>The word of bitmap at an offset, all of it in the frame; an error is one of the field.</summary>
    internal static ParseStatus ReadWord(
        FieldEncoding encoding, ReadOnlySpan<byte> frame, int offset, int field, out ulong word)
    {
        if (encoding == FieldEncoding.Binary)
        {
            word = Bitmap.ReadWord(frame.Slice(offset, 8));
            return ParseStatus.Ok;
        }
        ReadOnlySpan<byte> wire = frame.Slice(offset, 16);
        bool ebcdic = encoding == FieldEncoding.HexEbcdic;
        if (HexBitmap.TryRead(wire, ebcdic, out word)) return ParseStatus.Ok;
        WireClass @class = ebcdic ? WireClass.EbcdicHex : WireClass.Hex;
        return new ParseStatus(ParseError.BadBitmap, field, offset + WireCheck.FirstBad(@class, wire));
    }
}
