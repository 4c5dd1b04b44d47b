namespace CardSwitch.Iso8583;

/// <summary>The words of spec files for values that are one of a few.</summary>
internal static class SpecWords
{
    internal static readonly (string Word, FieldEncoding Value)[] Encodings =
    [
        ("ascii", FieldEncoding.Ascii),
        ("latin1", FieldEncoding.Latin1),
        ("bcd", FieldEncoding.Bcd),
        ("bcd-left", FieldEncoding.BcdLeft),
        ("bcd-f", FieldEncoding.BcdF),
        ("bcd-left-f", FieldEncoding.BcdLeftF),
        ("binary", FieldEncoding.Binary),
        ("hex", FieldEncoding.HexAscii),
        ("hex-ebcdic", FieldEncoding.HexEbcdic),
        ("ebcdic-1047", FieldEncoding.Ebcdic1047),
        ("ebcdic-037", FieldEncoding.Ebcdic037),
        ("ebcdic-500", FieldEncoding.Ebcdic500),
        ("zoned", FieldEncoding.Zoned),
    ];

    internal static readonly (string Word, FieldEncoding Value)[] MtiEncodings = Only(
        FieldEncoding.Ascii, FieldEncoding.Bcd, FieldEncoding.Ebcdic1047, FieldEncoding.Ebcdic037, FieldEncoding.Ebcdic500);

    internal static readonly (string Word, FieldEncoding Value)[] BitmapEncodings = Only(
        FieldEncoding.Binary, FieldEncoding.HexAscii, FieldEncoding.HexEbcdic);

    internal static readonly (string Word, FieldEncoding Value)[] TagEncodings = Only(
        FieldEncoding.Ascii, FieldEncoding.Bcd, FieldEncoding.Binary, FieldEncoding.Ebcdic1047, FieldEncoding.Ebcdic037,
        FieldEncoding.Ebcdic500);

    internal static readonly (string Word, PrefixEncoding Value)[] Prefixes =
    [
        ("ascii", PrefixEncoding.Ascii),
        ("bcd", PrefixEncoding.Bcd),
        ("ebcdic", PrefixEncoding.Ebcdic),
        ("hex", PrefixEncoding.Hex),
        ("binary", PrefixEncoding.Binary),
    ];

    /// <summary>What a prefix counts; no word stands for units.</summary>
    internal static readonly (string Word, PrefixCounts Value)[] Counts =
    [
        ("bytes", PrefixCounts.Bytes),
        ("nibbles", PrefixCounts.Nibbles),
    ];

    internal static readonly (string Word, Sensitivity Value)[] Sensitivities =
    [
        ("none", Sensitivity.None),
        ("pan", Sensitivity.Pan),
        ("track", Sensitivity.Track),
        ("pin", Sensitivity.Pin),
        ("key-or-mac", Sensitivity.KeyOrMac),
        ("private", Sensitivity.Private),
    ];

    internal static readonly (string Word, CompositeKind Value)[] Kinds =
    [
        ("positional", CompositeKind.Positional),
        ("tagged", CompositeKind.Tagged),
        ("ber-tlv", CompositeKind.BerTlv),
        ("bitmapped", CompositeKind.Bitmapped),
        ("datasets", CompositeKind.Datasets),
        ("dataset-bitmap", CompositeKind.DatasetBitmap),
    ];

    internal static string WordOf<T>(this (string Word, T Value)[] words, T value)
        where T : struct, Enum => words.First(word => EqualityComparer<T>.Default.Equals(word.Value, value)).Word;

    internal static T? ValueOf<T>(this (string Word, T Value)[] words, string text)
        where T : struct, Enum
    {
        foreach ((string word, T value) in words)
        {
            if (word == text) return value;
        }
        return null;
    }

    private static (string Word, FieldEncoding Value)[] Only(params FieldEncoding[] encodings) =>
        [.. encodings.Select(encoding => (Encodings.WordOf(encoding), encoding))];
}
