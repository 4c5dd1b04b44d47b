namespace CardSwitch.Iso8583;

/// <summary>The bitmap in front of a composite's elements: of any size, in blocks that announce the next, or of a data set.</summary>
internal static class SubBitmap
{
    private const int MaxBlocks = 3;

    /// <summary>The elements that are there, without bits that announce a block; the bytes that the bitmap takes.</summary>
    internal static ParseError Read(
        CompositeSpec composite, ReadOnlySpan<byte> container, out Bitmap present, out int length, out int bad)
    {
        present = default;
        length = 0;
        bad = container.Length;
        int blockBytes = composite.BitmapBytes, bits = blockBytes * 8;
        bool isHex = composite.BitmapEncoding != FieldEncoding.Binary;
        int wireBytes = isHex ? blockBytes * 2 : blockBytes;
        Span<byte> block = stackalloc byte[24];
        block = block[..blockBytes];
        for (int number = 0; number < MaxBlocks; number++)
        {
            if (container.Length - length < wireBytes) return ParseError.Truncated;
            ReadOnlySpan<byte> wire = container.Slice(length, wireBytes);
            if (!isHex)
            {
                wire.CopyTo(block);
            }
            else if (!HexDigits.TryRead(wire, block, composite.BitmapEncoding == FieldEncoding.HexEbcdic))
            {
                WireClass hex = composite.BitmapEncoding == FieldEncoding.HexEbcdic ? WireClass.EbcdicHex : WireClass.Hex;
                bad = length + WireCheck.FirstBad(hex, wire);
                return ParseError.BadBitmap;
            }
            length += wireBytes;
            Take(block, number * bits, composite.BitmapExtends ? 1 : 0, ref present);
            if (!composite.BitmapExtends || (block[0] & 0x80) == 0) return ParseError.None;
        }
        return ParseError.None;
    }

    // From the bit `from` of the bytes on, of which the first has the number base + 1.
    private static void Take(ReadOnlySpan<byte> bytes, int numberBase, int from, ref Bitmap present)
    {
        for (int bit = from; bit < bytes.Length * 8; bit++)
        {
            if ((bytes[bit >> 3] & 0x80 >> (bit & 7)) != 0) present.Set(numberBase + bit + 1);
        }
    }

    /// <summary>Writes the bitmap of such elements; returns its length. Every one of them has a bit.</summary>
    internal static int Write(CompositeSpec composite, in Bitmap present, Span<byte> destination)
    {
        int blockBytes = composite.BitmapBytes, bits = blockBytes * 8, length = 0;
        Span<byte> block = stackalloc byte[24];
        block = block[..blockBytes];
        for (int number = 0; ; number++)
        {
            block.Clear();
            for (int bit = 0; bit < bits; bit++)
            {
                if (present.Has(number * bits + bit + 1)) block[bit >> 3] |= (byte)(0x80 >> (bit & 7));
            }
            bool more = composite.BitmapExtends && number + 1 < MaxBlocks && present.NextAtOrAfter((number + 1) * bits + 1) != 0;
            if (more) block[0] |= 0x80;
            if (composite.BitmapEncoding == FieldEncoding.Binary)
            {
                block.CopyTo(destination[length..]);
                length += blockBytes;
            }
            else
            {
                HexDigits.Write(block, destination[length..], composite.BitmapEncoding == FieldEncoding.HexEbcdic);
                length += blockBytes * 2;
            }
            if (!more) return length;
        }
    }

    /// <summary>
    /// The bitmap of a data set: two bytes, then one at a time while the first bit of the last word says so. The last bit of
    /// the last word announces TLV elements; the first bit of each word is no element.
    /// </summary>
    internal static ParseError ReadDataset(
        ReadOnlySpan<byte> container, out Bitmap present, out bool hasTlv, out int length, out int bad)
    {
        present = default;
        hasTlv = false;
        bad = container.Length;
        length = 2;
        if (container.Length < 2) return ParseError.Truncated;
        int first = 0;
        while (true)
        {
            ReadOnlySpan<byte> word = container[first..length];
            bool more = (word[0] & 0x80) != 0;
            if (!more) hasTlv = (word[^1] & 1) != 0;
            for (int bit = 1; bit < word.Length * 8 - (more ? 0 : 1); bit++)
            {
                if ((word[bit >> 3] & 0x80 >> (bit & 7)) != 0) present.Set(first * 8 + bit + 1);
            }
            if (!more) return ParseError.None;
            first = length++;
            if (container.Length < length) return ParseError.Truncated;
            if (length > Bitmap.MaxField / 8)
            {
                bad = first;
                return ParseError.BadBitmap;
            }
        }
    }

    /// <summary>Writes the bitmap of a data set; false when an element has no bit that is free for it.</summary>
    internal static bool TryWriteDataset(in Bitmap present, bool hasTlv, Span<byte> destination, out int length)
    {
        int last = 0;
        for (int number = present.NextAtOrAfter(1); number != 0; number = present.NextAtOrAfter(number + 1)) last = number;

        // As many words as the last element needs, the last bit of the last one being taken.
        length = 2;
        while (last > length * 8 - 1) length++;
        if (length > Bitmap.MaxField / 8) return false;
        destination[..length].Clear();
        for (int number = present.NextAtOrAfter(1); number != 0; number = present.NextAtOrAfter(number + 1))
        {
            if (number == 1 || (number > 16 && (number - 1) % 8 == 0)) return false;
            destination[(number - 1) >> 3] |= (byte)(0x80 >> ((number - 1) & 7));
        }
        if (length > 2) destination[0] |= 0x80;
        for (int word = 2; word < length - 1; word++) destination[word] |= 0x80;
        if (hasTlv) destination[length - 1] |= 1;
        return true;
    }
}
