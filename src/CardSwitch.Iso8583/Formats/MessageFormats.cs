namespace CardSwitch.Iso8583;

/// <summary>The formats that come with the library.</summary>
public static class MessageFormats
{
    /// <summary>ISO 8583:1987 in characters; the bitmap and binary elements are plain bytes.</summary>
    public static MessageFormat Iso1987Ascii { get; } =
        new("iso1987-ascii", Iso1987Elements.Table, Dialect.Ascii);

    /// <summary>ISO 8583:1987 in characters throughout; the bitmap and binary elements are hexadecimal text.</summary>
    public static MessageFormat Iso1987AsciiHex { get; } =
        new("iso1987-ascii-hex", Iso1987Elements.Table, Dialect.AsciiHex);

    /// <summary>ISO 8583:1987 with packed digits, track data and length prefixes and a binary bitmap.</summary>
    public static MessageFormat Iso1987Binary { get; } =
        new("iso1987-binary", Iso1987Elements.Table, Dialect.Bcd);

    /// <summary>ISO 8583:1987 in EBCDIC, code page 1047; the bitmap and binary elements are plain bytes.</summary>
    public static MessageFormat Iso1987Ebcdic { get; } =
        new("iso1987-ebcdic", Iso1987Elements.Table, Dialect.Ebcdic);

    /// <summary>ISO 8583:1987 in EBCDIC throughout; the bitmap and binary elements are hexadecimal text.</summary>
    public static MessageFormat Iso1987EbcdicHex { get; } =
        new("iso1987-ebcdic-hex", Iso1987Elements.Table, Dialect.EbcdicHex);

    /// <summary>ISO 8583:1993 in characters; the bitmap and binary elements are plain bytes.</summary>
    public static MessageFormat Iso1993Ascii { get; } =
        new("iso1993-ascii", Iso1993Elements.Table, Dialect.Ascii);

    /// <summary>ISO 8583:1993 in characters throughout; the bitmap and binary elements are hexadecimal text.</summary>
    public static MessageFormat Iso1993AsciiHex { get; } =
        new("iso1993-ascii-hex", Iso1993Elements.Table, Dialect.AsciiHex);

    /// <summary>ISO 8583:1993 with packed digits, track data and length prefixes and a binary bitmap.</summary>
    public static MessageFormat Iso1993Binary { get; } =
        new("iso1993-binary", Iso1993Elements.Table, Dialect.Bcd);

    /// <summary>ISO 8583:1993 in EBCDIC, code page 1047; the bitmap and binary elements are plain bytes.</summary>
    public static MessageFormat Iso1993Ebcdic { get; } =
        new("iso1993-ebcdic", Iso1993Elements.Table, Dialect.Ebcdic);

    /// <summary>ISO 8583:1993 in EBCDIC throughout; the bitmap and binary elements are hexadecimal text.</summary>
    public static MessageFormat Iso1993EbcdicHex { get; } =
        new("iso1993-ebcdic-hex", Iso1993Elements.Table, Dialect.EbcdicHex);

    /// <summary>ISO 8583:2003 in characters; the bitmap and binary elements are plain bytes.</summary>
    public static MessageFormat Iso2003Ascii { get; } =
        new("iso2003-ascii", Iso2003Elements.Table, Dialect.Ascii);

    /// <summary>ISO 8583:2003 in characters throughout; the bitmap and binary elements are hexadecimal text.</summary>
    public static MessageFormat Iso2003AsciiHex { get; } =
        new("iso2003-ascii-hex", Iso2003Elements.Table, Dialect.AsciiHex);

    /// <summary>ISO 8583:2003 with packed digits, track data and length prefixes and a binary bitmap.</summary>
    public static MessageFormat Iso2003Binary { get; } =
        new("iso2003-binary", Iso2003Elements.Table, Dialect.Bcd);

    /// <summary>ISO 8583:2003 in EBCDIC, code page 1047; the bitmap and binary elements are plain bytes.</summary>
    public static MessageFormat Iso2003Ebcdic { get; } =
        new("iso2003-ebcdic", Iso2003Elements.Table, Dialect.Ebcdic);

    /// <summary>ISO 8583:2003 in EBCDIC throughout; the bitmap and binary elements are hexadecimal text.</summary>
    public static MessageFormat Iso2003EbcdicHex { get; } =
        new("iso2003-ebcdic-hex", Iso2003Elements.Table, Dialect.EbcdicHex);

    /// <summary>All built-in formats, in the order in which they are listed to people.</summary>
    public static IReadOnlyList<MessageFormat> All { get; } =
    [
        Iso1987Ascii, Iso1987AsciiHex, Iso1987Binary, Iso1987Ebcdic, Iso1987EbcdicHex,
        Iso1993Ascii, Iso1993AsciiHex, Iso1993Binary, Iso1993Ebcdic, Iso1993EbcdicHex,
        Iso2003Ascii, Iso2003AsciiHex, Iso2003Binary, Iso2003Ebcdic, Iso2003EbcdicHex,
    ];

    /// <summary>The built-in format of that name, ignoring case.</summary>
    public static bool TryGet(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out MessageFormat? format)
    {
        format = All.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return format is not null;
    }
}
