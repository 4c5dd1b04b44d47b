using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>
/// The built-in formats, and made-up ones that combine every content class, encoding, prefix and length rule, so that
/// what holds for all of them holds for a network's own table too.
/// </summary>
internal static class TestFormats
{
    private static readonly FieldEncoding[] Ebcdic =
        [FieldEncoding.Ebcdic1047, FieldEncoding.Ebcdic037, FieldEncoding.Ebcdic500];

    private static readonly FieldEncoding[] Characters = [FieldEncoding.Ascii, FieldEncoding.Latin1, .. Ebcdic];

    private static readonly FieldEncoding[] Packed =
        [FieldEncoding.Bcd, FieldEncoding.BcdLeft, FieldEncoding.BcdF, FieldEncoding.BcdLeftF];

    /// <summary>Every content class in every encoding that can carry it.</summary>
    public static readonly (ContentClass Content, FieldEncoding Encoding)[] Sound =
    [
        .. In(ContentClass.Numeric, [.. Characters, .. Packed]),
        .. In(ContentClass.Alpha, Characters),
        .. In(ContentClass.AlphaNumeric, Characters),
        .. In(ContentClass.AlphaNumericSpecial, Characters),
        .. In(ContentClass.NumericSpecial, Characters),
        .. In(ContentClass.AlphaOrNumeric, [.. Characters, .. Packed]),
        .. In(ContentClass.Binary, [FieldEncoding.Binary, FieldEncoding.HexAscii, FieldEncoding.HexEbcdic]),
        .. In(ContentClass.Track, [.. Characters, .. Packed]),
        .. In(ContentClass.SignedNumeric, [.. Characters, FieldEncoding.Bcd, FieldEncoding.Zoned]),
    ];

    // Those of the built-in tables, for formats in which neighbours are alike.
    private static readonly (ContentClass Content, FieldEncoding Encoding)[] Usual =
        [.. Sound.Where(pair => pair.Encoding <= FieldEncoding.HexAscii)];

    private static readonly (ContentClass Content, FieldEncoding Encoding)[] InEbcdic =
        [.. Sound.Where(pair => pair.Encoding is FieldEncoding.Binary or FieldEncoding.Ebcdic1047 or FieldEncoding.HexEbcdic)];

    public static readonly IReadOnlyList<MessageFormat> All =
    [
        .. MessageFormats.All,
        Mixed("mixed-ascii", MessageFormats.Iso1987Ascii, Usual, seed: 1, likeBefore: 0.0),
        Mixed("mixed-hex", MessageFormats.Iso1987AsciiHex, Usual, seed: 2, likeBefore: 0.5),
        Mixed("mixed-packed", MessageFormats.Iso1987Binary, Usual, seed: 3, likeBefore: 0.8),
        Mixed("mixed-ebcdic", EmptyEbcdic, InEbcdic, seed: 4, likeBefore: 0.6),
        Sparse(),
        Wide(),
    ];

    /// <summary>The names, as the data of a theory.</summary>
    public static TheoryData<string> Names => [.. All.Select(format => format.Name)];

    public static MessageFormat Named(string name) => All.Single(format => format.Name == name);

    private static IEnumerable<(ContentClass, FieldEncoding)> In(ContentClass content, FieldEncoding[] encodings) =>
        encodings.Select(encoding => (content, encoding));

    private static MessageFormat EmptyEbcdic =>
        MessageFormat.Empty("empty", FieldEncoding.Ebcdic1047, FieldEncoding.HexEbcdic);

    // Long stretches of one class, so that neighbours are checked together, or none, as the share says.
    private static MessageFormat Mixed(
        string name, MessageFormat format, (ContentClass Content, FieldEncoding Encoding)[] pairs, int seed, double likeBefore)
    {
        var random = new Random(seed);
        bool isEbcdic = format.MtiEncoding == FieldEncoding.Ebcdic1047;
        var (content, encoding) = pairs[0];
        var fields = new Dictionary<int, FieldSpec?>();
        for (int field = 2; field <= 128; field++)
        {
            if (random.NextDouble() >= likeBefore) (content, encoding) = pairs[random.Next(pairs.Length)];
            int digits = random.Next(5);
            FieldLength length = digits == 0
                ? FieldLength.Fixed(random.Next(1, 24))
                : FieldLength.UpTo(random.Next(1, (int)Math.Min(Math.Pow(10, digits), 130)), digits);
            Padding padding = encoding is not (FieldEncoding.Ascii or FieldEncoding.Ebcdic1047) && content != ContentClass.Numeric ? Padding.None
                : content == ContentClass.Numeric ? Padding.LeftZero
                : content is ContentClass.Track or ContentClass.SignedNumeric ? Padding.None
                : Padding.RightSpace;
            PrefixEncoding prefix = isEbcdic ? PrefixEncoding.Ebcdic : (PrefixEncoding)random.Next(2);
            fields[field] = new FieldSpec($"Element {field}", content, length, encoding, prefix, padding);
        }
        return format.With(fields).Named(name);
    }

    // Few fields are known, the rest is an error to announce.
    private static MessageFormat Sparse()
    {
        MessageFormat format = MessageFormats.Iso1987Ascii;
        for (int field = 2; field <= 128; field++)
        {
            if (field % 5 != 0) format = format.Without(field);
        }
        return format.Named("sparse");
    }

    // Lengths at the ends of what a rule can say.
    private static MessageFormat Wide() => MessageFormats.Iso1987Binary
        .With(2, new FieldSpec("One digit", ContentClass.Numeric, FieldLength.UpTo(9, 1), FieldEncoding.Bcd, PrefixEncoding.Bcd))
        .With(3, new FieldSpec("One unit", ContentClass.Alpha, FieldLength.UpTo(1, 1), FieldEncoding.Ascii))
        .With(4, new FieldSpec("Longest text", ContentClass.AlphaNumeric, FieldLength.UpTo(9999, 4), FieldEncoding.Ascii))
        .With(5, new FieldSpec("Longest hex", ContentClass.Binary, FieldLength.UpTo(9999, 4), FieldEncoding.HexAscii, PrefixEncoding.Bcd))
        .With(6, new FieldSpec("Longest fixed", ContentClass.Numeric, FieldLength.Fixed(9999), FieldEncoding.Bcd, Padding: Padding.LeftZero))
        .With(7, new FieldSpec("Long prefix, short value", ContentClass.Numeric, FieldLength.UpTo(1, 4), FieldEncoding.Ascii))
        .Named("wide");
}
