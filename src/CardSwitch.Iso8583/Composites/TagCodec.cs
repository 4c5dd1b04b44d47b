namespace CardSwitch.Iso8583;

/// <summary>Tags of fixed width between the wire and their characters as one number.</summary>
internal static class TagCodec
{
    internal static int BytesOf(TagLayout tag) =>
        tag.Encoding is FieldEncoding.Binary or FieldEncoding.Bcd ? tag.Width / 2 : tag.Width;

    /// <summary>False when a packed tag holds something else than digits, or a character none that a tag can have.</summary>
    internal static bool TryRead(TagLayout tag, ReadOnlySpan<byte> wire, out ulong key)
    {
        Span<byte> characters = stackalloc byte[8];
        characters = characters[..tag.Width];
        bool sound = true;
        switch (tag.Encoding)
        {
            case FieldEncoding.Ascii:
                wire.CopyTo(characters);
                break;
            case FieldEncoding.Bcd:
                sound = PackedSymbols.Unpack(wire, characters);
                break;
            case FieldEncoding.Binary:
                HexDigits.Write(wire, characters, ebcdic: false);
                break;
            default:
                Ebcdic.Translate(Ebcdic.ToLatin1(PageOf(tag)), wire, characters);
                break;
        }
        key = 0;
        foreach (byte c in characters)
        {
            sound &= c is > (byte)' ' and <= (byte)'~';
            key = key << 8 | c;
        }
        return sound;
    }

    /// <summary>Writes the tag of these characters; false when they are none of the encoding.</summary>
    internal static bool TryWrite(TagLayout tag, ulong key, Span<byte> wire)
    {
        Span<byte> characters = stackalloc byte[8];
        characters = characters[..tag.Width];
        for (int i = tag.Width - 1; i >= 0; i--, key >>= 8) characters[i] = (byte)key;
        if (key != 0 || characters[0] == 0) return false;
        switch (tag.Encoding)
        {
            case FieldEncoding.Ascii:
                characters.CopyTo(wire);
                return true;
            case FieldEncoding.Bcd:
                return WireCheck.FirstBad(WireClass.Digits, characters) < 0 && PackedSymbols.TryPack(characters, wire);
            case FieldEncoding.Binary:
                // In one case only, or the element would be written beside the one that is there.
                return HexDigits.TryRead(characters, wire, ebcdic: false) && !characters.ContainsAnyInRange((byte)'a', (byte)'f');
            default:
                Ebcdic.Translate(Ebcdic.FromLatin1(PageOf(tag)), characters, wire);
                return true;
        }
    }

    /// <summary>The characters of a tag.</summary>
    internal static string ToText(ulong key)
    {
        string text = "";
        for (; key != 0; key >>= 8) text = (char)(byte)key + text;
        return text;
    }

    private static UnitShape PageOf(TagLayout tag) => WireClasses.ShapeOf(ContentClass.AlphaNumeric, tag.Encoding);
}
